import type { ParameterValue } from "./parameters";
import type { Downlink } from "./traffic/transmission";

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
  /** Login name: the value of `RenterAliyunId` in an order. */
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
  /** Name of the owning account; for a ROAMING permission, the name of the platform. */
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
  /** The offered permission. Remains readable after the permission is deleted. */
  readonly permission: JoinPermission;
  readonly owner: string;
  readonly renter: string;
  /** Time at which the order entered each state, in Unix milliseconds. */
  readonly millis: Partial<Record<OrderState, number>>;
}

/** Subject of a notification. */
export type NotificationSubject =
  /** An order transition by one party. The notification goes to the other party. */
  | { readonly category: "JOIN_PERMISSION_AUTH"; readonly entered: OrderState; readonly order: Order }
  /** A gateway that went offline. */
  | { readonly category: "GATEWAY_OFFLINE"; readonly gwEui: string }
  /** A gateway with too much traffic. */
  | { readonly category: "GATEWAY_DATAFLOW_LIMIT"; readonly gwEui: string; readonly alarmDetail: string };

/** A notification. */
export interface Notification {
  readonly id: string;
  /** Name of the notified account. */
  readonly account: string;
  readonly subject: NotificationSubject;
  readonly createMillis: number;
  /** Time at which the account handled the notification; `undefined` if the notification is unhandled. */
  handledMillis: number | undefined;
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
  /** Whether the account can reach the gateway with SSH. */
  sshEnabled: boolean;
  readonly createMillis: number;
  /** Changes of the online state, oldest first. A gateway is offline until the first change. */
  readonly onlineRecords: { readonly onlineState: "ONLINE" | "OFFLINE"; readonly millis: number }[];
  /** The most recent time window with packets, and the number of packets in that window. */
  dataflow: { readonly window: number; readonly count: number };
}

/** State that the network keeps for a node that has joined. */
interface NodeSession {
  readonly devAddr: string;
  readonly joinMillis: number;
  /** Gateway through which the network responds. */
  gwEui: string;
  /** Frame counters of the next uplink and the next downlink. */
  fcntUp: number;
  fcntDown: number;
}

/** A node in a group. */
export interface Node {
  /** DevEui in lowercase. */
  readonly id: string;
  readonly groupId: string;
  /** Time at which the node was added to the group, in Unix milliseconds. */
  readonly createMillis: number;
  enabled: boolean;
  /** Session with the network; `undefined` until the node joins. */
  session: NodeSession | undefined;
  /** Data that waits for the node's next uplink. */
  queue: Downlink[];
}

/** Secrets that the vendor has issued for a node; the secrets do not depend on the node's group. */
export interface NodeTuple {
  readonly pinCode: string;
  readonly appkey: string;
}

/** State of a gateway or node tuple order (API file C.4). */
export type TupleOrderState =
  | "APPLYING"
  | "REJECTED"
  | "ACCEPTING"
  | "ACCEPTED"
  | "ACCEPTING_FAILED"
  | "REVOKING"
  | "REVOKED"
  | "REVOKING_FAILED";

/** A tuple order. A tuple is the identity of a gateway or node. */
export interface TupleOrder {
  readonly id: string;
  readonly device: "GATEWAY" | "NODE";
  readonly account: string;
  readonly tupleType: string;
  readonly requiredCount: number;
  /** LoRaWAN version of the nodes; `undefined` for gateways. */
  readonly loraVersion: string | undefined;
  /** Whether a key management system placed the order. Such a system receives encrypted keys. */
  readonly isKpm: boolean;
  state: TupleOrderState;
  readonly createMillis: number;
  acceptedMillis: number | undefined;
  /** EUIs of the issued tuples. */
  euis: readonly string[];
}

/** Configuration of a gateway or node for direct communication between devices (D2D). */
export interface LocalConfig {
  readonly devType: "GATEWAY" | "NODE";
  /** EUI of the device, in lowercase. */
  readonly eui: string;
  readonly d2dAddr: string;
  readonly d2dKey: string | undefined;
  readonly freq: number | undefined;
  readonly datr: number | undefined;
}

/** A configuration that a device has applied. */
export interface AppliedLocalConfig extends LocalConfig {
  readonly taskId: number;
  readonly createMillis: number;
  readonly modifiedMillis: number;
}

/** A task that adds a configuration to a device or removes a configuration from a device. */
export interface LocalConfigTask extends LocalConfig {
  readonly id: number;
  readonly account: string;
  readonly taskType: "ADD" | "DELETE";
  readonly createMillis: number;
  /** Number of uplinks that the node had sent when the task was submitted; 0 for a gateway. */
  readonly uplinksBefore: number;
  /** Time at which the device applied the change; `undefined` while the task waits for the device. */
  processingMillis: number | undefined;
}
