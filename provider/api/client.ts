import {
  type ActionName,
  actions,
  type Parameter,
  type ParametersOf,
  type Repeat,
  type ResultOf,
} from "./actions";
import type { Clock } from "./clock";
import { type Decoder, MalformedAnswer } from "./decode";
import { describeCode } from "./errorCodes";
import { type Failure, isLinkWanError, LinkWanError } from "./errors";
import { type Limiter, QuotaDeadline } from "./limiter";
import type { CallLog } from "./log";
import { type FailedAttempt, pauseBeforeRepeat } from "./retry";
import { CallFailed, type Transport } from "./transport";

/** What a client is made of; each part can be replaced in tests. */
export interface ClientParts {
  readonly transport: Transport;
  /** The limiter of an action, shared by every client of the same account. */
  readonly limiter: (action: ActionName) => Limiter;
  readonly clock: Clock;
  readonly log: CallLog;
  /** Tells the user something that is no error, in one line. */
  readonly tell: (line: string) => void;
  readonly operationTimeoutMs: number;
  /** Where the keys come from, for errors about them. */
  readonly credentialSource: string;
}

/** Codes that are about the access key itself. */
const KEY_CODES =
  /^(InvalidAccessKeyId\.|InvalidSecurityToken\.|MissingSecurityToken|Forbidden\.AccessKeyDisabled|SignatureDoesNotMatch)/;

const RECORDED_CONFIG =
  " (destroy and refresh use the configuration recorded by the last pulumi up: after changing it, run pulumi up first)";

/** The parameter that names what a call is about, and in which words; the first that is present counts. */
const SUBJECTS: readonly (readonly [parameter: string, word: string])[] = [
  ["JoinPermissionId", "join permission"],
  ["OrderId", "order"],
  ["JoinPermissionName", "join permission"],
  ["GroupId", "frequency band plan group"],
  ["Type", "join permissions of type"],
];

/**
 * One operation of the provider (a create, a read …): its calls share one deadline, and each waits for the quota,
 * is repeated where that is safe, and ends in a typed result or a {@link LinkWanError}.
 */
export class Operation {
  private readonly deadline: number;

  constructor(private readonly parts: ClientParts) {
    this.deadline = parts.clock.now() + parts.operationTimeoutMs;
  }

  /** Tells the user something that is no error, in one line. */
  tell(line: string): void {
    this.parts.tell(line);
  }

  /**
   * Makes a call.
   *
   * @param look For actions whose repeat would fail or double: finds out whether an attempt with an unknown end
   * took effect, and gives its result if it did. Without it such an attempt ends in its error.
   */
  async call<A extends ActionName>(
    action: A,
    parameters: ParametersOf<A>,
    look?: () => Promise<{ result: ResultOf<A> } | undefined>,
  ): Promise<ResultOf<A>> {
    const { data, repeat } = actions[action] as unknown as { data: Decoder<ResultOf<A>>; repeat: Repeat };
    const wire = onTheWire(parameters);
    const subject = subjectOf(wire);
    let repeats = 0;
    let unknownEnd = false;
    for (let attempt = 1; ; attempt++) {
      const outcome = await this.attempt(action, wire, data, subject, attempt);
      if (!isLinkWanError(outcome)) return outcome.result;
      const { kind } = outcome;
      unknownEnd ||= kind === "ambiguous";
      const goesOn = await this.pause({ kind, repeat, canLook: look !== undefined, repeats });
      if (kind !== "refused") repeats++;
      if (look && unknownEnd && (kind === "ambiguous" || kind === "final")) {
        const found = await look().catch(passLinkWanErrors(outcome));
        if (found) return found.result;
      }
      if (!goesOn) throw outcome;
    }
  }

  /** Waits before a repeat; false where there may be none. */
  private async pause(attempt: FailedAttempt): Promise<boolean> {
    const { clock } = this.parts;
    const milliseconds = pauseBeforeRepeat(attempt, clock.random);
    if (milliseconds === undefined || clock.now() + milliseconds >= this.deadline) return false;
    await clock.sleep(milliseconds);
    return true;
  }

  private async attempt<R>(
    action: ActionName,
    wire: Record<string, string>,
    decoder: Decoder<R>,
    subject: string,
    attempt: number,
  ): Promise<{ result: R } | LinkWanError> {
    const { clock, limiter, transport, log } = this.parts;
    let started = clock.now();
    const ended = (code: string, requestId?: string): void =>
      log({ action, subject, attempt, code, milliseconds: clock.now() - started, requestId });
    const send = async (): Promise<{ result: R } | LinkWanError> => {
      started = clock.now();
      let requestId: string | undefined;
      try {
        const answer = await transport(action, wire);
        requestId = answer.requestId;
        const result = decoder(answer.data, "Data");
        ended("OK", requestId);
        return { result };
      } catch (error) {
        const failure = failureOf(error, requestId);
        ended(failure.code, failure.requestId);
        return this.explain(action, subject, failure);
      }
    };
    try {
      return await limiter(action).run(send, this.deadline);
    } catch (error) {
      if (!(error instanceof QuotaDeadline)) throw error;
      return this.explain(action, subject, { code: "OperationTimeout" });
    }
  }

  private explain(action: string, subject: string, failure: Failure): LinkWanError {
    const error = new LinkWanError({ action, subject, ...failure });
    if (!KEY_CODES.test(error.code)) return error;
    const { remedy } = describeCode(error.code, failure.statusCode);
    const source = this.parts.credentialSource;
    const recorded = source.includes("stack config") ? RECORDED_CONFIG : "";
    return error.explained({ remedy: `${remedy}; the key came from ${source}${recorded}` });
  }
}

/** Where even looking fails, it stays unknown whether the call took effect: its own error is the one to tell. */
const passLinkWanErrors =
  (outcome: LinkWanError) =>
  (error: unknown): never => {
    throw isLinkWanError(error) ? outcome : error;
  };

/** Errors of our own making (credentials, configuration) pass as they are. */
const failureOf = (error: unknown, requestId: string | undefined): Failure => {
  if (error instanceof CallFailed) return error.failure;
  if (error instanceof MalformedAnswer) return { code: "MalformedAnswer", message: error.message, requestId };
  throw error;
};

const onTheWire = (parameters: Record<string, Parameter>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(parameters).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, String(value)]],
    ),
  );

const subjectOf = (wire: Record<string, string>): string => {
  const found = SUBJECTS.find(([parameter]) => wire[parameter] !== undefined);
  return found ? `${found[1]} ${wire[found[0]]}` : "the account";
};
