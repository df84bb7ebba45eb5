import type { Answers, Assumption, Question, Unanswerable } from "../question";

/** Questions, keyed by the assumption that they check. */
export type Questions = Readonly<Partial<Record<Assumption, Question | Unanswerable>>>;

/** One minute, in milliseconds. */
export const MINUTE_MS = 60_000;

/** Returns answers that are a number of minutes. The value of the assumption is in milliseconds. */
export const minutes = (what: string, examples: readonly number[]): Answers => ({
  examples: examples.map(String),
  meaningOf: (answer) =>
    /^\d+$/.test(answer)
      ? { value: Number(answer) * MINUTE_MS, meaning: `${what} at most ${answer} min` }
      : undefined,
});
