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

/** The answer of the service to one call. */
export interface Answer {
  /** `OK`, or the documented name of the error code. */
  readonly code: string;
  /** Error message, without secrets. */
  readonly message: string | undefined;
  /** `Data` of a successful call. */
  readonly data: unknown;
  /** Format of the response. Only JSON responses are parsed. */
  readonly format: "JSON" | "XML";
}

/** Values that replace common parameters; `undefined` omits a parameter. */
export type CommonParameters = Readonly<Record<string, string | undefined>>;

/** Sends one signed call and returns the answer, which can be an error. Throws `CallFailed` if there is no answer. */
export type SignedCall = (
  action: string,
  parameters: Readonly<Record<string, string>>,
  common?: CommonParameters,
) => Promise<Answer>;

/** Endpoint, keys and clock of the calls. */
export interface Target extends Pick<Settings, "endpoint" | "regionId" | "requestTimeoutMs"> {
  readonly keys: () => Promise<Keys>;
  /** Time of the requests, in Unix milliseconds. */
  readonly now: () => number;
}

/** Sends a form to the endpoint. The answer does not contain the secrets. */
export type SendForm = (
  form: string,
  headers: Readonly<Record<string, string>>,
  secrets: readonly (string | undefined)[],
) => Promise<Answer>;

/** Content type of every request. */
export const FORM = "application/x-www-form-urlencoded";

/** Version of the API. */
export const VERSION = "2019-03-01";

/** Returns a function that sends forms, through a proxy if the environment sets one. */
export const formSender = ({ endpoint, requestTimeoutMs }: Target): SendForm => {
  let route: Route | undefined;
  const request = endpoint.startsWith("https:") ? requestHttps : requestHttp;
  return async (form, headers, secrets) => {
    route ??= findRoute(endpoint);
    const options = { method: "POST", headers: { ...headers, "content-type": FORM } };
    const received = await exchange(
      route,
      requestTimeoutMs,
      async (agent, signal) => request(endpoint, { ...options, agent, signal }).end(form),
      receive,
    );
    if (received === undefined) return { code: "OK", message: undefined, data: undefined, format: "XML" };
    return answerOf(received, secrets);
  };
};

/**
 * Returns a function that sends every parameter exactly as given. The provider's client is not suitable, because it
 * always requests JSON and never reuses a nonce.
 */
export const signedCallOf = (target: Target): SignedCall => {
  const send = formSender(target);
  return async (action, parameters, common = {}) => {
    const keys = await target.keys();
    const all = {
      ...commonParameters(action, keys, target.now()),
      RegionId: target.regionId,
      ...common,
      ...parameters,
    };
    return send(signedForm(all, keys.accessKeySecret), {}, secretsOf(keys, parameters.PinCode));
  };
};

/** Returns the values that must not appear in an answer. */
export const secretsOf = (
  { accessKeyId, accessKeySecret, securityToken }: Keys,
  pinCode?: string,
): (string | undefined)[] => [accessKeyId, accessKeySecret, securityToken, pinCode];

/** Formats a time for a request: ISO 8601, without fractional seconds. */
export const timestampOf = (millis: number): string => new Date(millis).toISOString().replace(/\.\d+Z$/, "Z");

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
  Timestamp: timestampOf(now),
  ...(securityToken && { SecurityToken: securityToken }),
});

const signedForm = (parameters: Readonly<Record<string, string | undefined>>, secret: string): string => {
  const present = new Map(
    Object.entries(parameters).filter((each): each is [string, string] => each[1] !== undefined),
  );
  const signature = sign(secret, stringToSign("POST", present));
  return new URLSearchParams([...present, ["Signature", signature]]).toString();
};

/** Reads a response; returns `undefined` for an XML response. */
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
    // A response that does not come from the API is not an answer.
    if (code === "MalformedResponse" || code === "ServiceUnavailable") throw error;
    return { code: documented(code), message, data: undefined, format: "JSON" };
  }
};

/**
 * Returns the documented name of a code. `InvalidGwEui` is also the new name of another code, but in a probe it reports
 * a malformed EUI.
 */
const documented = (code: string): string => (code === "InvalidGwEui" ? code : canonicalCode(code));
