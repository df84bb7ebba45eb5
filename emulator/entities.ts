import type { ParameterValue } from "./parameters";

/** An access key of an account. */
export interface AccessKey {
  /** AccessKey ID. */
  readonly accessKeyId: string;
  /** AccessKey secret. */
  readonly accessKeySecret: string;
  /** Token that every request with a temporary key must contain; `undefined` for any other key. */
  readonly securityToken?: string;
}

/** An account of the emulated cloud. */
export interface Account extends AccessKey {
  /** Login name; the value for `RenterAliyunId`. */
  readonly name: string;
  /** Account id of 16 decimal digits, as GetCallerIdentity returns it. */
  readonly accountId: string;
  /** Additional access keys: the keys of RAM users and roles, or the new key during a rotation. */
  readonly otherKeys: readonly AccessKey[];
  /** Whether Link WAN is activated. */
  readonly activated: boolean;
  /** Features that the account lacks, for example `ROAMING_JOIN_PERMISSION`. */
  readonly missingFeatures: readonly string[];
  /** Actions that the account's access keys are not authorized to call. */
  readonly deniedActions: readonly string[];
  /** Whether the account is in arrears. */
  readonly arrears: boolean;
  /** Id of the account's IoT instance; `undefined` if the instance has no id. */
  readonly iotInstanceId: string | undefined;
}

/** A join permission. */
export interface JoinPermission {
  readonly id: string;
  readonly type: "LOCAL" | "ROAMING";
  /** Name of the owning account, or of the platform for a ROAMING permission. */
  readonly owner: string;
  /** Name of the renting account; `undefined` if no account rents the permission. */
  renter: string | undefined;
  name: string;
  classMode: string;
  freqBandPlanGroupId: number;
  joinEui: string;
  enabled: boolean;
  rxDelay: number | undefined;
  dataRate: number | undefined;
  readonly createMillis: number;
}

/** State of an authorization order (API file D.3). */
export type OrderState = "APPLYING" | "ACCEPTED" | "REJECTED" | "CANCELED";

/** An order that authorizes a renter to use a LOCAL join permission. */
export interface Order {
  readonly id: string;
  state: OrderState;
  /** The offered permission, which remains readable after the permission has been deleted. */
  readonly permission: JoinPermission;
  readonly owner: string;
  readonly renter: string;
  /** Time at which the order entered each state, in Unix milliseconds. */
  readonly millis: Partial<Record<OrderState, number>>;
}

/** A notification to one party of an order about a transition by the other party. */
export interface Notification {
  readonly id: string;
  /** Name of the notified account. */
  readonly account: string;
  /** State of the order after the transition. */
  readonly entered: OrderState;
  readonly order: Order;
  readonly createMillis: number;
}

/** A lock that another product holds on a node group. */
interface Lock {
  readonly id: string;
  readonly type: string;
  readonly enabled: boolean;
  readonly createMillis: number;
}

/** Data dispatch configuration of a node group, as reads return it. The object for the unused destination is empty. */
export interface DataDispatchConfig {
  readonly Destination: "IOT" | "ONS";
  readonly IotProduct: Readonly<Record<string, ParameterValue>>;
  readonly OnsTopics: Readonly<Record<string, ParameterValue>>;
}

/** A node group. */
export interface NodeGroup {
  readonly id: string;
  /** Name of the owning account. */
  readonly account: string;
  name: string;
  joinPermissionId: string | undefined;
  readonly createMillis: number;
  locks: Lock[];
  dataDispatchEnabled: boolean;
  dataDispatchConfig: DataDispatchConfig | undefined;
}

/** A gateway in an account. */
export interface Gateway {
  /** GwEui in lowercase. */
  readonly id: string;
  /** Name of the owning account. */
  readonly account: string;
  /** Attributes, keyed by the names that parameters and replies share. */
  attributes: Readonly<Record<string, ParameterValue>>;
  enabled: boolean;
  readonly createMillis: number;
}

/** A node in a group. */
export interface Node {
  /** DevEui in lowercase. */
  readonly id: string;
  readonly groupId: string;
  /** Time at which the node was added to the group, in Unix milliseconds. */
  readonly createMillis: number;
}

/** Secrets that the vendor has issued for a node; the secrets do not depend on the node's group. */
export interface NodeTuple {
  readonly pinCode: string;
  readonly appkey: string;
}
