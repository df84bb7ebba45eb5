import type { Failure } from "./errors";
import { isObject, plain } from "./plain";
import { redact } from "./redact";

const SUCCESS_CODES: readonly unknown[] = [undefined, null, "", 200, "200", "OK", "Success", "success"];

export interface Answer {
  readonly data: unknown;
  readonly requestId: string | undefined;
}

/** A call that did not end in a success, of whatever sort. */
export class CallFailed extends Error {
  override readonly name = "CallFailed";
  constructor(readonly failure: Failure) {
    super(failure.code);
  }
}

/** Values that must not show in any message. */
export type Secrets = readonly (string | undefined)[];

/** What pop-core tells of an exchange besides the body. */
export interface PopEntry {
  readonly response?: { readonly statusCode?: number; readonly headers?: { readonly date?: string } };
}

/** pop-core takes for a success whatever has no failing `Code`, whatever its status or `Success` say. */
export const judge = (answered: unknown, entry: PopEntry, secrets: Secrets): Answer => {
  const body = plain(answered);
  const statusCode = entry.response?.statusCode;
  if (!isObject(body)) {
    throw new CallFailed({ code: "MalformedAnswer", statusCode, message: "not an object" });
  }
  const success = statusCode !== undefined && statusCode >= 200 && statusCode < 300 && body.Success === true;
  if (success && SUCCESS_CODES.includes(body.Code)) {
    return { data: body.Data, requestId: shaped(body.RequestId, REQUEST_ID) };
  }
  throw new CallFailed(failureOfBody(body, entry, secrets));
};

/** A code and a RequestId go into errors and logs as they are; what is not shaped like one could hold anything. */
const CODE = /^[A-Za-z][\w.]{0,79}$/;
const REQUEST_ID = /^[\w-]{1,64}$/;

const shaped = (value: unknown, shape: RegExp): string | undefined =>
  typeof value === "string" && shape.test(value) ? value : undefined;

const textOf = (value: unknown): string | undefined =>
  typeof value === "string" && value !== "" ? value : undefined;

const failureOfBody = (
  body: Record<string, unknown>,
  entry: PopEntry | undefined,
  secrets: Secrets,
): Failure => {
  const { statusCode, headers } = entry?.response ?? {};
  const serverTime = Date.parse(headers?.date ?? "");
  const message = textOf(body.Message) ?? textOf(body.ErrorMessage);
  const code = SUCCESS_CODES.includes(body.Code) ? undefined : shaped(body.Code, CODE);
  return {
    code: code ?? (statusCode !== undefined && statusCode >= 500 ? "ServiceUnavailable" : "MalformedAnswer"),
    statusCode,
    message: message === undefined ? undefined : redact(message, secrets),
    requestId: shaped(body.RequestId, REQUEST_ID),
    serverTime: Number.isNaN(serverTime) ? undefined : serverTime,
  };
};

/** Node's and OpenSSL's error codes, in the words of the error table. */
const systemCodes: Readonly<Record<string, string>> = {
  ECONNREFUSED: "ConnectionRefused",
  ENOTFOUND: "HostNotFound",
  EAI_AGAIN: "HostNotFound",
  ENETUNREACH: "NetworkUnreachable",
  EHOSTUNREACH: "NetworkUnreachable",
  ETIMEDOUT: "Timeout",
  DEPTH_ZERO_SELF_SIGNED_CERT: "CertificateRefused",
  SELF_SIGNED_CERT_IN_CHAIN: "CertificateRefused",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "CertificateRefused",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "CertificateRefused",
  CERT_HAS_EXPIRED: "CertificateRefused",
  ERR_TLS_CERT_ALTNAME_INVALID: "CertificateRefused",
};

/** Makes a failure of whatever pop-core threw: not always an Error, and often with secrets inside. */
export const failureOf = (error: unknown, timedOut: boolean, secrets: Secrets): Failure => {
  if (timedOut) return { code: "Timeout" };
  const thrown = (typeof error === "object" && error !== null ? error : {}) as {
    name?: unknown;
    code?: unknown;
    data?: unknown;
    entry?: PopEntry;
  };
  const body = plain(thrown.data);
  if (isObject(body)) return failureOfBody(body, thrown.entry, secrets);
  if (thrown.name === "RequestTimeoutError") return { code: "Timeout" };
  // pop-core reads the answer's fields without looking whether it is an object.
  if (thrown.name === "SyntaxError" || thrown.name === "TypeError") {
    return { code: "MalformedAnswer", message: "not JSON, or not an object" };
  }
  const code = typeof thrown.code === "string" ? thrown.code : "";
  return { code: systemCodes[code] ?? "ConnectionLost" };
};
