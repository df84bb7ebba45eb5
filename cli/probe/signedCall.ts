import { randomUUID } from "node:crypto";
import { type IncomingMessage, request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { sign, stringToSign } from "../../emulator/signature";
import type { Settings } from "../../provider/client/configuration";
import type { Keys } from "../../provider/client/credentials/keys";
import { canonicalCode } from "../../provider/client/errorCodes";
import { exchange } from "../../provider/client/http/exchange";
import { readResponse } from "../../provider/client/http/readResponse";
import { CallFailed, parseResponse, type Received } from "../../provider/client/http/response";
import { findRoute, type Route } from "../../provider/client/http/route";

/** What a service answered to one call. */
export interface Answer {
  /** `OK`, or the error code under its documented name. */
  readonly code: string;
  /** Message of an error, without secrets. */
  readonly message: string | undefined;
  /** `Data` of a success. */
  readonly data: unknown;
  /** Format of the response, which is read only if it is JSON. */
  readonly format: "JSON" | "XML";
}

/** Values that replace common parameters; `undefined` leaves one out. */
export type CommonParameters = Readonly<Record<string, string | undefined>>;

/** Sends one signed call, and returns what the service answers, also an error. Throws `CallFailed` without an answer. */
export type SignedCall = (
  action: string,
  parameters: Readonly<Record<string, string>>,
  common?: CommonParameters,
) => Promise<Answer>;

const VERSION = "2019-03-01";

/**
 * Returns a client that sends every parameter exactly as given. The provider's client cannot: it always asks for JSON,
 * and never repeats a nonce.
 *
 * @param now Time of the requests, in Unix milliseconds.
 */
export const signedCallOf = (
  { endpoint, regionId, requestTimeoutMs }: Pick<Settings, "endpoint" | "regionId" | "requestTimeoutMs">,
  keysOf: () => Promise<Keys>,
  now: () => number,
): SignedCall => {
  let route: Route | undefined;
  const request = endpoint.startsWith("https:") ? requestHttps : requestHttp;
  return async (action, parameters, common = {}) => {
    route ??= findRoute(endpoint);
    const keys = await keysOf();
    const all = {
      ...commonParameters(action, keys, now()),
      RegionId: regionId,
      ...common,
      ...parameters,
    };
    const body = signedForm(all, keys.accessKeySecret);
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    const received = await exchange(
      route,
      requestTimeoutMs,
      async (agent, signal) => request(endpoint, { method: "POST", agent, signal, headers }).end(body),
      receive,
    );
    if (received === undefined) return { code: "OK", message: undefined, data: undefined, format: "XML" };
    const { accessKeyId, accessKeySecret, securityToken } = keys;
    return answerOf(received, [accessKeyId, accessKeySecret, securityToken, parameters.PinCode]);
  };
};

const commonParameters = (
  action: string,
  { accessKeyId, securityToken }: Keys,
  now: number,
): Record<string, string> => ({
  Action: action,
  Version: VERSION,
  Format: "JSON",
  AccessKeyId: accessKeyId,
  SignatureMethod: "HMAC-SHA1",
  SignatureVersion: "1.0",
  SignatureNonce: randomUUID(),
  Timestamp: new Date(now).toISOString().replace(/\.\d+Z$/, "Z"),
  ...(securityToken && { SecurityToken: securityToken }),
});

const signedForm = (parameters: Readonly<Record<string, string | undefined>>, secret: string): string => {
  const present = new Map(
    Object.entries(parameters).filter((each): each is [string, string] => each[1] !== undefined),
  );
  const signature = sign(secret, stringToSign("POST", present));
  return new URLSearchParams([...present, ["Signature", signature]]).toString();
};

/** Returns `undefined` for a response in XML. */
const receive = async (response: IncomingMessage, signal: AbortSignal): Promise<Received | undefined> => {
  if (!response.headers["content-type"]?.includes("xml")) return readResponse(response, signal);
  response.destroy();
  return undefined;
};

const answerOf = (received: Received, secrets: readonly (string | undefined)[]): Answer => {
  try {
    const { data } = parseResponse(received, secrets);
    return { code: "OK", message: undefined, data, format: "JSON" };
  } catch (error) {
    if (!(error instanceof CallFailed)) throw error;
    const { code, message } = error.failure;
    // A response that is no answer of the API must not count as one.
    if (code === "MalformedResponse" || code === "ServiceUnavailable") throw error;
    return { code: documented(code), message, data: undefined, format: "JSON" };
  }
};

/** `InvalidGwEui` is also the new name of another code, but answers to a probe report a malformed EUI with it. */
const documented = (code: string): string => (code === "InvalidGwEui" ? code : canonicalCode(code));
