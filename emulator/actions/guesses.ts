import { choices } from "../choices";
import type { ServiceCode } from "../errors";
import { type Call, fail } from "./action";

/** What an account may guess wrong only so often. */
const guesses = {
  renter: {
    allowed: choices.unknownRentersAllowed,
    pauseMs: choices.unknownRentersPauseMs,
    wrong: "RenterDoesNotExist",
    tooMany: "TooManyRenterNonExistentFailures",
  },
  pinCode: {
    allowed: choices.wrongPinCodesAllowed,
    pauseMs: choices.wrongPinCodesPauseMs,
    wrong: "InvalidPinCode",
    tooMany: "TooManyPinCodeVerificationFailures",
  },
} as const;

/** Refuses a wrong guess, and for a while every guess after too many wrong ones, so that nobody can try them all. */
export const checkGuess = (
  { state, account }: Call,
  kind: keyof typeof guesses,
  isRight: boolean,
  wrong: ServiceCode = guesses[kind].wrong,
): void => {
  const { allowed, pauseMs, tooMany } = guesses[kind];
  const now = state.now();
  const times = state.wrongGuesses[kind];
  const recent = (times.get(account.name) ?? []).filter((millis) => now - millis < pauseMs);
  if (recent.length >= allowed) fail(tooMany);
  if (isRight) return;
  times.set(account.name, [...recent, now]);
  fail(wrong);
};
