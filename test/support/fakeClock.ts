import type { Clock } from "../../provider/client/clock";

interface Sleeper {
  readonly at: number;
  readonly wake: () => void;
}

/** Clock that advances only in `runUntil`; `random` always returns the same number. */
export class FakeClock implements Clock {
  private time = 1_000_000;
  private sleepers: Sleeper[] = [];
  constructor(private readonly chance = 0.5) {}

  readonly now = (): number => this.time;
  readonly random = (): number => this.chance;
  readonly sleep = (ms: number, signal?: AbortSignal): Promise<void> =>
    new Promise((wake) => {
      const sleeper = { at: this.time + ms, wake };
      this.sleepers.push(sleeper);
      signal?.addEventListener("abort", () => {
        this.sleepers = this.sleepers.filter((each) => each !== sleeper);
        wake();
      });
    });

  /** Advances the clock from sleeper to sleeper until `work` is done. */
  async runUntil<T>(work: Promise<T>): Promise<T> {
    let done = false;
    const finished = work.finally(() => {
      done = true;
    });
    finished.catch(() => {});
    for (;;) {
      await settle();
      if (done) return finished;
      this.sleepers.sort((one, other) => one.at - other.at);
      const next = this.sleepers.shift();
      if (!next) throw new Error("the work hangs: it is not done, but nothing is sleeping");
      this.time = Math.max(this.time, next.at);
      next.wake();
    }
  }
}

/** Runs all pending work that does not wait for a timer. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
