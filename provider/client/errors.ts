import {
  canonicalCode,
  describeCode,
  type ErrorCode,
  type ErrorCodeName,
  type FailureKind,
} from "./errorCodes";
import { oneLine } from "./oneLine";

/** A failed call. */
export interface Failure {
  /** Code returned by the service, or a transport code from the code table. */
  readonly code: string;
  /** HTTP status of the response, if there was one. */
  readonly statusCode?: number;
  /** Message from the service, redacted. */
  readonly message?: string;
  /** Id of the request, for Alibaba Cloud support. API: `RequestId`. */
  readonly requestId?: string;
  /** Time of the response by the service's clock, in Unix milliseconds. */
  readonly serverTime?: number;
  /** Proxy of the connection, if there is no valid response. */
  readonly proxy?: string;
}

const MARK = Symbol.for("pulumi-linkwan.LinkWanError");

/** Details of a failure. */
export interface LinkWanErrorDetails extends Failure {
  /** The API action, or the attempted step if no call was made. */
  readonly action: string;
  /** Object of the action, for example `join permission 50001`. */
  readonly subject?: string;
  /** Meaning of the code. If absent, the meaning in the code table applies. */
  readonly meaning?: string;
  /** Remedy for the failure. If absent, the remedy in the code table applies. */
  readonly remedy?: string;
}

/** A more specific description of a failure. */
export type Explanation = Partial<Pick<LinkWanErrorDetails, "subject" | "meaning" | "remedy">>;

/**
 * The error type of this package. Its message is one line: action, subject, code, meaning, remedy, RequestId.
 * Test for this type with {@link isLinkWanError}, which also works if the package is installed twice.
 */
export class LinkWanError extends Error {
  /** Always `LinkWanError`. */
  override readonly name = "LinkWanError";
  /** Documented code. If the service returns a newly announced name, this is the documented name of the same code. */
  readonly code: string;
  /** Whether the call took effect. */
  readonly kind: FailureKind;
  /** @internal */
  readonly isLasting: boolean;
  /** Parts of the message. */
  readonly details: LinkWanErrorDetails;
  /** @internal */
  readonly [MARK] = true;

  /** @param details The failure; omitted parts come from the code table. */
  constructor(details: LinkWanErrorDetails) {
    const known = describeCode(details.code, details.statusCode);
    super(compose(details, known));
    this.code = canonicalCode(details.code);
    this.kind = known.kind;
    this.isLasting = known.lasting === true;
    this.details = details;
  }

  /** Returns the same failure with a more specific explanation. */
  explained(more: Explanation): LinkWanError {
    return new LinkWanError({ ...this.details, ...more });
  }

  /** Returns the same failure with a clause after its meaning. */
  withConsequence(clause: string): LinkWanError {
    const { code, statusCode, meaning = describeCode(code, statusCode).meaning } = this.details;
    return this.explained({ meaning: `${meaning}; ${clause}` });
  }
}

/** Whether a thrown value is an error of this package, or of another copy of this package. */
export const isLinkWanError = (error: unknown): error is LinkWanError =>
  typeof error === "object" && error !== null && MARK in error;

/** A code from the code table, or one that contains the name of a parameter (API file A.6). */
type AnyCode = ErrorCodeName | `Missing${string}` | `Invalid${string}`;

/** Whether an error has one of the given documented codes. */
export const hasCode = (error: unknown, ...codes: AnyCode[]): error is LinkWanError =>
  isLinkWanError(error) && codes.some((code) => code === error.code);

/** Whether an error reports that an object does not exist. Denied access does not count as absence. */
export const isAbsent = (error: unknown): error is LinkWanError =>
  hasCode(error, "NonExistent", "NodeGroupDoesNotExist", "NodeDoesNotExist");

/** Returns a handler for `catch` that explains errors with one of the codes, and rethrows every error. */
export const explainCodes =
  (codes: readonly AnyCode[], explain: Explain) =>
  async (error: unknown): Promise<never> => {
    if (!hasCode(error, ...codes)) throw error;
    const explanation = typeof explain === "function" ? await explain(error) : explain;
    throw explanation ? error.explained(explanation) : error;
  };

type Explain = Explanation | ((error: LinkWanError) => MaybePromise<Explanation | undefined>);
type MaybePromise<T> = T | Promise<T>;

/** Returns a handler for `catch` that ignores errors with one of the codes, and rethrows all others. */
export const ignoreCodes =
  (...codes: AnyCode[]) =>
  (error: unknown): undefined => {
    if (!hasCode(error, ...codes)) throw error;
    return undefined;
  };

/** Handler for `catch` that ignores the failure of a read whose only purpose is to make an error more specific. */
export const ignoreFailure = (error: unknown): undefined => {
  if (!isLinkWanError(error)) throw error;
  return undefined;
};

/** Whether the RAM user or role is not authorized for an action; other actions can still be allowed. */
export const lacksRight = (error: LinkWanError): boolean =>
  hasCode(error, "ForbiddenByRam", "Forbidden.RAM", "NoPermission");

const compose = (details: LinkWanErrorDetails, known: ErrorCode): string => {
  const { action, subject, code, message, requestId } = details;
  const attempt = subject ? `${action} of ${subject}` : action;
  const quoted = message && known.vague ? ` (${message})` : "";
  const meaning = details.meaning ?? known.meaning;
  const remedy = (details.remedy ?? known.remedy).replaceAll("<action>", action);
  const reference = requestId ? ` [RequestId ${requestId}]` : "";
  return oneLine(`${attempt} failed with ${code}: ${meaning}${quoted}. What to do: ${remedy}.${reference}`);
};
