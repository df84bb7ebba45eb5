import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { actionOf, actions } from "./actions";
import type { ActionSpec, Call } from "./actions/action";
import { ApiGateway, formatOf, type Parameters } from "./apiGateway";
import type { Account, NodeGroup } from "./entities";
import { ApiError, anyError, gatewayError, isServiceCode } from "./errors";
import { type Fault, Faults, refusesFault, throwIfCoded } from "./faults";
import { type ParameterValues, specOf, validate } from "./parameters";
import { addLock, plant } from "./plant";
import { Quota } from "./quota";
import { type Reply, renderError, renderSuccess } from "./render";
import { parseParameters } from "./request";
import type { Seed } from "./seed";
import { spoil } from "./spoil";
import { State } from "./state";

/** One call as the cloud saw it. */
export interface CallRecord {
  /** Unix milliseconds at which it arrived. */
  readonly at: number;
  /** Name of the calling account, where the key was known. */
  readonly account: string | undefined;
  /** Name of the action. */
  readonly action: string;
  /** The business parameters; a PIN is `******`. */
  readonly parameters: Readonly<Record<string, string>>;
  /** `OK`, the error's code, or how a fault has spoiled the answer. */
  readonly code: string;
  /** The number that the answer bears. */
  readonly requestId: string;
}

/** How the emulated cloud behaves. */
export interface EmulatorOptions {
  /** Calls of one action of one account in a sliding second. Default 5, as documented. */
  readonly qps?: number;
  /** Milliseconds that a call spends on the network, half before and half after it counts; a pair is a range. Default 0. */
  readonly latency?: number | readonly [least: number, most: number];
  /** What the cloud holds at its start. Default: two accounts, `renter` and `owner`. */
  readonly seed?: Seed;
  /**
   * How business errors look: HTTP 400 with the error envelope, as every action's page says (the default), or HTTP
   * 200 with `Success: false`, as the page on common parameters says.
   */
  readonly failureForm?: "http400" | "http200";
  /** The cloud's clock, Unix milliseconds. Default: the machine's. */
  readonly now?: () => number;
}

interface Answered {
  readonly reply: Reply;
  readonly fault: Fault | undefined;
  /** The cloud's time, for the header `Date`. */
  readonly date: number;
}

/** The emulated cloud without its HTTP server. */
export class Emulator {
  readonly state: State;
  readonly calls: CallRecord[] = [];
  readonly quota: Quota;
  private readonly faults = new Faults();
  private readonly gateway: ApiGateway;

  constructor(private readonly options: EmulatorOptions) {
    this.state = new State(options.now ?? Date.now);
    this.quota = new Quota(options.qps ?? 5, this.state.now);
    this.gateway = new ApiGateway(this.state, this.quota);
    plant(options.seed ?? {}, this.state, (...called) => this.callAs(...called));
  }

  /** Answers one HTTP request; `undefined` where the connection is to be cut instead. */
  async handle(
    method: string,
    url: string,
    body: () => Promise<string>,
  ): Promise<(Reply & { readonly date: string }) | undefined> {
    const travel = this.travelMs() / 2;
    if (travel > 0) await sleep(travel);
    const { reply, fault, date } = await this.answer(method, url, body);
    if (travel > 0) await sleep(travel);
    const arriving = fault ? await spoil(reply, fault) : reply;
    return arriving && { ...arriving, date: new Date(date).toUTCString() };
  }

  /** Lets coming calls of an action fail. */
  injectFault(fault: Fault): void {
    const reason = refusesFault(fault, Object.keys(actions));
    if (reason !== undefined) throw new Error(`the fault cannot be ordered: ${reason}`);
    this.faults.injectFault(fault);
  }

  /**
   * Does what a person of that account would do in the vendor's console: runs an action without signature, quota,
   * fault or record, and gives its `Data`.
   */
  callAs(accountName: string, action: string, parameters: Readonly<Record<string, unknown>> = {}): unknown {
    const account = this.state.accounts.find((each) => each.name === accountName);
    const spec = actionOf(action);
    if (!account) throw new Error(`the emulator has no account ${accountName}`);
    if (!spec) throw new Error(`the emulator has no action ${action}`);
    const given = new Map(Object.entries(parameters).map(([name, value]) => [name, String(value)]));
    return this.run(spec, account, validate(spec.parameters, given));
  }

  /** Locks a node group as another product of the cloud would, and gives the lock's id. */
  lockNodeGroup(nodeGroupId: string): string {
    return addLock(this.state, this.groupOf(nodeGroupId), {});
  }

  /** Takes all locks off a node group. */
  unlockNodeGroup(nodeGroupId: string): void {
    this.groupOf(nodeGroupId).locks = [];
  }

  /** Takes back the faults that have not happened yet. */
  clearFaults(): void {
    this.faults.clear();
  }

  private async answer(method: string, url: string, readBody: () => Promise<string>): Promise<Answered> {
    const at = this.state.now();
    const requestId = randomUUID().toUpperCase();
    let parameters: Parameters = new Map();
    let format: "JSON" | "XML" = "XML";
    let fault: Fault | undefined;
    let date = at;
    const record = (code: string): void => {
      const account = this.state.accountOfKey(parameters.get("AccessKeyId"))?.name;
      const action = parameters.get("Action") ?? "";
      this.calls.push({
        at,
        account,
        action,
        parameters: businessParameters(action, parameters),
        code,
        requestId,
      });
    };
    try {
      const body = await readBody();
      if (!/^\/(\?|$)/.test(url)) throw gatewayError("InvalidAction.NotFound");
      parameters = parseParameters(url, body);
      format = formatOf(parameters) ?? "XML";
      const shift = this.faults.clockShiftMs(parameters.get("Action") ?? "");
      date += shift;
      const { action, spec, account, values } = this.gateway.admit(method, parameters, at + shift);
      fault = this.faults.next(action);
      if (fault?.effect !== true) throwIfCoded(fault);
      const takesPlace = fault === undefined || fault.effect === true;
      const data = takesPlace ? this.run(spec, account, values) : undefined;
      throwIfCoded(fault);
      record(fault?.answer ?? "OK");
      return { reply: renderSuccess(format, action, requestId, data, spec.itemTag), fault, date };
    } catch (error) {
      const failure = error instanceof ApiError ? error : anyError("InternalError");
      record(failure.code);
      const asSuccessFalse = this.options.failureForm === "http200" && isServiceCode(failure.code);
      return { reply: renderError(format, failure, requestId, asSuccessFalse), fault, date };
    }
  }

  private run(spec: ActionSpec, account: Account, values: ParameterValues): unknown {
    const call: Call = {
      state: this.state,
      account,
      text: (name) => String(values[name]),
      number: (name) => Number(values[name]),
      texts: (name) => values[name] as readonly string[],
      flag: (name) => values[name] === true,
      value: (name) => values[name],
    };
    return spec.run(call);
  }

  private groupOf(nodeGroupId: string): NodeGroup {
    const group = this.state.groups.get(nodeGroupId);
    if (!group) throw new Error(`the emulator has no node group ${nodeGroupId}`);
    return group;
  }

  private travelMs(): number {
    const latency = this.options.latency ?? 0;
    if (typeof latency === "number") return latency;
    const [least, most] = latency;
    return least + Math.random() * (most - least);
  }
}

const businessParameters = (action: string, parameters: Parameters): Record<string, string> => {
  const spec = actionOf(action);
  return Object.fromEntries(
    [...parameters].flatMap(([name, value]) => {
      const known = spec && specOf(spec.parameters, name);
      return known ? [[name, known.secret ? "******" : value]] : [];
    }),
  );
};
