import { get as getHttp, type IncomingMessage } from "node:http";
import { get as getHttps } from "node:https";
import { describeCode } from "../../provider/client/errorCodes";
import { failureOfError } from "../../provider/client/response";
import { type Finding, fail, ok, skip, warn } from "./finding";

/** Result of an unsigned request to the endpoint. The request names no action, so it does not count as a call. */
export type Reached =
  /** Milliseconds that this machine's clock is ahead of the service's; `undefined` if the response has no date. */
  | { readonly aheadMs: number | undefined }
  /** One of the client's transport codes. */
  | { readonly code: string };

/** The `Date` header is truncated to whole seconds: on average, half a second is missing. */
const HALF_A_SECOND_MS = 500;

/** Sends an unsigned request to the endpoint. */
export const reach = async (url: string, timeoutMs: number): Promise<Reached> => {
  const signal = AbortSignal.timeout(timeoutMs);
  const sent = Date.now();
  try {
    const { headers } = await headersFrom(url, signal);
    const serverTime = Date.parse(headers.date ?? "") + HALF_A_SECOND_MS;
    return { aheadMs: Number.isNaN(serverTime) ? undefined : (sent + Date.now()) / 2 - serverTime };
  } catch (error) {
    return { code: failureOfError(error, signal.aborted, []).code };
  }
};

const headersFrom = (url: string, signal: AbortSignal): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    const get = url.startsWith("https:") ? getHttps : getHttp;
    const request = get(url, { signal, agent: false }, (response) => {
      resolve(response);
      response.destroy();
    });
    request.on("error", reject);
  });

/**
 * Checks that the endpoint responds.
 *
 * @param source Source of the address, as shown to the user.
 */
export const checkEndpoint = (url: string, source: string, reached: Reached): Finding => {
  const address = `${url} (${source})`;
  if (!("code" in reached)) return ok(`${address} responds`);
  const { meaning, remedy } = describeCode(reached.code, undefined);
  return fail(`${address}: ${reached.code}, ${meaning}`, remedy);
};

const MINUTE_MS = 60_000;
/** Maximum clock difference that the service accepts. */
const REJECTED_MS = 15 * MINUTE_MS;
const SET_CLOCK = "correct this machine's clock, preferably by synchronization (NTP)";

/**
 * Checks the difference between this machine's clock and the service's.
 *
 * @param aheadMs Milliseconds that this machine's clock is ahead of the service's; `undefined` if unknown.
 */
export const checkClock = (aheadMs: number | undefined): Finding => {
  if (aheadMs === undefined) return skip("the endpoint's response has no date");
  const text = `this machine's clock is ${durationOf(Math.abs(aheadMs))} ${aheadMs < 0 ? "behind" : "ahead of"} the service's`;
  if (Math.abs(aheadMs) > REJECTED_MS)
    return fail(`${text}; the service rejects differences of more than 15 minutes`, SET_CLOCK);
  return Math.abs(aheadMs) > MINUTE_MS ? warn(text, SET_CLOCK) : ok(text);
};

const durationOf = (milliseconds: number): string =>
  milliseconds < 2 * MINUTE_MS
    ? `${Math.round(milliseconds / 1000)} s`
    : `${Math.round(milliseconds / MINUTE_MS)} minutes`;
