import { canonicalCode, describeCode, type ErrorCode, type FailureKind } from "./errorCodes";

/** What is known about one failed call, before it becomes an error for a person. */
export interface Failure {
  /** The service's code, or one of the transport codes of the table. */
  readonly code: string;
  /** The answer's HTTP status, where there was an answer. */
  readonly statusCode?: number;
  /** The service's own text, already redacted. */
  readonly message?: string;
  /** The service's number of the request, for the vendor's support. API: `RequestId`. */
  readonly requestId?: string;
  /** The service's clock when it answered, Unix milliseconds. */
  readonly serverTime?: number;
}

const MARK = Symbol.for("pulumi-linkwan.LinkWanError");

/** Everything that is known about a failure. */
export interface LinkWanErrorDetails extends Failure {
  /** The API action, or what was attempted where no call was made. */
  readonly action: string;
  /** What it was attempted on, for example `lease 123`. */
  readonly subject?: string;
  /** Replaces the table's meaning where the caller knows more. */
  readonly meaning?: string;
  /** Replaces the table's remedy where the caller knows more. */
  readonly remedy?: string;
}

/**
 * The one error type of the package. Its message is one line: action, subject, code, meaning, remedy, RequestId.
 * Test for it with {@link isLinkWanError}, which also holds when the package is installed twice.
 */
export class LinkWanError extends Error {
  /** Always `LinkWanError`. */
  override readonly name = "LinkWanError";
  /** The code as documented; announced new names are mapped back. */
  readonly code: string;
  /** What the failure says about the call's effect. */
  readonly kind: FailureKind;
  /** What the message was made of. */
  readonly details: LinkWanErrorDetails;
  /** @internal */
  readonly [MARK] = true;

  /** @param details What is known; what is left out comes from the table of codes. */
  constructor(details: LinkWanErrorDetails) {
    const known = describeCode(details.code, details.statusCode);
    super(compose(details, known));
    this.code = canonicalCode(details.code);
    this.kind = known.kind;
    this.details = details;
  }

  /** The same failure, explained by someone who knows more. */
  explained(more: Partial<Pick<LinkWanErrorDetails, "subject" | "meaning" | "remedy">>): LinkWanError {
    return new LinkWanError({ ...this.details, ...more });
  }
}

/** Whether something that was thrown is an error of this package, also one of another copy of it. */
export const isLinkWanError = (error: unknown): error is LinkWanError =>
  typeof error === "object" && error !== null && MARK in error;

/** Whether an error carries one of the given documented codes. */
export const hasCode = (error: unknown, ...codes: string[]): error is LinkWanError =>
  isLinkWanError(error) && codes.includes(error.code);

/** Whether the RAM user or role lacks the right to an action: that lasts, and says nothing of other actions. */
export const lacksRight = (error: LinkWanError): boolean =>
  hasCode(error, "ForbiddenByRam", "Forbidden.RAM", "NoPermission");

const compose = (details: LinkWanErrorDetails, known: ErrorCode): string => {
  const { action, subject, code, message, requestId } = details;
  const attempt = subject ? `${action} of ${subject}` : action;
  const said = message && known.vague ? ` (${message})` : "";
  const meaning = details.meaning ?? known.meaning;
  const remedy = (details.remedy ?? known.remedy).replaceAll("<action>", action);
  const reference = requestId ? ` [RequestId ${requestId}]` : "";
  return `${attempt} failed with ${code}: ${meaning}${said}. What to do: ${remedy}.${reference}`.replace(
    /\s+/g,
    " ",
  );
};
