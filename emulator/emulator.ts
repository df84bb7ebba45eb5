import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { actionNames, actionOf } from "./actions";
import type { ActionSpec, Call } from "./actions/action";
import { advanceLocalConfigs } from "./actions/localConfigs";
import { enterTupleOrderState } from "./actions/tuples";
import { ApiGateway, formatOf, type SignedRequest } from "./apiGateway";
import type { ApiRequest, Parameters } from "./apiRequest";
import { addLock, applySeed } from "./applySeed";
import { assumptions } from "./assumptions";
import { corruptReply } from "./corruptReply";
import type { AccessKey, Account, NodeGroup, TupleOrderState } from "./entities";
import { ApiError, apiGatewayError, errorOf, isServiceCode } from "./errors";
import { type Fault, Faults, throwFaultCode, validateFault } from "./faults";
import { type ParameterValues, specOf, validate } from "./parameters";
import { Quota } from "./quota";
import { type Reply, renderError, renderSuccess } from "./render";
import { parseParameters } from "./request";
import { schemeOf } from "./schemeOf";
import type { Seed } from "./seed";
import { State } from "./state";
import { setOnline } from "./traffic/online";
import { advanceTraffic, transmit } from "./traffic/traffic";
import type { Transmission } from "./traffic/transmission";

/** A call that the emulator has received. */
export interface CallRecord {
  /** Arrival time, in Unix milliseconds. */
  readonly at: number;
  /** Name of the calling account; `undefined` if the access key is unknown. */
  readonly account: string | undefined;
  /** Name of the action, truncated to 200 characters. */
  readonly action: string;
  /** The first 50 action-specific parameters, each truncated to 200 characters; a PIN is masked as `******`. */
  readonly parameters: Readonly<Record<string, string>>;
  /** `OK`, the error code, or the fault's `answer` if a fault corrupts the reply. */
  readonly code: string;
  /** The `RequestId` of the reply. */
  readonly requestId: string;
}

/** Behavior of the emulated cloud. */
export interface EmulatorOptions {
  /** Maximum number of calls per action and account in a sliding window of one second. Default 5, as documented. */
  readonly qps?: number;
  /**
   * Network latency per call in milliseconds, or the range of a random latency. Half of the latency elapses before the
   * emulator processes the call, and half afterward. Default 0.
   */
  readonly latency?: number | readonly [min: number, max: number];
  /** Initial state. Default: two accounts, `renter` and `owner`. */
  readonly seed?: Seed;
  /**
   * Format of errors that the service behind the API gateway returns: HTTP 400 with the error envelope, as documented
   * for every action (the default), or HTTP 200 with `Success: false`, as documented for the common parameters.
   */
  readonly failureForm?: "http400" | "http200";
  /**
   * Result of an action that does not accept `IotInstanceId` in an account whose instance has an id. The vendor does
   * not document this case. Default `work`.
   */
  readonly actionsWithoutInstance?: "work" | "fail";
  /**
   * Whether the API gateway accepts signature V3 (`ACS3-HMAC-SHA256`). The vendor does not document whether Link WAN
   * accepts it. Default true.
   */
  readonly acceptsSignatureV3?: boolean;
  /** Clock of the emulated cloud; returns the time in Unix milliseconds. Default: the system clock. */
  readonly now?: () => number;
}

interface ProcessedRequest {
  readonly reply: Reply;
  readonly fault: Fault | undefined;
  /** Time of the `Date` header, in Unix milliseconds. */
  readonly date: number;
}

/** The emulated cloud without its HTTP server. */
export class Emulator {
  readonly state: State;
  readonly calls: CallRecord[] = [];
  readonly quota: Quota;
  private readonly faults = new Faults();
  private readonly apiGateway: ApiGateway;

  constructor(private readonly options: EmulatorOptions) {
    this.state = new State(options.now ?? Date.now);
    this.quota = new Quota(options.qps ?? 5, this.state.now);
    this.apiGateway = new ApiGateway(
      this.state,
      this.quota,
      options.actionsWithoutInstance ?? assumptions.actionsWithoutInstance,
    );
    applySeed(options.seed ?? {}, this.state, (...call) => this.callAs(...call));
  }

  /** Handles one HTTP request. Returns `undefined` if the connection must be closed without a reply. */
  async handle(
    head: Omit<ApiRequest, "body">,
    readBody: () => Promise<string>,
  ): Promise<(Reply & { readonly date: string }) | undefined> {
    const oneWayLatency = this.latencyMs() / 2;
    if (oneWayLatency > 0) await sleep(oneWayLatency);
    const { reply, fault, date } = await this.process(head, readBody);
    if (oneWayLatency > 0) await sleep(oneWayLatency);
    const delivered = fault ? await corruptReply(reply, fault) : reply;
    return delivered && { ...delivered, date: new Date(date).toUTCString() };
  }

  /** Injects a fault into upcoming calls to an action. Throws if the fault is invalid. */
  injectFault(fault: Fault): void {
    const reason = validateFault(fault, actionNames);
    if (reason !== undefined) throw new Error(`invalid fault: ${reason}`);
    this.faults.injectFault(fault);
  }

  /**
   * Runs an action as a user of the account would in the Link WAN console. The call needs no signature, is not subject
   * to the quota or to faults, and is not recorded. Returns the action's `Data`.
   */
  callAs(accountName: string, action: string, parameters: Readonly<Record<string, unknown>> = {}): unknown {
    const account = this.state.accounts.find((each) => each.name === accountName);
    const spec = actionOf(action);
    if (!account) throw new Error(`unknown account "${accountName}"`);
    if (!spec) throw new Error(`unknown action "${action}"`);
    const rawValues = new Map(Object.entries(parameters).map(([name, value]) => [name, String(value)]));
    return this.run(spec, account, validate(spec.parameters, rawValues));
  }

