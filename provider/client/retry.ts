import type { Effect } from "./action";
import type { FailureKind } from "./errorCodes";

const FIRST_MS = 500;
const MOST_MS = 8_000;
/** Repeats of a call; throttled attempts do not count, the limiter waits them out. */
const MOST_REPEATS = 5;

export interface FailedAttempt {
  readonly kind: FailureKind;
  readonly effect: Effect;
  /** Whether the caller can find out if an attempt with an unknown result took effect. */
  readonly canCheck: boolean;
  /** Repeats so far. */
  readonly repeats: number;
}

/** Milliseconds to wait before the call can be sent again; `undefined` if it must not be. */
export const pauseBeforeRepeat = (attempt: FailedAttempt, random: () => number): number | undefined => {
  const { kind, effect, canCheck, repeats } = attempt;
  if (kind === "final") return undefined;
  if (kind === "ambiguous" && effect === "unsafe" && !canCheck) return undefined;
  if (repeats >= MOST_REPEATS) return undefined;
  // Full jitter: callers that failed together do not come back together.
  return random() * Math.min(MOST_MS, FIRST_MS * 2 ** repeats);
};
