import type { Clock } from "./clock";
import { RECORDED_CONFIG } from "./configuration";
import type { Owner } from "./credentials/ownership";
import { type Decoder, MalformedResponse } from "./decode";
import { describeCode } from "./errorCodes";
import { type Failure, LinkWanError } from "./errors";
import { CallFailed } from "./http/response";
import type { Transport } from "./http/transport";
import { explainInstance, isAboutInstance } from "./iotInstance";
import type { Limiter } from "./limiter";
import type { CallLog } from "./log";

/** Components of an account's client. Tests replace them. */
export interface ClientParts {
  readonly transport: Transport;
  /** Returns the limiter of an action, shared by every operation of the account. */
  readonly limiter: (action: string) => Limiter;
  readonly clock: Clock;
  readonly log: CallLog;
  /** Shows the user one line that is not an error. */
  readonly notify: (line: string) => void;
  /** Timeout of an operation. */
  readonly operationTimeoutMs: number;
  /** Address of the service, for connection errors. */
  readonly endpoint: string;
  /** Origin of the access key, for errors about the key. */
  readonly credentialSource: string;
  /** `linkwan:adoptExisting`. Default: `false`. */
  readonly adoptExisting?: boolean;
  /** Throws if a write must not start. If absent, every write is allowed. */
  readonly beforeWrite?: () => Promise<void>;
  /**
   * Aborted when the command is canceled. After that, no call starts, and pending waits end. If absent, nothing is
   * canceled.
   */
  readonly canceled?: AbortSignal;
  /** Returns the account that the access key belongs to. Calls STS at most once. */
  readonly owner: () => Promise<Owner>;
  /** Id of the only account that can be changed; `undefined` if any account can be changed. */
  readonly expectedAccount: string | undefined;
  /** Id of the account's IoT instance; `undefined` if the instance has no id. */
  readonly iotInstanceId: string | undefined;
}

/** The request that a call sends. Retries send the same request. */
export interface Request<R> {
  /** Name of the action. */
  readonly action: string;
  /** Business parameters as strings. */
  readonly wire: Record<string, string>;
  /** Object of the call, for errors and logs. */
  readonly subject: string;
  readonly isWrite: boolean;
  readonly takesIotInstanceId: boolean;
  readonly decoder: Decoder<R>;
}

/** Sends a request once and logs its result. Throws a {@link LinkWanError} for any failure of the call. */
export const send = async <R>(parts: ClientParts, request: Request<R>, attempt: number): Promise<R> => {
  const { action, wire, subject, decoder } = request;
  const started = parts.clock.now();
  const log = (code: string, requestId: string | undefined): void =>
    parts.log({ action, subject, attempt, code, milliseconds: parts.clock.now() - started, requestId });
  let requestId: string | undefined;
  try {
    const response = await parts.transport(action, wire);
    requestId = response.requestId;
    const result = decoder(response.data, "Data");
    log("OK", requestId);
    return result;
  } catch (error) {
    const failure = serviceFailure(error, requestId);
    if (!failure) throw error;
    log(failure.code, failure.requestId);
    throw explain(parts, request, failure);
  }
};

/**
 * Returns the failure that an error reports; `undefined` for this package's own errors (credentials, configuration),
 * which the caller rethrows unchanged.
 */
const serviceFailure = (error: unknown, requestId: string | undefined): Failure | undefined => {
  if (error instanceof CallFailed) return error.failure;
  if (error instanceof MalformedResponse)
    return { code: "MalformedResponse", message: error.message, requestId };
  return undefined;
};

/** Codes that concern the access key itself. */
const KEY_CODES =
  /^(InvalidAccessKeyId\.|InvalidSecurityToken\.|MissingSecurityToken|Forbidden\.AccessKeyDisabled|SignatureDoesNotMatch)/;

/** Whether the service rejects the access key itself. No call with such a key can succeed. */
export const rejectsKey = (error: LinkWanError): boolean => KEY_CODES.test(error.code);

/** Codes that a wrong endpoint can cause. */
const ENDPOINT_CODES = [
  "ConnectionRefused",
  "HostNotFound",
  "NetworkUnreachable",
  "CertificateRefused",
  "CertificateExpired",
  "CertificateNotYetValid",
  "CertificateHostMismatch",
  "NotHttps",
  "TlsFailed",
  "NotHttp",
  "UnsupportedEncoding",
  "ResponseTooLarge",
  "MalformedResponse",
];

const explain = (
  parts: ClientParts,
  { action, subject, takesIotInstanceId }: Request<unknown>,
  failure: Failure,
): LinkWanError => {
  const error = new LinkWanError({ action, subject, ...failure });
  if (isAboutInstance(failure))
    return error.explained(explainInstance({ name: action, takesIotInstanceId }, parts.iotInstanceId));
  const { meaning, remedy } = describeCode(error.code, failure.statusCode);
  const isOfEndpoint = ENDPOINT_CODES.includes(error.code);
  if (isOfEndpoint || failure.proxy) {
    const proxy = failure.proxy ? ` through the proxy ${failure.proxy}` : "";
    return error.explained({
      meaning: `${meaning}: ${parts.endpoint}${proxy}`,
      remedy: isOfEndpoint ? `${remedy}${RECORDED_CONFIG}` : remedy,
    });
  }
  if (!rejectsKey(error)) return error;
  const recorded = parts.credentialSource.includes("stack config") ? RECORDED_CONFIG : "";
  return error.explained({ remedy: `${remedy}; the key came from ${parts.credentialSource}${recorded}` });
};
