import { type Action, type Effect, encodeParameters, type ParametersOf, type ParameterTable } from "./action";
import { Stopwatch } from "./clock";
import type { Collection } from "./collection";
import { type Owner, placeOf, unexpectedAccount } from "./credentials/ownership";
import { isLinkWanError, LinkWanError } from "./errors";
import { type Deadline, QuotaDeadline } from "./limiter";
import { pauseBeforeRetry } from "./retry";
import { type ClientParts, type Request, send } from "./send";

/** An account whose operations share reads. */
export interface Account {
  readonly parts: ClientParts;
  /** See {@link Operation.read}. */
  read<T>(operation: Operation, collection: Collection<T>, id: string, parentId: string): Promise<T>;
  /** See {@link Operation.listAtStart}. */
  listAtStart<T>(
    operation: Operation,
    collection: Collection<T>,
    parentId: string,
  ): Promise<ReadonlyMap<string, T>>;
  /**
   * Discards the lists read so far. Called before and after every write, because a write can change the listed objects.
   */
  invalidateReads(): void;
}

/**
 * Determines, with additional calls, whether an attempt with an unknown result took effect. Returns the result of the
 * call if the attempt took effect, `undefined` otherwise; `failure` is the error of the attempt.
 */
export type FindEffect<R> = (failure: LinkWanError) => Promise<{ readonly result: R } | undefined>;

/**
 * One operation of the provider, such as a create or a read. Its calls share one deadline. Each call waits for the
 * quota, and is retried if a retry is safe. A call returns a typed result or throws a {@link LinkWanError}.
 */
export class Operation {
  private readonly quotaWait: Stopwatch;
  private readonly startedAt: number;

  /** @param deadline Time at which the operation gives up. Default: now plus the account's operation timeout. */
  constructor(
    private readonly account: Account,
    readonly deadline: Deadline = {
      at: account.parts.clock.now() + account.parts.operationTimeoutMs,
    },
  ) {
    this.quotaWait = new Stopwatch(account.parts.clock);
    this.startedAt = account.parts.clock.now();
  }

  /** Shows the user a line that is not an error. */
  notify(line: string): void {
    this.account.parts.notify(line);
  }

  /**
   * Reads one object of a collection. Concurrent reads share calls.
   *
   * @param parentId Id of the object that contains the collection: for nodes, the node group.
   */
  read<T>(collection: Collection<T>, id: string, parentId = ""): Promise<T> {
    return this.account.read(this, collection, id, parentId);
  }

  /**
   * Returns, keyed by id, the objects that the account held when this process first listed them. After a lost response,
   * only an object that is not among them can be the object that the call created.
   */
  listAtStart<T>(collection: Collection<T>, parentId = ""): Promise<ReadonlyMap<string, T>> {
    return this.account.listAtStart(this, collection, parentId);
  }

  /**
   * Calls an action.
   *
   * @param findEffect Runs after an attempt with an unknown result. If this function returns a result, the call returns
   * that result. Without this function, an unsafe action is not retried after such an attempt.
   */
  async call<P extends ParameterTable, R>(
    action: Action<P, R>,
    parameters: ParametersOf<P>,
    findEffect?: FindEffect<R>,
  ): Promise<R> {
    const { name, effect, takesIotInstanceId, decoder } = action;
    const subject = action.subject?.(parameters) ?? "the account";
    const isWrite = effect !== "read";
    const instance = takesIotInstanceId ? { IotInstanceId: this.iotInstanceId } : {};
    const wire = encodeParameters({ ...parameters, ...instance });
    const request = { action: name, wire, subject, isWrite, takesIotInstanceId, decoder };
    if (!isWrite) return this.sendWithRetries(request, effect, findEffect);
    await this.expectAccount(name, subject);
    this.account.invalidateReads();
    return this.sendWithRetries(request, effect, findEffect).finally(() => this.account.invalidateReads());
  }

  /** Returns the account that the credentials belong to. */
  owner(): Promise<Owner> {
    return this.account.parts.owner();
  }

  /** Whether a creation adopts an existing object. */
  get adoptsExisting(): boolean {
    return this.account.parts.adoptExisting === true;
  }

  /** Description of the source of the credentials, for errors. */
  get credentialSource(): string {
    return this.account.parts.credentialSource;
  }

  /** `linkwan:expectedAccount` of the profile or the stack. */
  get expectedAccount(): string | undefined {
    return this.account.parts.expectedAccount;
  }

  /** Id of the account's IoT instance, as set for the profile or the stack; `undefined` if the instance has no id. */
  get iotInstanceId(): string | undefined {
    return this.account.parts.iotInstanceId;
  }

  /**
   * Identifies the endpoint and the IoT instance of this operation's calls, as four hexadecimal digits. See
   * `credentials/ownership.ts`.
   */
  get place(): string {
    return placeOf(this.account.parts.endpoint, this.iotInstanceId);
  }

  /** Throws if the credentials do not belong to `linkwan:expectedAccount`. Called before every write. */
  async expectAccount(action: string, subject: string): Promise<void> {
    const { expectedAccount, credentialSource } = this.account.parts;
    if (expectedAccount === undefined) return;
    const error = unexpectedAccount(action, subject, expectedAccount, await this.owner(), credentialSource);
    if (error) throw error;
  }