  /** Locks a node group as another Alibaba Cloud product would. Returns the lock id. */
  lockNodeGroup(nodeGroupId: string): string {
    return addLock(this.state, this.groupOf(nodeGroupId), {});
  }

  /** Removes all locks from a node group. */
  unlockNodeGroup(nodeGroupId: string): void {
    this.groupOf(nodeGroupId).locks = [];
  }

  /** Sends data from a node immediately. */
  transmit(transmission: Transmission): void {
    this.advance();
    transmit(this.state, transmission, this.state.now());
  }

  /** Connects an account's gateway to the network, or disconnects the gateway. */
  setGatewayOnline(gwEui: string, online: boolean): void {
    const gateway = this.state.gateways.get(gwEui.toLowerCase());
    if (!gateway) throw new Error(`unknown gateway "${gwEui}"`);
    this.advance();
    setOnline(this.state, gateway, online);
  }

  /** Changes the state of a tuple order as the vendor would. `ACCEPTED` issues the tuples, but only once. */
  setTupleOrderState(orderId: string, state: TupleOrderState): void {
    const order = this.state.tupleOrders.get(orderId);
    if (!order) throw new Error(`unknown tuple order "${orderId}"`);
    enterTupleOrderState(this.state, order, state);
  }

  /** Discards all pending faults. */
  clearFaults(): void {
    this.faults.clear();
  }

  private async process(
    head: Omit<ApiRequest, "body">,
    readBody: () => Promise<string>,
  ): Promise<ProcessedRequest> {
    const at = this.state.now();
    const requestId = randomUUID().toUpperCase();
    let common: Parameters = new Map();
    let parameters: Parameters = new Map();
    let format: "JSON" | "XML" = "XML";
    let fault: Fault | undefined;
    let date = at;
    const record = (code: string): void => {
      const account = this.state.keyOf(common.get("AccessKeyId"))?.account.name;
      const action = common.get("Action") ?? "";
      this.calls.push({
        at,
        account,
        action: clipped(action),
        parameters: actionParameters(actionOf(action, common.get("Version")), parameters),
        code,
        requestId,
      });
    };
    try {
      const request = { ...head, body: await readBody() };
      if (!/^\/(\?|$)/.test(request.url)) throw apiGatewayError("InvalidAction.NotFound");
      parameters = parseParameters(request.url, request.body);
      const signed = this.signedRequest(request, parameters);
      common = signed.common;
      format = formatOf(signed) ?? "XML";
      const clockShift = this.faults.clockShiftMs(common.get("Action") ?? "");
      date += clockShift;
      const { action, spec, account, key, values } = this.apiGateway.admit(signed, at + clockShift);
      fault = this.faults.next(action);
      if (fault?.effect !== true) throwFaultCode(fault);
      const takesEffect = fault === undefined || fault.effect === true;
      const data = takesEffect ? this.run(spec, account, values, key) : undefined;
      throwFaultCode(fault);
      record(fault?.answer ?? "OK");
      return { reply: renderSuccess(format, action, requestId, data, spec), fault, date };
    } catch (error) {
      const apiError = error instanceof ApiError ? error : errorOf("InternalError");
      record(apiError.code);
      const asSuccessFalse = this.options.failureForm === "http200" && isServiceCode(apiError.code);
      return { reply: renderError(format, apiError, requestId, asSuccessFalse), fault, date };
    }
  }

  private signedRequest(request: ApiRequest, parameters: Parameters): SignedRequest {
    const acceptsV3 = this.options.acceptsSignatureV3 ?? assumptions.acceptsSignatureV3;
    const scheme = schemeOf(request, acceptsV3);
    return { request, scheme, common: scheme.commonOf(request, parameters), parameters };
  }

  /** Sends due transmissions and applies due configuration tasks. */
  private advance(): void {
    advanceTraffic(this.state);
    advanceLocalConfigs(this.state);
  }

  private run(
    spec: ActionSpec,
    account: Account,
    values: ParameterValues,
    key: AccessKey = account,
  ): unknown {
    const call: Call = {
      state: this.state,
      account,
      key,
      string: (name) => String(values[name]),
      number: (name) => Number(values[name]),
      strings: (name) => values[name] as readonly string[],
      bool: (name) => values[name] === true,
      value: (name) => values[name],
    };
    this.advance();
    return spec.run(call);
  }

  private groupOf(nodeGroupId: string): NodeGroup {
    const group = this.state.groups.get(nodeGroupId);
    if (!group) throw new Error(`unknown node group "${nodeGroupId}"`);
    return group;
  }

  private latencyMs(): number {
    const latency = this.options.latency ?? 0;
    if (typeof latency === "number") return latency;
    const [min, max] = latency;
    return min + Math.random() * (max - min);
  }
}

/** Limits on the size of a call record. Without limits, anyone could exhaust the memory, even without an access key. */
const MAX_RECORDED_PARAMETERS = 50;
const MAX_RECORDED_LENGTH = 200;

const clipped = (text: string): string =>
  text.length > MAX_RECORDED_LENGTH ? `${text.slice(0, MAX_RECORDED_LENGTH)}…` : text;

const actionParameters = (spec: ActionSpec | undefined, parameters: Parameters): Record<string, string> => {
  const recorded = [...parameters].flatMap(([name, value]): [string, string][] => {
    const parameterSpec = spec && specOf(spec.parameters, name);
    return parameterSpec ? [[name, parameterSpec.secret ? "******" : clipped(value)]] : [];
  });
  return Object.fromEntries(recorded.slice(0, MAX_RECORDED_PARAMETERS));
};
