import type { Effect } from "./action";
import type { FailureKind } from "./errorCodes";

/** Longest pause before the first retry; doubles with each retry, up to `MOST_MS`. */
const FIRST_MS = 500;
const MOST_MS = 8_000;
/** Maximum number of retries of a call. Throttled attempts do not count: the limiter retries them. */
const MOST_REPEATS = 5;

/** Properties of a failed attempt that decide whether it is retried. */
export interface FailedAttempt {
  readonly kind: FailureKind;
  readonly effect: Effect;
  /** Whether the caller can check if an attempt with an unknown result took effect. */
  readonly canCheck: boolean;
  /** Number of retries so far. */
  readonly repeats: number;
}

/** Returns the milliseconds to wait before the call is retried; `undefined` if it must not be. */
export const pauseBeforeRepeat = (attempt: FailedAttempt, random: () => number): number | undefined => {
  const { kind, effect, canCheck, repeats } = attempt;
  if (kind === "final") return undefined;
  if (kind === "ambiguous" && effect === "unsafe" && !canCheck) return undefined;
  if (repeats >= MOST_REPEATS) return undefined;
  // Full jitter: callers that failed together do not retry together.
  return random() * Math.min(MOST_MS, FIRST_MS * 2 ** repeats);
};
