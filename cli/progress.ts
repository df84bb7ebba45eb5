import { Presets, SingleBar } from "cli-progress";
import type { Progress } from "./adopt/inventory";

/** A progress bar on stderr, gone when it is done; nothing where stderr is no terminal. */
export const progressBar = (what: string): Progress & { stop(): void } => {
  const bar = new SingleBar(
    {
      format: `${what} [{bar}] {value}/{total}`,
      clearOnComplete: true,
      hideCursor: true,
      stream: process.stderr,
    },
    Presets.rect,
  );
  bar.start(0, 0);
  return {
    expect: (steps) => bar.setTotal(bar.getTotal() + steps),
    done: () => bar.increment(),
    stop: () => bar.stop(),
  };
};
