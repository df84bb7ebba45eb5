import { get as getHttp } from "node:http";
import { get as getHttps } from "node:https";
import { describeCode } from "../../provider/client/errorCodes";
import { type Explanation, isLinkWanError } from "../../provider/client/errors";
import { exchange } from "../../provider/client/http/exchange";
import { CallFailed } from "../../provider/client/http/response";
import { findRoute, type Route } from "../../provider/client/http/route";
import { type Finding, fail, ok, skip, warn } from "./finding";

/**
 * Result of an unsigned request to the endpoint. The request does not name an action, so the service does not count it
 * as a call.
 */
export type Reached = (
  | {
      /**
       * Milliseconds by which this machine's clock is ahead of the service's clock; `undefined` if the response has no
       * date.
       */
      readonly aheadMs: number | undefined;
    }
  | {
      /** Error code, as in the provider's table of error codes. */
      readonly code: string;
      readonly explanation?: Explanation;
    }
) & {
  /** Description of the proxy; `undefined` if the request uses no proxy. */
  readonly proxy?: string | undefined;
};

/** The `Date` header is truncated to whole seconds, so on average half a second is missing. */
const HALF_A_SECOND_MS = 500;

/** Sends an unsigned request to the endpoint. */
export const reach = async (url: string, timeoutMs: number): Promise<Reached> => {
  let proxy: string | undefined;
  try {
    const route = findRoute(url);
    proxy = route.proxy?.description;
    const sent = Date.now();
    const date = await dateFrom(url, route, timeoutMs);
    const serverTime = Date.parse(date ?? "") + HALF_A_SECOND_MS;
    return { aheadMs: Number.isNaN(serverTime) ? undefined : (sent + Date.now()) / 2 - serverTime, proxy };
  } catch (error) {
    if (error instanceof CallFailed) return { code: error.failure.code, proxy };
    if (isLinkWanError(error)) return { code: error.code, explanation: error.details };
    throw error;
  }
};

const dateFrom = (url: string, route: Route, timeoutMs: number): Promise<string | undefined> => {
  const get = url.startsWith("https:") ? getHttps : getHttp;
  return exchange(
    route,
    timeoutMs,
    async (agent) => get(url, { agent }).end(),
    async (response) => {
      response.destroy();
      return response.headers.date;
    },
  );
};

/**
 * Reports whether the endpoint responds.
 *
 * @param source Source of the address, as shown to the user.
 */
export const checkEndpoint = (url: string, source: string, reached: Reached): Finding => {
  const proxy = reached.proxy === undefined ? "" : ` through the proxy ${reached.proxy}`;
  const address = `${url} (${source})${proxy}`;
  if (!("code" in reached)) return ok(`${address} responds`);
  const { meaning, remedy } = { ...describeCode(reached.code, undefined), ...reached.explanation };
  return fail(`${address}: ${reached.code}, ${meaning}`, remedy);
};

const MINUTE_MS = 60_000;
/** Maximum clock difference that the service accepts. */
const REJECTED_MS = 15 * MINUTE_MS;
const SET_CLOCK = "correct this machine's clock, preferably by enabling time synchronization (NTP)";

/**
 * Checks the difference between this machine's clock and the service's clock.
 *
 * @param aheadMs Milliseconds by which this machine's clock is ahead of the service's clock; `undefined` if unknown.
 */
export const checkClock = (aheadMs: number | undefined): Finding => {
  if (aheadMs === undefined) return skip("the endpoint's response has no date");
  const text = `this machine's clock is ${durationOf(Math.abs(aheadMs))} ${aheadMs < 0 ? "behind" : "ahead of"} the service's`;
  if (Math.abs(aheadMs) > REJECTED_MS)
    return fail(`${text}; the service rejects clock differences of more than 15 minutes`, SET_CLOCK);
  return Math.abs(aheadMs) > MINUTE_MS ? warn(text, SET_CLOCK) : ok(text);
};

const durationOf = (milliseconds: number): string =>
  milliseconds < 2 * MINUTE_MS
    ? `${Math.round(milliseconds / 1000)} s`
    : `${Math.round(milliseconds / MINUTE_MS)} minutes`;
