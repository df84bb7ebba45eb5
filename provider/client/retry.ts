import type { Effect } from "./action";
import type { FailureKind } from "./errorCodes";

/** Maximum pause before the first retry; doubles with each retry, up to `MAX_PAUSE_MS`. */
const FIRST_PAUSE_MS = 500;
const MAX_PAUSE_MS = 8_000;
/** Maximum number of retries of a call. Throttled attempts do not count, because the limiter retries them. */
const MAX_RETRIES = 5;

/** Properties of a failed attempt that determine whether it is retried. */
export interface FailedAttempt {
  readonly kind: FailureKind;
  /** Whether a retry would have the same result. */
  readonly isLasting: boolean;
  readonly effect: Effect;
  /** Whether the caller can determine whether an attempt with an unknown result took effect. */
  readonly canFindEffect: boolean;
  /** Number of retries so far. */
  readonly retries: number;
}

/**
 * Returns the time to wait before the call is retried, in milliseconds; `undefined` if the call must not be retried.
 */
export const pauseBeforeRetry = (attempt: FailedAttempt, random: () => number): number | undefined => {
  const { kind, isLasting, effect, canFindEffect, retries } = attempt;
  if (kind === "final" || isLasting) return undefined;
  if (kind === "ambiguous" && effect === "unsafe" && !canFindEffect) return undefined;
  if (retries >= MAX_RETRIES) return undefined;
  // Full jitter, so that callers that failed together do not retry together.
  return random() * Math.min(MAX_PAUSE_MS, FIRST_PAUSE_MS * 2 ** retries);
};
