import type { Repeat } from "./actions";
import type { FailureKind } from "./errorCodes";

const FIRST_MS = 500;
const MOST_MS = 8_000;
/** The quota counts over one second. */
const QUOTA_WINDOW_MS = 1_000;
/** How many times a call is repeated after anything but a refusal by the quota, which costs none of them. */
const MOST_REPEATS = 5;

export interface FailedAttempt {
  readonly kind: FailureKind;
  readonly repeat: Repeat;
  /** Whether the caller can find out if an attempt with an unknown end took effect. */
  readonly canLook: boolean;
  /** Repeats already made, refusals not counted. */
  readonly repeats: number;
}

/** Milliseconds to wait before the call may be sent again; `undefined` where it may not. */
export const pauseBeforeRepeat = (attempt: FailedAttempt, random: () => number): number | undefined => {
  const { kind, repeat, canLook, repeats } = attempt;
  if (kind === "final") return undefined;
  if (kind === "refused") return QUOTA_WINDOW_MS * (0.5 + random());
  if (kind === "ambiguous" && repeat === "look" && !canLook) return undefined;
  if (repeats >= MOST_REPEATS) return undefined;
  // Full jitter: callers that failed together do not come back together.
  return random() * Math.min(MOST_MS, FIRST_MS * 2 ** repeats);
};
