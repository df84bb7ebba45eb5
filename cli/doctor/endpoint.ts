import { get as getHttp, type IncomingMessage } from "node:http";
import { get as getHttps } from "node:https";
import { failureOf } from "../../provider/client/answer";
import { describeCode } from "../../provider/client/errorCodes";
import { type Finding, fail, ok } from "./finding";

/** What an unsigned request to the endpoint has shown; it names no action, so it is no call. */
export type Reached =
  /** By how much this machine's clock is ahead, in milliseconds; `undefined` where the answer tells no time. */
  | { readonly aheadMs: number | undefined }
  /** One of the client's transport codes. */
  | { readonly code: string };

/** The header `Date` counts whole seconds: on average, half of one has passed. */
const HALF_A_SECOND_MS = 500;

export const reach = async (url: string, timeoutMs: number): Promise<Reached> => {
  const signal = AbortSignal.timeout(timeoutMs);
  const sent = Date.now();
  try {
    const { headers } = await headersFrom(url, signal);
    const serverTime = Date.parse(headers.date ?? "") + HALF_A_SECOND_MS;
    return { aheadMs: Number.isNaN(serverTime) ? undefined : (sent + Date.now()) / 2 - serverTime };
  } catch (error) {
    return { code: failureOf(error, signal.aborted, []).code };
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

/** @param source Where the address comes from, in words. */
export const checkEndpoint = (url: string, source: string, reached: Reached): Finding => {
  const place = `${url} (${source})`;
  if (!("code" in reached)) return ok(`${place} answers`);
  const { meaning, remedy } = describeCode(reached.code, undefined);
  return fail(`${place}: ${reached.code}, ${meaning}`, remedy);
};
