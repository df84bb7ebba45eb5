import type { Action, Effect, ParametersOf, ParameterTable } from "./action";
import type { Clock } from "./clock";
import type { Collection } from "./collection";
import { isLinkWanError, LinkWanError } from "./errors";
import { type Deadline, QuotaDeadline } from "./limiter";
import { pauseBeforeRepeat } from "./retry";
import { type ClientParts, type Request, send } from "./send";

/** The account that operations work on. */
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
  /** Called before and after every write: the objects read before can have changed. */
  invalidateReads(): void;
}

/**
 * Checks, with further calls, whether an attempt with an unknown result took effect, and returns the result of the call
 * if it did; `failure` is the error of the attempt.
 */
export type EffectCheck<R> = (failure: LinkWanError) => Promise<{ readonly result: R } | undefined>;

/**
 * One operation of the provider (a create, a read …). Its calls share one deadline; each waits for the quota, is
 * repeated if that is safe, and ends in a typed result or a {@link LinkWanError}.
 */
export class Operation {
  private readonly quotaWait: Stopwatch;

  /** @param deadline Default: the account's operation timeout from now. */
  constructor(
    private readonly account: Account,
    readonly deadline: Deadline = {
      at: account.parts.clock.now() + account.parts.operationTimeoutMs,
    },
  ) {
    this.quotaWait = new Stopwatch(account.parts.clock);
  }

  /** Shows the user one line that is not an error. */
  notify(line: string): void {
    this.account.parts.notify(line);
  }

  /**
   * Reads one object of a collection, together with others that are read at the same time.
   *
   * @param parentId The object that contains the collection: the node group of nodes.
   */
  read<T>(collection: Collection<T>, id: string, parentId = ""): Promise<T> {
    return this.account.read(this, collection, id, parentId);
  }

  /**
   * Lists, by id, the objects that the account held when this run first asked. An object that appears later was created
   * by this run: after a lost response, this distinguishes it from one that existed before.
   */
  listAtStart<T>(collection: Collection<T>, parentId = ""): Promise<ReadonlyMap<string, T>> {
    return this.account.listAtStart(this, collection, parentId);
  }

  /**
   * Calls an action.
   *
   * @param check Runs after an attempt with an unknown result; a result that it returns is the result of the call.
   * Without it, an unsafe action is not repeated.
   */
  async call<P extends ParameterTable, R>(
    action: Action<P, R>,
    parameters: ParametersOf<P>,
    check?: EffectCheck<R>,
  ): Promise<R> {
    const { name, effect, data } = action;
    const subject = action.subject?.(parameters) ?? "the account";
    const request = { action: name, wire: onTheWire(parameters), subject, decoder: data };
    if (effect === "read") return this.repeat(request, effect, check);
    this.account.invalidateReads();
    return this.repeat(request, effect, check).finally(() => this.account.invalidateReads());
  }

  /** Waits for {@link SharedWork}; gives up at the deadline of this operation, and counts the wait for the quota. */
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

  private async repeat<R>(
    request: Request<R>,
    effect: Effect,
    check: EffectCheck<R> | undefined,
  ): Promise<R> {
    let attempts = 0;
    let unknownResult: LinkWanError | undefined;
    for (let repeats = 0; ; repeats++) {
      try {
        return await this.inTurn(request, () => ++attempts);
      } catch (error) {
        if (!isLinkWanError(error)) throw error;
        const { kind } = error;
        if (kind === "ambiguous") unknownResult = error;
        const pause = pauseBeforeRepeat(
          { kind, effect, canCheck: check !== undefined, repeats },
          this.account.parts.clock.random,
        );
        const repeated = pause !== undefined && (await this.paused(pause));
        // Before each repeat, and after a rejected one: an earlier attempt can have arrived late.
        if (check && unknownResult && (kind === "ambiguous" || kind === "final")) {
          const found = await check(unknownResult).catch(preferring(unknownResult));
          if (found) return found.result;
        }
        if (!repeated) throw error;
      }
    }
  }

  /** Sends when the quota allows it, and again while the service throttles it. */
  private async inTurn<R>(request: Request<R>, nextAttempt: () => number): Promise<R> {
    const { parts } = this.account;
    this.quotaWait.start();
    const sendOnce = async (): Promise<R> => {
      this.quotaWait.stop();
      return send(parts, request, nextAttempt()).finally(() => this.quotaWait.start());
    };
    try {
      return await parts.limiter(request.action).run(sendOnce, isThrottled, this.deadline);
    } catch (error) {
      if (!(error instanceof QuotaDeadline)) throw error;
      throw this.timedOut(request.action, request.subject);
    } finally {
      this.quotaWait.stop();
    }
  }

  private timedOut(action: string, subject: string): LinkWanError {
    const seconds = (milliseconds: number): number => Math.round(milliseconds / 1000);
    const total = seconds(this.account.parts.operationTimeoutMs);
    return new LinkWanError({
      action,
      subject,
      code: "OperationTimeout",
      meaning: `the operation took more than ${total} s, ${seconds(this.quotaWait.total())} s of them waiting for the request quota`,
    });
  }

  /** Sleeps; returns false if the deadline comes first. */
  private async paused(milliseconds: number): Promise<boolean> {
    const { clock } = this.account.parts;
    if (clock.now() + milliseconds >= this.deadline.at) return false;
    await clock.sleep(milliseconds);
    return true;
  }
}

/** Work that several operations share: it has the latest of their deadlines, and each gives up at its own. */
export class SharedWork<T> {
  private readonly deadline = { at: Number.NEGATIVE_INFINITY };
  private readonly operation: Operation;
  private result: Promise<T> | undefined;

  /**
   * @param subject Objects of the work, for errors: `every node group`.
   * @param onFailure Called if the work itself fails.
   */
  constructor(
    account: Account,
    private readonly work: (operation: Operation) => Promise<T>,
    private readonly subject: string,
    private readonly onFailure: () => void,
  ) {
    this.operation = new Operation(account, this.deadline);
  }

  /** Returns the result; the first call starts the work. */
  resultFor(operation: Operation): Promise<T> {
    this.deadline.at = Math.max(this.deadline.at, operation.deadline.at);
    this.result ??= this.work(this.operation).catch((error) => {
      this.onFailure();
      throw error;
    });
    return operation.waitFor(this.result, this.operation, this.subject);
  }
}

/** Measures the time during which at least one call waits. */
class Stopwatch {
  private running = 0;
  private since = 0;
  private counted = 0;

  constructor(private readonly clock: Clock) {}

  start(): void {
    if (this.running++ === 0) this.since = this.clock.now();
  }

  stop(): void {
    if (--this.running === 0) this.counted += this.clock.now() - this.since;
  }

  add(milliseconds: number): void {
    this.counted += milliseconds;
  }

  total(): number {
    return this.counted + (this.running > 0 ? this.clock.now() - this.since : 0);
  }
}

const isThrottled = (error: unknown): boolean => isLinkWanError(error) && error.kind === "throttled";

/** If the check fails too, the result stays unknown: that is the error to report. */
const preferring =
  (unknownResult: LinkWanError) =>
  (error: unknown): never => {
    throw isLinkWanError(error) ? unknownResult : error;
  };

const onTheWire = (parameters: Readonly<Record<string, unknown>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(parameters).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, decimalText(value)]],
    ),
  );

/** Numbers are decimal text on the wire, however small they are. */
const decimalText = (value: unknown): string => {
  const text = `${value}`;
  return typeof value === "number" && text.includes("e") ? value.toFixed(20).replace(/\.?0+$/, "") : text;
};
