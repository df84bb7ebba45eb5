import type { Answers, Assumption, Question, Unanswerable } from "../question";

/** Questions by the assumption that they are about. */
export type Questions = Readonly<Partial<Record<Assumption, Question | Unanswerable>>>;

/** Milliseconds of a minute. */
export const MINUTE_MS = 60_000;

/** Answers that are a number of minutes; the value is in milliseconds. */
export const minutes = (what: string, examples: readonly number[]): Answers => ({
  examples: examples.map(String),
  meaningOf: (answer) =>
    /^\d+$/.test(answer)
      ? { value: Number(answer) * MINUTE_MS, meaning: `${what} at most ${answer} min` }
      : undefined,
});
