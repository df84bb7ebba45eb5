import { setTimeout } from "node:timers/promises";

/** Time and randomness, injected so that tests do not wait and every schedule can be replayed. */
export interface Clock {
  /** Unix milliseconds, like `Date.now()`. */
  now(): number;
  /** Resolves after `ms` milliseconds, or as soon as the signal is aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** A number from 0 (inclusive) to 1 (exclusive), like `Math.random()`. */
  random(): number;
}

/** The clock of this machine. */
export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: async (ms, signal) => {
    try {
      await setTimeout(ms, undefined, { signal });
    } catch (error) {
      if (!signal?.aborted) throw error;
    }
  },
  random: () => Math.random(),
};

/** Measures the time during which at least one call is waiting. */
export class Stopwatch {
  private running = 0;
  private since = 0;
  private counted = 0;

  constructor(private readonly clock: Clock) {}

  start(): void {
    if (this.running++ === 0) this.since = this.clock.now();
  }

  stop(): void {
    if (--this.running === 0) this.counted += this.clock.now() - this.since;
  }

  add(milliseconds: number): void {
    this.counted += milliseconds;
  }

  total(): number {
    return this.counted + (this.running > 0 ? this.clock.now() - this.since : 0);
  }
}
