import type { Failure } from "./errors";
import { oneLine } from "./oneLine";
import { isObject, plain } from "./plain";

const SUCCESS_CODES: readonly unknown[] = [undefined, null, "", 200, "200", "OK", "Success", "success"];

/** The response of a successful call. */
export interface Response {
  readonly data: unknown;
  readonly requestId: string | undefined;
}

/** A call that did not succeed, for any reason. */
export class CallFailed extends Error {
  override readonly name = "CallFailed";
  constructor(readonly failure: Failure) {
    super(failure.code);
  }
}

/** Values that must not appear in any message. */
export type Secrets = readonly (string | undefined)[];

/** Metadata of a response, which pop-core returns with the body. */
export interface PopEntry {
  readonly response?: { readonly statusCode?: number; readonly headers?: { readonly date?: string } };
}

/**
 * Returns the response if it is a success; throws {@link CallFailed} otherwise. pop-core reports success for every
 * response without a failing `Code`, regardless of the status and of `Success`.
 */
export const parseResponse = (
  received: unknown,
  entry: PopEntry,
  secrets: Secrets,
  { hasEnvelope }: { readonly hasEnvelope: boolean } = { hasEnvelope: true },
): Response => {
  const body = plain(received);
  const statusCode = entry.response?.statusCode;
  if (!isObject(body)) {
    throw new CallFailed({ code: "MalformedResponse", statusCode, message: "not an object" });
  }
  const is2xx = statusCode !== undefined && statusCode >= 200 && statusCode < 300;
  const success = is2xx && (body.Success === true || !hasEnvelope);
  if (success && SUCCESS_CODES.includes(body.Code)) {
    return { data: hasEnvelope ? body.Data : body, requestId: shaped(body.RequestId, REQUEST_ID) };
  }
  throw new CallFailed(failureOfBody(body, entry, secrets));
};

/** Codes and RequestIds appear in errors and logs unchanged; values of any other form could contain secrets. */
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
    code:
      code ?? (statusCode !== undefined && statusCode >= 500 ? "ServiceUnavailable" : "MalformedResponse"),
    statusCode,
    message: message === undefined ? undefined : redact(message, secrets),
    requestId: shaped(body.RequestId, REQUEST_ID),
    serverTime: Number.isNaN(serverTime) ? undefined : serverTime,
  };
};

/** Error codes of Node and OpenSSL, mapped to those of the error table. */
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

/** Converts an error thrown by pop-core, which is not always an `Error` and often contains secrets. */
export const failureOfError = (error: unknown, timedOut: boolean, secrets: Secrets): Failure => {
  if (timedOut) return { code: "Timeout" };
  const thrown = isObject(error) ? error : {};
  const body = plain(thrown.data);
  if (isObject(body)) return failureOfBody(body, entryOf(thrown.entry), secrets);
  if (thrown.name === "RequestTimeoutError") return { code: "Timeout" };
  // pop-core reads fields of the response without checking that the response is an object.
  if (thrown.name === "SyntaxError" || thrown.name === "TypeError") {
    return { code: "MalformedResponse", message: "not JSON, or not an object" };
  }
  const code = typeof thrown.code === "string" ? thrown.code : "";
  return { code: systemCodes[code] ?? "ConnectionLost" };
};

const entryOf = (entry: unknown): PopEntry => {
  const response = isObject(entry) && isObject(entry.response) ? entry.response : {};
  const date = isObject(response.headers) ? response.headers.date : undefined;
  return {
    response: {
      ...(typeof response.statusCode === "number" && { statusCode: response.statusCode }),
      ...(typeof date === "string" && { headers: { date } }),
    },
  };
};

/** Start of the part of the vendor's signature errors that repeats every parameter, including the access key id. */
const SIGNATURE_ECHO = /server string to sign is.*/is;
/** A secret parameter or field with its value, in a form, in JSON or in XML. */
const SECRET_FIELD =
  /(?<![\w/])(AccessKeyId|AccessKeySecret|SecurityToken|Signature|BearerToken|PinCode|AppKey)["']?\s*[=:>]\s*["']?[^&\s"',}<]+/gi;

/** Percent-encoding of an ASCII character, applied once or repeatedly, or its escape in JSON. */
const ENCODED = /%(?:25)*([0-7][0-9a-f])|\\{1,9}u00([0-7][0-9a-f])|\\{1,9}(["'/])/gi;

/** Decodes ASCII characters: a response can repeat a request percent-encoded, in JSON, or in JSON in JSON. */
const decoded = (text: string): string => {
  const once = (encoded: string): string =>
    encoded.replace(
      ENCODED,
      (_, percent?: string, unicode?: string, character?: string) =>
        character ?? String.fromCharCode(Number.parseInt(percent ?? unicode ?? "", 16)),
    );
  return once(once(once(text)));
};

/**
 * Makes external text safe for errors and logs: one line, decoded, without secret parameters and without the given
 * values, at most 300 characters.
 */
export const redact = (foreign: string, secrets: Secrets = []): string => {
  let safe = decoded(foreign).replace(SIGNATURE_ECHO, "");
  for (const secret of secrets) if (secret) safe = safe.replaceAll(decoded(secret), "***");
  return oneLine(safe.replace(SECRET_FIELD, "$1=***")).trim().slice(0, 300);
};
