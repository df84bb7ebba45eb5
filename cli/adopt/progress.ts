import { Presets, SingleBar } from "cli-progress";

/** Counts finished steps. */
export interface Progress {
  start(steps: number): void;
  done(): void;
}

/** Creates a progress bar on stderr. The bar is shown only if stderr is a terminal, and is cleared at the end. */
export const progressBar = (title: string): Progress & { readonly isShown: boolean; stop(): void } => {
  const bar = new SingleBar(
    {
      format: `${title} [{bar}] {value}/{total}`,
      clearOnComplete: true,
      hideCursor: true,
      stream: process.stderr,
    },
    Presets.rect,
  );
  return {
    isShown: process.stderr.isTTY === true,
    start: (steps) => bar.start(steps, 0),
    done: () => bar.increment(),
    stop: () => bar.stop(),
  };
};
