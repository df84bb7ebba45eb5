import type { Effect } from "./actions";
import type { FailureKind } from "./errorCodes";

const FIRST_MS = 500;
const MOST_MS = 8_000;
/** How many times a call is repeated; refusals by the quota are not counted, the limiter waits them out. */
const MOST_REPEATS = 5;

export interface FailedAttempt {
  readonly kind: FailureKind;
  readonly effect: Effect;
  /** Whether the caller can find out if an attempt with an unknown end took effect. */
  readonly canLook: boolean;
  /** Repeats already made. */
  readonly repeats: number;
}

/** Milliseconds to wait before the call may be sent again; `undefined` where it may not. */
export const pauseBeforeRepeat = (attempt: FailedAttempt, random: () => number): number | undefined => {
  const { kind, effect, canLook, repeats } = attempt;
  if (kind === "final") return undefined;
  if (kind === "ambiguous" && effect === "unsafe" && !canLook) return undefined;
  if (repeats >= MOST_REPEATS) return undefined;
  // Full jitter: callers that failed together do not come back together.
  return random() * Math.min(MOST_MS, FIRST_MS * 2 ** repeats);
};
