import type { ActionName } from "./actions";
import { CallFailed } from "./answer";
import type { Clock } from "./clock";
import { type Decoder, MalformedAnswer } from "./decode";
import { describeCode } from "./errorCodes";
import { type Failure, isLinkWanError, LinkWanError } from "./errors";
import type { Limiter } from "./limiter";
import type { CallLog } from "./log";
import type { Transport } from "./transport";

/** What calls of one account are made with; each part can be replaced in tests. */
export interface ClientParts {
  readonly transport: Transport;
  /** The limiter of an action, shared by every operation of the account. */
  readonly limiter: (action: ActionName) => Limiter;
  readonly clock: Clock;
  readonly log: CallLog;
  /** Tells the user something that is no error, in one line. */
  readonly tell: (line: string) => void;
  readonly operationTimeoutMs: number;
  /** Address of the service, for errors about reaching it. */
  readonly endpoint: string;
  /** Where the keys come from, for errors about them. */
  readonly credentialSource: string;
}

/** One call, however often it has to be sent. */
export interface Request<R> {
  readonly action: ActionName;
  readonly wire: Record<string, string>;
  /** What it is about, in words. */
  readonly subject: string;
  readonly decoder: Decoder<R>;
}

export type Outcome<R> = { readonly result: R } | LinkWanError;

/** Sends a request once, and tells how it ended; throws only what is no end of a call. */
export const attempt = async <R>(
  parts: ClientParts,
  request: Request<R>,
  number: number,
): Promise<Outcome<R>> => {
  const { action, wire, subject, decoder } = request;
  const started = parts.clock.now();
  const ended = (code: string, requestId?: string): void =>
    parts.log({
      action,
      subject,
      attempt: number,
      code,
      milliseconds: parts.clock.now() - started,
      requestId,
    });
  let requestId: string | undefined;
  try {
    const answer = await parts.transport(action, wire);
    requestId = answer.requestId;
    const result = decoder(answer.data, "Data");
    ended("OK", requestId);
    return { result };
  } catch (error) {
    const failure = failureOf(error, requestId);
    ended(failure.code, failure.requestId);
    return explain(parts, request, failure);
  }
};

export const isRefused = (outcome: Outcome<unknown>): boolean =>
  isLinkWanError(outcome) && outcome.kind === "refused";

/** Errors of our own making (credentials, configuration) pass as they are. */
const failureOf = (error: unknown, requestId: string | undefined): Failure => {
  if (error instanceof CallFailed) return error.failure;
  if (error instanceof MalformedAnswer) return { code: "MalformedAnswer", message: error.message, requestId };
  throw error;
};

/** Codes that are about the access key itself. */
const KEY_CODES =
  /^(InvalidAccessKeyId\.|InvalidSecurityToken\.|MissingSecurityToken|Forbidden\.AccessKeyDisabled|SignatureDoesNotMatch)/;

/** Whether the service refuses the access key itself, so that no call made with it can succeed. */
export const refusesKey = (error: LinkWanError): boolean => KEY_CODES.test(error.code);

/** Codes that can be the fault of a wrong endpoint. */
const ENDPOINT_CODES = [
  "ConnectionRefused",
  "HostNotFound",
  "NetworkUnreachable",
  "CertificateRefused",
  "MalformedAnswer",
];

const RECORDED_CONFIG =
  " (destroy and refresh use the configuration recorded by the last pulumi up: after changing it, run pulumi up first)";

const explain = (
  parts: ClientParts,
  { action, subject }: Request<unknown>,
  failure: Failure,
): LinkWanError => {
  const error = new LinkWanError({ action, subject, ...failure });
  const { meaning, remedy } = describeCode(error.code, failure.statusCode);
  if (ENDPOINT_CODES.includes(error.code)) {
    return error.explained({
      meaning: `${meaning} (${parts.endpoint})`,
      remedy: `${remedy}${RECORDED_CONFIG}`,
    });
  }
  if (!refusesKey(error)) return error;
  const recorded = parts.credentialSource.includes("stack config") ? RECORDED_CONFIG : "";
  return error.explained({ remedy: `${remedy}; the key came from ${parts.credentialSource}${recorded}` });
};