  /**
   * Waits for shared work until the deadline of this operation, and counts the work's quota waits as waits of this
   * operation.
   */
  async waitFor<T>(work: Promise<T>, shared: Operation, subject: string): Promise<T> {
    const { clock } = this.account.parts;
    const [joined, waitedBefore] = [clock.now(), shared.quotaWait.total()];
    const ended = new AbortController();
    const expired = clock.sleep(Math.max(0, this.deadline.at - joined), ended.signal);
    const outcome = await Promise.race([work.then((value) => ({ value })), expired]).finally(() => {
      ended.abort();
      const waited = shared.quotaWait.total() - waitedBefore;
      this.quotaWait.add(Math.min(waited, clock.now() - joined));
    });
    if (outcome) return outcome.value;
    throw this.timedOut("Reading", subject);
  }

  /** Waits for another process to change the state. Throws if the wait would exceed the operation's deadline. */
  async pause(ms: number): Promise<void> {
    if (await this.paused(ms)) return;
    const failed = { action: "Waiting", subject: "another provider" };
    if (this.account.parts.canceled?.aborted) throw new LinkWanError({ ...failed, code: "Canceled" });
    throw this.timedOut(failed.action, failed.subject);
  }

  private async sendWithRetries<R>(
    request: Request<R>,
    effect: Effect,
    findEffect: FindEffect<R> | undefined,
  ): Promise<R> {
    let attempts = 0;
    let unknownResult: LinkWanError | undefined;
    for (let retries = 0; ; retries++) {
      const started = this.account.parts.clock.now();
      try {
        return await this.inTurn(request, () => ++attempts);
      } catch (error) {
        if (!isLinkWanError(error)) throw error;
        const { kind, isLasting } = error;
        if (kind === "ambiguous") unknownResult = error;
        const pause = pauseBeforeRetry(
          { kind, isLasting, effect, canFindEffect: findEffect !== undefined, retries },
          this.account.parts.clock.random,
        );
        if (pause !== undefined) this.reportSlowFailure(request, error, started);
        const retry = pause !== undefined && (await this.paused(pause));
        // Look for the effect before each retry and after a rejected retry, because an earlier attempt can take effect
        // late.
        if (findEffect && unknownResult && (kind === "ambiguous" || kind === "final")) {
          const found = await findEffect(unknownResult).catch(preferring(unknownResult));
          if (found) return found.result;
        }
        // The pause and the check can last beyond the deadline. Without this condition, the error would report only the
        // deadline.
        if (!retry || this.account.parts.clock.now() >= this.deadline.at) throw error;
      }
    }
  }

  /** Reports a slow failure, because the retries can be just as slow and would otherwise be silent for minutes. */
  private reportSlowFailure(
    { action, subject }: Request<unknown>,
    error: LinkWanError,
    started: number,
  ): void {
    const seconds = Math.round((this.account.parts.clock.now() - started) / 1000);
    if (seconds >= SLOW_FAILURE_S)
      this.notify(`${action} of ${subject} failed with ${error.code} after ${seconds} s; trying again`);
  }

  /** Sends the request as soon as the quota allows it, and repeats it while the service throttles it. */
  private async inTurn<R>(request: Request<R>, nextAttempt: () => number): Promise<R> {
    const { parts } = this.account;
    this.quotaWait.start();
    const sendOnce = async (): Promise<R> => {
      this.quotaWait.stop();
      // Check after the wait for the quota, because the wait can be long.
      if (request.isWrite) await parts.beforeWrite?.();
      return send(parts, request, nextAttempt()).finally(() => this.quotaWait.start());
    };
    try {
      return await parts.limiter(request.action).run(sendOnce, isThrottled, this.deadline);
    } catch (error) {
      if (!(error instanceof QuotaDeadline)) throw error;
      if (parts.canceled?.aborted)
        throw new LinkWanError({ action: request.action, subject: request.subject, code: "Canceled" });
      throw this.timedOut(request.action, request.subject);
    } finally {
      this.quotaWait.stop();
    }
  }

  private timedOut(action: string, subject: string): LinkWanError {
    const seconds = (milliseconds: number): number => Math.round(milliseconds / 1000);
    const total = seconds(this.deadline.at - this.startedAt);
    return new LinkWanError({
      action,
      subject,
      code: "OperationTimeout",
      meaning: `the operation took more than ${total} s, including ${seconds(this.quotaWait.total())} s waiting for the request quota`,
    });
  }

  /**
   * Sleeps and returns true. Returns false immediately if the sleep would exceed the deadline or the command is
   * canceled.
   */
  private async paused(milliseconds: number): Promise<boolean> {
    const { clock, canceled: signal } = this.account.parts;
    if (signal?.aborted || clock.now() + milliseconds >= this.deadline.at) return false;
    await clock.sleep(milliseconds, signal);
    return signal?.aborted !== true;
  }
}

/** Shortest duration of a failed attempt to report. */
const SLOW_FAILURE_S = 5;

const isThrottled = (error: unknown): boolean => isLinkWanError(error) && error.kind === "throttled";

/**
 * Returns a handler for a failure of `findEffect`. The result remains unknown, so the handler throws the error of the
 * attempt.
 */
const preferring =
  (unknownResult: LinkWanError) =>
  (error: unknown): never => {
    throw isLinkWanError(error) ? unknownResult : error;
  };
