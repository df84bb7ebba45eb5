import type { ParameterValue } from "./parameters";

/** An account of the emulated cloud. */
export interface Account {
  /** Login name; what `RenterAliyunId` takes. */
  readonly name: string;
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  /** Where set, the key is a temporary one and every request must carry this token. */
  readonly securityToken?: string;
  /** Whether Link WAN is activated. */
  readonly activated: boolean;
  /** Features the account lacks, for example `ROAMING_JOIN_PERMISSION`. */
  readonly missingFeatures: readonly string[];
  /** Actions that the account's user may not call. */
  readonly deniedActions: readonly string[];
  /** Whether the account has not paid. */
  readonly arrears: boolean;
}

export interface JoinPermission {
  readonly id: string;
  readonly type: "LOCAL" | "ROAMING";
  /** Account that owns it; the platform for ROAMING. */
  readonly owner: string;
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

export type OrderState = "APPLYING" | "ACCEPTED" | "REJECTED" | "CANCELED";

export interface Order {
  readonly id: string;
  state: OrderState;
  /** Stays readable when the permission is deleted. */
  readonly permission: JoinPermission;
  readonly owner: string;
  readonly renter: string;
  /** When each state was entered. */
  readonly millis: Partial<Record<OrderState, number>>;
}

/** Tells one party of an order about a step that the other one took. */
export interface Notification {
  readonly id: string;
  /** Account that it is for. */
  readonly account: string;
  /** The state that the order entered. */
  readonly entered: OrderState;
  readonly order: Order;
  readonly createMillis: number;
}

/** A lock of another product on a node group. */
interface Lock {
  readonly id: string;
  readonly type: string;
  readonly enabled: boolean;
  readonly createMillis: number;
}

/** Where the data of a node group goes, as reads show it; the part that does not apply is empty. */
export interface DataDispatchConfig {
  readonly Destination: "IOT" | "ONS";
  readonly IotProduct: Readonly<Record<string, ParameterValue>>;
  readonly OnsTopics: Readonly<Record<string, ParameterValue>>;
}

export interface NodeGroup {
  readonly id: string;
  readonly account: string;
  name: string;
  joinPermissionId: string | undefined;
  readonly createMillis: number;
  locks: Lock[];
  dataDispatchEnabled: boolean;
  dataDispatchConfig: DataDispatchConfig | undefined;
}

/** A gateway that is in an account. */
export interface Gateway {
  /** Its GwEui, in lower case. */
  readonly id: string;
  readonly account: string;
  /** What its account says of it, under the names that parameters and answers share. */
  attributes: Readonly<Record<string, ParameterValue>>;
  enabled: boolean;
  readonly createMillis: number;
}

/** A node that is in a group. */
export interface Node {
  /** Its DevEui, in lower case. */
  readonly id: string;
  readonly groupId: string;
  /** When it was added. */
  readonly createMillis: number;
}

/** What the vendor has issued for a node, in whatever group it is or is not. */
export interface NodeTuple {
  readonly pinCode: string;
  readonly appkey: string;
}
