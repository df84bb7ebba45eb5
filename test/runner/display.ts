import type { Say } from "../../scripts/pulumiCli";

const ERASE_LINE = "\r\x1b[2K";

/** Returns a duration as minutes and seconds. */
export const clock = (milliseconds: number): string => {
  const seconds = Math.round(milliseconds / 1000);
  return `${Math.floor(seconds / 60)}:${`${seconds % 60}`.padStart(2, "0")}`;
};

/** Prints lines and, on a terminal, a last line that is updated each second until `close`. */
export const display = (status: () => string): { readonly say: Say; readonly close: () => void } => {
  const { stdout } = process;
  const update = (): void => {
    if (stdout.isTTY) stdout.write(`${ERASE_LINE}${status().slice(0, stdout.columns - 1)}`);
  };
  const timer = setInterval(update, 1_000);
  return {
    say: (line) => {
      stdout.write(`${stdout.isTTY ? ERASE_LINE : ""}${line}\n`);
      update();
    },
    close: () => {
      clearInterval(timer);
      if (stdout.isTTY) stdout.write(ERASE_LINE);
    },
  };
};
