import { assumptions } from "../assumptions";
import type { ServiceCode } from "../errors";
import { type Call, fail } from "./action";

/** Limits for values that an account could guess by trial and error. */
const limits = {
  renter: {
    allowed: assumptions.unknownRentersAllowed,
    pauseMs: assumptions.unknownRentersPauseMs,
    code: "RenterDoesNotExist",
    tooMany: "TooManyRenterNonExistentFailures",
  },
  pinCode: {
    allowed: assumptions.wrongPinCodesAllowed,
    pauseMs: assumptions.wrongPinCodesPauseMs,
    code: "InvalidPinCode",
    tooMany: "TooManyPinCodeVerificationFailures",
  },
} as const;

/**
 * Records and rejects a wrong attempt. After too many wrong attempts, rejects every attempt for a period, to prevent
 * guessing.
 */
export const checkAttempt = (
  { state, account }: Call,
  kind: keyof typeof limits,
  isCorrect: boolean,
  code: ServiceCode = limits[kind].code,
): void => {
  const { allowed, pauseMs, tooMany } = limits[kind];
  const now = state.now();
  const times = state.failedAttempts[kind];
  const recent = (times.get(account.name) ?? []).filter((millis) => now - millis < pauseMs);
  if (recent.length >= allowed) fail(tooMany);
  if (isCorrect) return;
  times.set(account.name, [...recent, now]);
  fail(code);
};
