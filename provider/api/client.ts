import {
  type ActionName,
  actions,
  type Effect,
  type Parameter,
  type ParametersOf,
  type ResultOf,
} from "./actions";
import { attempt, type ClientParts, isRefused, type Outcome, type Request } from "./attempt";
import type { Decoder } from "./decode";
import { isLinkWanError, LinkWanError } from "./errors";
import type { KindName, Read } from "./kinds";
import { QuotaDeadline } from "./limiter";
import { type FailedAttempt, pauseBeforeRepeat } from "./retry";

/** The account that operations are made on. */
export interface Account {
  readonly parts: ClientParts;
  /** See {@link Operation.read}. */
  read<K extends KindName>(kind: K, id: string, within: string): Promise<Read<K>>;
  /** See {@link Operation.heldBefore}. */
  heldBefore<K extends KindName>(kind: K, within: string): Promise<ReadonlyMap<string, Read<K>>>;
  /** Is told before and after every write: what was read may have changed. */
  written(): void;
}

/** Finds out, with calls of its own, whether an attempt with an unknown end took effect; `failure` is that end. */
export type Look<R> = (
  operation: Operation,
  failure: LinkWanError,
) => Promise<{ readonly result: R } | undefined>;

/**
 * One operation of the provider (a create, a read …): its calls share one deadline, and each waits for the quota,
 * is repeated where that is safe, and ends in a typed result or a {@link LinkWanError}.
 */
export class Operation {
  private readonly deadline: number;
  private waitedMs = 0;

  constructor(private readonly account: Account) {
    const { clock, operationTimeoutMs } = account.parts;
    this.deadline = clock.now() + operationTimeoutMs;
  }

  /** Tells the user something that is no error, in one line. */
  tell(line: string): void {
    this.account.parts.tell(line);
  }

  /**
   * Reads a thing together with others of its kind that are asked for at the same time.
   *
   * @param within What things of that kind are read within: the node group of a node.
   */
  read<K extends KindName>(kind: K, id: string, within = ""): Promise<Read<K>> {
    return this.account.read(kind, id, within);
  }

  /**
   * What the account held of a kind when this run first asked, by id. What is there later and was not then, this run
   * has made: that is how it is told, after a lost answer, from what was there all along.
   */
  heldBefore<K extends KindName>(kind: K, within = ""): Promise<ReadonlyMap<string, Read<K>>> {
    return this.account.heldBefore(kind, within);
  }

  /**
   * Makes a call.
   *
   * @param look Asked after an attempt with an unknown end: what it finds is the call's result. An unsafe action
   * is not repeated without it.
   */
  async call<A extends ActionName>(
    action: A,
    parameters: ParametersOf<A>,
    look?: Look<ResultOf<A>>,
  ): Promise<ResultOf<A>> {
    const { data, effect } = actions[action] as unknown as { data: Decoder<ResultOf<A>>; effect: Effect };
    const wire = onTheWire(parameters);
    const request = { action, wire, subject: subjectOf(wire), decoder: data };
    if (effect === "read") return this.repeat(request, effect, look);
    this.account.written();
    return this.repeat(request, effect, look).finally(() => this.account.written());
  }

  private async repeat<R>(request: Request<R>, effect: Effect, look: Look<R> | undefined): Promise<R> {
    let attempts = 0;
    let unknownEnd: LinkWanError | undefined;
    for (let repeats = 0; ; repeats++) {
      const outcome = await this.inTurn(request, () => ++attempts);
      if (!isLinkWanError(outcome)) return outcome.result;
      const { kind } = outcome;
      if (kind === "ambiguous") unknownEnd = outcome;
      const goesOn = await this.pause({ kind, effect, canLook: look !== undefined, repeats });
      // Also when a repeat was decided: the attempt before it may have come late.
      if (look && unknownEnd && (kind === "ambiguous" || kind === "final")) {
        const found = await look(new Operation(this.account), unknownEnd).catch(
          passLinkWanErrors(unknownEnd),
        );
        if (found) return found.result;
      }
      if (!goesOn) throw outcome;
    }
  }

  /** Sends when the quota allows it, and again while the quota refuses it. */
  private async inTurn<R>(request: Request<R>, nextAttempt: () => number): Promise<Outcome<R>> {
    const { parts } = this.account;
    let asked = parts.clock.now();
    const send = async (): Promise<Outcome<R>> => {
      this.waitedMs += parts.clock.now() - asked;
      const outcome = await attempt(parts, request, nextAttempt());
      asked = parts.clock.now();
      return outcome;
    };
    try {
      return await parts.limiter(request.action).run(send, isRefused, this.deadline);
    } catch (error) {
      if (!(error instanceof QuotaDeadline)) throw error;
      this.waitedMs += parts.clock.now() - asked;
      const { action, subject } = request;
      return new LinkWanError({ action, subject, code: "OperationTimeout", meaning: this.timeUsed() });
    }
  }

  private timeUsed(): string {
    const seconds = (milliseconds: number): number => Math.round(milliseconds / 1000);
    const total = seconds(this.account.parts.operationTimeoutMs);
    return `the ${total} s for the operation ran out, ${seconds(this.waitedMs)} s of them spent waiting for the request quota`;
  }

  /** Waits before a repeat; false where there may be none. */
  private async pause(failed: FailedAttempt): Promise<boolean> {
    const { clock } = this.account.parts;
    const milliseconds = pauseBeforeRepeat(failed, clock.random);
    if (milliseconds === undefined || clock.now() + milliseconds >= this.deadline) return false;
    await clock.sleep(milliseconds);
    return true;
  }
}

/** Where even looking fails, it stays unknown whether the call took effect: its own error is the one to tell. */
const passLinkWanErrors =
  (outcome: LinkWanError) =>
  (error: unknown): never => {
    throw isLinkWanError(error) ? outcome : error;
  };

const onTheWire = (parameters: Record<string, Parameter>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(parameters).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, textOf(value)]],
    ),
  );

/** Numbers are decimal text on the wire, however small they are. */
const textOf = (value: string | number | boolean): string => {
  const text = String(value);
  return typeof value === "number" && text.includes("e") ? value.toFixed(20).replace(/\.?0+$/, "") : text;
};

/** The parameter that names what a call is about, and in which words; the first that is present counts. */
const SUBJECTS: readonly (readonly [parameter: string, word: string])[] = [
  ["JoinPermissionId", "join permission"],
  ["OrderId", "order"],
  ["JoinPermissionName", "join permission"],
  ["GwEui", "gateway"],
  ["DevEui", "node"],
  ["NodeGroupId", "node group"],
  ["NodeGroupName", "node group"],
  ["GroupId", "frequency band plan group"],
  ["Type", "join permissions of type"],
];

const subjectOf = (wire: Record<string, string>): string => {
  const found = SUBJECTS.find(([parameter]) => wire[parameter] !== undefined);
  return found ? `${found[1]} ${wire[found[0]]}` : "the account";
};
