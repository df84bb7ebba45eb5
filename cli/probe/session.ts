import { randomBytes } from "node:crypto";
import { actionOf } from "../../emulator/actions";
import type { Clock } from "../../provider/client/clock";
import type { Limiter } from "../../provider/client/limiter";
import { propertiesOf } from "../../provider/client/plain";
import { type Created, creations, type Parameters } from "./creations";
import type { Effect } from "./effect";
import { Open } from "./open";
import type { Answer, CommonParameters, SignedCall } from "./signedCall";
import type { SignedCallV3 } from "./signedCallV3";

/** An account that the probe uses for its calls. */
export interface ProbedAccount {
  readonly call: SignedCall;
  readonly callV3: SignedCallV3;
  /** Returns the limiter of an action. */
  readonly limiter: (action: string) => Limiter;
  /** Id of the account's IoT instance; `undefined` if the instance has no id. */
  readonly iotInstanceId: string | undefined;
}

/** The second account, which receives orders from the first. */
export interface SecondAccount extends ProbedAccount {
  /** Login name: the value of `RenterAliyunId` in an order. */
  readonly loginName: string;
}

/** EUI and PIN of a device that is not registered in any account. */
export interface Device {
  readonly eui: string;
  readonly pinCode: string;
}

/** The accounts, the devices and the environment that questions use. */
export interface Provided {
  readonly first: ProbedAccount;
  readonly second?: SecondAccount;
  readonly gateway?: Device;
  readonly node?: Device;
  readonly clock: Clock;
  /** Shows a line to the user, for example the reason for a long wait. */
  readonly notify: (line: string) => void;
  /** Results of measurements that several questions share, keyed by name. */
  readonly shared: Map<string, unknown>;
  /** Aborted when the user cancels the command. From then on, the probe only deletes the objects that it created. */
  readonly canceled: AbortSignal;
}

/** A call in the report. Parameters are omitted, because they can contain names and ids. */
export interface ReportedCall {
  readonly account: "first" | "second";
  readonly action: string;
  readonly code: string;
}

/** Thrown after the user cancels the command. */
export class Canceled extends Error {
  override readonly name = "Canceled";
}

/** Thrown if a question makes a call that its effect does not allow. This is a bug in the question. */
class Forbidden extends Error {
  override readonly name = "Forbidden";
}

class Throttled extends Error {
  constructor(readonly answer: Answer) {
    super(answer.code);
  }
}

const READS = /^(Get|List|Count|Check|Describe)/;
/** Actions that register or order devices, which can incur charges, count wrong PINs, or lease a ROAMING permission. */
const COSTS = /^(ApplyRoaming|CreateGateway$|AddNodeToGroup$|Submit\w*TupleOrder$)/;

/** Codes that an action returns before it checks the object of the call. */
const NO_ACCESS =
  /^(Forbidden|NoPermission|CloudProductNotActivated|FeatureNotActivated|Throttling|InternalError|InvalidAccessKeyId|InvalidSecurityToken|SignatureDoesNotMatch|InvalidTimeStamp)/;

const TOO_MANY = /^TooMany/;
const WAIT_MS = 11 * 60_000;
const MOST_WAITS = 6;

const CALL_TIMEOUT_MS = 10 * 60_000;
const UNDO_ATTEMPTS = 4;
const UNDO_PAUSE_MS = 2_000;

/** Makes the calls of a question to one account. */
export interface Caller {
  /** Calls an action and returns the answer, which can be an error. */
  ask(action: string, parameters?: Parameters, common?: CommonParameters): Promise<Answer>;
  /** Calls an action without parameters, signed with signature V3. */
  askWithV3(action: string): Promise<Answer>;
  /** Like `ask`, but waits and retries while the service refuses attempts after too many wrong PINs or renters. */
  patiently(action: string, parameters?: Parameters): Promise<Answer>;
  /** Calls an action and returns the code. Throws `Open` if the code means that the account cannot call the action. */
  code(action: string, parameters?: Parameters): Promise<string>;
  /** Calls an action and returns `Data`. Throws `Open` if the call fails. */
  data(action: string, parameters?: Parameters): Promise<unknown>;
  /** Like `data`, but returns a field of `Data`, or of the first item if `Data` contains a `List`. */
  field(action: string, parameters: Parameters, name: string): Promise<unknown>;
  /**
   * Creates an object that is deleted at the end of the question, and returns its id. Throws `Open` if the call fails.
   */
  create(kind: keyof typeof creations, parameters?: Parameters): Promise<string>;
  /** Like `create`, but returns the code, even if the call fails. */
  tryToCreate(kind: keyof typeof creations, parameters?: Parameters): Promise<string>;
  /** Registers a deletion for the end of the question, for an object that a call through `ask` can create. */
  undo(action: string, parameters: Parameters): void;
}

