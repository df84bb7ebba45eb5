import type { Failure } from "../errors";
import { isObject } from "../plain";
import { redact, type Secrets } from "../redact";

const SUCCESS_CODES: readonly unknown[] = [undefined, null, "", 200, "200", "OK", "Success", "success"];

/** A response with any status. */
export interface Received {
  readonly statusCode: number | undefined;
  /** Time of the response by the service's clock, as given in the `Date` header. */
  readonly date: string | undefined;
  /** The parsed body. */
  readonly body: unknown;
}

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

/** Returns the response of a successful call; throws {@link CallFailed} for a failed call. */
export const parseResponse = (
  received: Received,
  secrets: Secrets,
  { hasEnvelope }: { readonly hasEnvelope: boolean } = { hasEnvelope: true },
): Response => {
  const { body, statusCode } = received;
  if (!isObject(body)) {
    throw new CallFailed({ code: "MalformedResponse", statusCode, message: "not an object" });
  }
  const is2xx = statusCode !== undefined && statusCode >= 200 && statusCode < 300;
  const success = is2xx && (body.Success === true || !hasEnvelope);
  if (success && SUCCESS_CODES.includes(body.Code)) {
    return { data: hasEnvelope ? body.Data : body, requestId: shaped(body.RequestId, REQUEST_ID) };
  }
  throw new CallFailed(failureOfBody(body, received, secrets));
};

/**
 * Errors and logs show codes and RequestIds unchanged. Values in any other format are dropped, because they could
 * contain secrets.
 */
const CODE = /^[A-Za-z][\w.]{0,79}$/;
const REQUEST_ID = /^[\w-]{1,64}$/;

const shaped = (value: unknown, shape: RegExp): string | undefined =>
  typeof value === "string" && shape.test(value) ? value : undefined;

const MAX_MESSAGE = 64 * 1024;

const textOf = (value: unknown): string | undefined =>
  typeof value === "string" && value !== "" && value.length <= MAX_MESSAGE ? value : undefined;

const failureOfBody = (
  body: Record<string, unknown>,
  { statusCode, date }: Received,
  secrets: Secrets,
): Failure => {
  const serverTime = Date.parse(date ?? "");
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
