import { type Finding, fail, ok, skip, warn } from "./finding";

const MINUTE_MS = 60_000;
/** The service refuses requests from further away. */
const REFUSED_MS = 15 * MINUTE_MS;
const REMEDY = "set this machine's clock, best by switching on its synchronisation (NTP)";

/** @param aheadMs By how much this machine's clock is ahead of the service's; `undefined` where it told no time. */
export const checkClock = (aheadMs: number | undefined): Finding => {
  if (aheadMs === undefined) return skip("the endpoint's answer tells no time");
  const text = `this machine's clock is ${wordsOf(Math.abs(aheadMs))} ${aheadMs < 0 ? "behind" : "ahead of"} the service's`;
  if (Math.abs(aheadMs) > REFUSED_MS) return fail(`${text}; more than 15 minutes are refused`, REMEDY);
  return Math.abs(aheadMs) > MINUTE_MS ? warn(text, REMEDY) : ok(text);
};

const wordsOf = (milliseconds: number): string =>
  milliseconds < 2 * MINUTE_MS
    ? `${Math.round(milliseconds / 1000)} s`
    : `${Math.round(milliseconds / MINUTE_MS)} minutes`;