interface Undo {
  readonly caller: Caller;
  readonly action: string;
  /** Returns the parameters of `action`; `undefined` if there is nothing to delete. */
  readonly parameters: () => Promise<Parameters | undefined>;
}

/** The calls of one question. `undoAll` deletes the objects that the question creates. */
export class Session {
  readonly calls: ReportedCall[] = [];
  readonly first: Caller;
  readonly clock: Clock;
  private readonly undos: Undo[] = [];
  private readonly namePrefix = `probe_${randomBytes(4).toString("hex")}`;
  private names = 0;
  private isUndoing = false;

  constructor(
    readonly provided: Provided,
    private readonly effect: Effect,
  ) {
    this.first = this.callerOf(provided.first, "first");
    this.clock = provided.clock;
  }

  /** Returns the second account. Throws if the question does not declare that it needs a second account. */
  get second(): Caller & Pick<SecondAccount, "loginName"> {
    const { second } = this.provided;
    if (!second) throw new Forbidden("the question does not declare that it needs a second account");
    return { ...this.callerOf(second, "second"), loginName: second.loginName };
  }

  /** Returns the user's device. Throws if the question does not declare that it needs the device. */
  device(kind: "gateway" | "node"): Device {
    const device = this.provided[kind];
    if (!device) throw new Forbidden(`the question does not declare that it needs a ${kind}`);
    return device;
  }

  /** Returns a unique name of 17 to 30 characters that ends with `ending`. */
  name(ending = ""): string {
    this.names++;
    return `${this.namePrefix}_${this.names}${ending}`;
  }

  /** Waits. Shows the reason to the user if the wait takes a minute or longer. */
  async wait(ms: number, reason: string): Promise<void> {
    if (ms >= 60_000) this.provided.notify(`waiting ${Math.ceil(ms / 60_000)} min: ${reason}`);
    await this.clock.sleep(ms, this.provided.canceled);
  }

  /** Deletes the objects that the question created, newest first. Returns the failed actions with their error codes. */
  async undoAll(): Promise<string[]> {
    this.isUndoing = true;
    const failures: string[] = [];
    for (const undo of this.undos.splice(0).reverse()) {
      const failure = await this.undoOne(undo);
      if (failure !== undefined) failures.push(failure);
    }
    this.isUndoing = false;
    return failures;
  }

  /** Deletes one object. Returns the action and the reason if every attempt fails. */
  private async undoOne({ caller, action, parameters }: Undo): Promise<string | undefined> {
    let failure: string | undefined;
    for (let attempt = 1; attempt <= UNDO_ATTEMPTS; attempt++) {
      try {
        const known = await parameters();
        const { code } = known ? await caller.ask(action, known) : { code: "OK" };
        if (UNDONE.includes(code)) return undefined;
        failure = `${action}: ${code}`;
      } catch (error) {
        if (!(error instanceof Error)) throw error;
        failure = `${action}: ${error.message}`;
      }
      if (attempt < UNDO_ATTEMPTS) await this.clock.sleep(UNDO_PAUSE_MS);
    }
    return failure;
  }

  private callerOf(account: ProbedAccount, name: "first" | "second"): Caller {
    const reported = async (action: string, call: () => Promise<Answer>): Promise<Answer> => {
      if (this.provided.canceled.aborted && !this.isUndoing) throw new Canceled("canceled");
      if (!this.isUndoing) this.checkAllowed(action);
      const answer = await this.inTurn(account, action, call);
      if (!this.isUndoing) this.calls.push({ account: name, action, code: answer.code });
      return answer;
    };
    const ask: Caller["ask"] = (action, parameters = {}, common = {}) =>
      reported(action, () => account.call(action, wireOf(account, action, parameters), common));
    const patiently: Caller["patiently"] = async (action, parameters) => {
      for (let waits = 0; ; waits++) {
        const answer = await ask(action, parameters);
        if (!TOO_MANY.test(answer.code) || waits === MOST_WAITS || this.isUndoing) return answer;
        await this.wait(WAIT_MS, `too many failed attempts; the service rejects ${action} for now`);
      }
    };
    const data: Caller["data"] = async (action, parameters) => {
      const answer = await patiently(action, parameters);
      if (answer.code !== "OK") throw new Open(`${action} failed with ${answer.code}`);
      return answer.data;
    };
    const caller: Caller = {
      ask,
      askWithV3: (action) => reported(action, () => account.callV3(action)),
      patiently,
      code: async (action, parameters) => {
        const { code } = await patiently(action, parameters);
        if (NO_ACCESS.test(code)) throw new Open(`${action} failed with ${code}`);
        return code;
      },
      data,
      field: async (action, parameters, field) => {
        const found = propertiesOf(await data(action, parameters));
        const [first = found] = Array.isArray(found.List) ? found.List : [];
        return propertiesOf(first)[field];
      },
      create: async (kind, parameters = {}) => {
        const { code, id } = await this.create(caller, creations[kind], parameters);
        if (code !== "OK") throw new Open(`${creations[kind].action} failed with ${code}`);
        return id;
      },
      tryToCreate: async (kind, parameters = {}) =>
        (await this.create(caller, creations[kind], parameters)).code,
      undo: (action, parameters) =>
        void this.undos.push({ caller, action, parameters: async () => parameters }),
    };
    return caller;
  }

