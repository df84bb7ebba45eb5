import { Presets, SingleBar } from "cli-progress";

/** Is told how many steps there are, and of each that is done. */
export interface Progress {
  expect(steps: number): void;
  done(): void;
}

/** A progress bar on stderr, gone when it is done; nothing where stderr is no terminal. */
export const progressBar = (what: string): Progress & { readonly isShown: boolean; stop(): void } => {
  const bar = new SingleBar(
    {
      format: `${what} [{bar}] {value}/{total}`,
      clearOnComplete: true,
      hideCursor: true,
      stream: process.stderr,
    },
    Presets.rect,
  );
  return {
    isShown: process.stderr.isTTY === true,
    expect: (steps) => (bar.isActive ? bar.setTotal(bar.getTotal() + steps) : bar.start(steps, 0)),
    done: () => bar.increment(),
    stop: () => bar.stop(),
  };
};
