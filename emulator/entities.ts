import type { ParameterValue } from "./parameters";

/** An access key of an account. */
export interface AccessKey {
  /** AccessKey ID. */
  readonly accessKeyId: string;
  /** AccessKey secret. */
  readonly accessKeySecret: string;
  /** Token that every request must carry, if the key is temporary. */
  readonly securityToken?: string;
}

/** An account of the emulated cloud. */
export interface Account extends AccessKey {
  /** Login name; the value for `RenterAliyunId`. */
  readonly name: string;
  /** Id of 16 decimal digits, which GetCallerIdentity returns. */
  readonly accountId: string;
  /** Further keys: of RAM users and roles, or the new one during a rotation. */
  readonly otherKeys: readonly AccessKey[];
  /** Whether Link WAN is activated. */
  readonly activated: boolean;
  /** Features that the account lacks, for example `ROAMING_JOIN_PERMISSION`. */
  readonly missingFeatures: readonly string[];
  /** Actions that the account's user cannot call. */
  readonly deniedActions: readonly string[];
  /** Whether the account is in arrears. */
  readonly arrears: boolean;
}

/** A join permission. */
export interface JoinPermission {
  readonly id: string;
  readonly type: "LOCAL" | "ROAMING";
  /** Name of the owning account; the platform for ROAMING. */
  readonly owner: string;
  /** Name of the renting account. */
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
  /** The offered permission; stays readable after its deletion. */
  readonly permission: JoinPermission;
  readonly owner: string;
  readonly renter: string;
  /** Time at which each state was entered. */
  readonly millis: Partial<Record<OrderState, number>>;
}

/** A notification to one party of an order about a transition by the other party. */
export interface Notification {
  readonly id: string;
  /** Name of the notified account. */
  readonly account: string;
  /** State that the order entered. */
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

/** Data dispatch of a node group, as reads return it; the part for the other destination is empty. */
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
  /** GwEui in lower case. */
  readonly id: string;
  /** Name of the owning account. */
  readonly account: string;
  /** Attributes under the names that parameters and replies share. */
  attributes: Readonly<Record<string, ParameterValue>>;
  enabled: boolean;
  readonly createMillis: number;
}

/** A node in a group. */
export interface Node {
  /** DevEui in lower case. */
  readonly id: string;
  readonly groupId: string;
  /** Time at which the node was added. */
  readonly createMillis: number;
}

/** Secrets that the vendor has issued for a node; they do not depend on the node's group. */
export interface NodeTuple {
  readonly pinCode: string;
  readonly appkey: string;
}