  /** Creates an object. If the response is lost, the deletion finds the object by name. */
  private async create(
    caller: Caller,
    created: Created,
    parameters: Parameters,
  ): Promise<{ readonly code: string; readonly id: string }> {
    this.checkAllowed(created.action);
    const { nameParameter, list, deletionParameters } = created;
    const named = nameParameter === undefined ? {} : { [nameParameter]: this.name() };
    const all: Parameters = { ...created.defaults, ...named, ...parameters };
    let id: string | undefined;
    let isAbsent = false;
    this.undos.push({
      caller,
      action: created.deletion,
      parameters: async () => {
        if (isAbsent) return undefined;
        id ??= list
          ? await findByName(caller, list, String(all[nameParameter ?? ""]))
          : created.idOf(undefined, all);
        return id === undefined ? undefined : deletionParameters(id, all);
      },
    });
    const { code, data } = await caller.patiently(created.action, all);
    // The object might exist after an InternalError.
    isAbsent = code !== "OK" && code !== "InternalError";
    if (code !== "OK") return { code, id: "" };
    id = created.idOf(data, all);
    return { code, id };
  }

  private checkAllowed(action: string): void {
    const isAllowed =
      this.effect === "costs" || READS.test(action) || (this.effect === "creates" && !COSTS.test(action));
    if (!isAllowed) throw new Forbidden(`a question that only ${this.effect} must not call ${action}`);
  }

  private async inTurn(
    { limiter }: ProbedAccount,
    action: string,
    call: () => Promise<Answer>,
  ): Promise<Answer> {
    const attempt = async (): Promise<Answer> => {
      const answer = await call();
      if (answer.code.startsWith("Throttling")) throw new Throttled(answer);
      return answer;
    };
    return limiter(action).run(attempt, (error) => error instanceof Throttled, {
      at: this.clock.now() + CALL_TIMEOUT_MS,
    });
  }
}

/** Returns the parameters of a call as strings. Adds the id of the account's IoT instance if the action accepts it. */
const wireOf = (
  { iotInstanceId }: ProbedAccount,
  action: string,
  parameters: Parameters,
): Record<string, string> => {
  const takesInstance = Object.hasOwn(actionOf(action)?.parameters ?? {}, "IotInstanceId");
  const instance = takesInstance && iotInstanceId !== undefined ? { IotInstanceId: iotInstanceId } : {};
  return Object.fromEntries(
    Object.entries({ ...instance, ...parameters }).map(([name, value]) => [name, String(value)]),
  );
};

/**
 * Codes with which a deletion reports that the object no longer exists, for example because the question deleted the
 * object. The emulator assumes some of these codes. A service can return any of them instead.
 */
const UNDONE: readonly string[] = [
  "OK",
  "NonExistent",
  "NotResourceOwner",
  "IllegalOrderStateTransition",
  "JoinPermissionDoesNotExist",
  "NodeGroupDoesNotExist",
  "NodeDoesNotExist",
];

const findByName = async (
  caller: Caller,
  { action, filter, nameField, idField }: NonNullable<Created["list"]>,
  name: string,
): Promise<string | undefined> => {
  const newestFirst = { ...filter, Offset: 0, Limit: 50, SortingField: "CREATED_MILLIS", Ascending: false };
  const { List } = propertiesOf(await caller.data(action, newestFirst));
  const found = (Array.isArray(List) ? List : []).map(propertiesOf).find((each) => each[nameField] === name);
  return found && String(found[idField]);
};
