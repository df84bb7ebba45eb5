import { assumptions } from "../assumptions";
import type { ServiceCode } from "../errors";
import { type Call, fail } from "./action";

/** Limits on wrong attempts for values that an account could otherwise guess by trial and error. */
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
 * Rejects and records a wrong attempt. To prevent guessing, rejects every attempt, even a correct one, after too many
 * wrong attempts within `pauseMs`.
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
