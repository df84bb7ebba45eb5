import type { PropertyValues } from "../../provider/engine/property";
import type { Declared } from "../support/declared";
import { site } from "../support/gateways";

const owner = { profile: "owner" };
const local = { classMode: "A", freqBandPlanGroupId: "101", ...owner };
const dataDispatch = { destination: "ONS", uplinkRegionName: "cn-shanghai", uplinkTopic: "readings" };

/** Class of each resource in the stack, keyed by resource name. */
const classes = {
  valley: "OwnedJoinPermission",
  hill: "OwnedJoinPermission",
  ridge: "OwnedJoinPermission",
  granted: "JoinPermissionAuthOrder",
  offered: "JoinPermissionAuthOrder",
  rented: "LeasedJoinPermission",
  roaming: "LeasedJoinPermission",
  pumps: "NodeGroup",
  wells: "NodeGroup",
  bound: "NodeGroupBinding",
  tower: "Gateway",
  meter: "Node",
} as const;

/** Name of a resource in the stack. */
export type Name = keyof typeof classes;

/** Class of a resource in the stack. */
export type Kind = (typeof classes)[Name];

/** Inputs of the stack's resources, keyed by resource name. */
export type Inputs = Readonly<Record<Name, PropertyValues>>;

/**
 * Stack with every kind of resource, in two accounts. The owner has three join permissions: one is rented, one is
 * offered, and one is neither rented nor offered. The renter also has an unbound ROAMING lease, because a bound lease
 * cannot be changed.
 */
export const created: Inputs = {
  valley: local,
  hill: local,
  ridge: local,
  granted: { joinPermissionId: "@valley.joinPermissionId", renterAliyunId: "renter", ...owner },
  offered: { joinPermissionId: "@hill.joinPermissionId", renterAliyunId: "renter", ...owner },
  rented: { type: "LOCAL", authOrderId: "@granted.orderId" },
  roaming: { type: "ROAMING", classMode: "A", freqBandPlanGroupId: "101" },
  pumps: { dataDispatch },
  wells: {},
  bound: { nodeGroupId: "@pumps.nodeGroupId", joinPermissionId: "@rented.joinPermissionId" },
  tower: { gwEui: "aaaa000000000001", pinCode: "100001", ...site },
  meter: { devEui: "dddd000000000001", pinCode: "100001", nodeGroupId: "@pumps.nodeGroupId" },
};

/** Returns the program with these inputs. */
export const programOf = (inputs: Inputs): Declared[] =>
  (Object.keys(classes) as Name[]).map((name) => ({
    name,
    className: classes[name],
    inputs: inputs[name],
  }));

/** Returns the URN of a resource without its prefix, which names the stack. */
export const typeAndName = (name: Name): string => `${classes[name]}::${name}`;

/** Operation that a command performs on the stack. */
export type Operation = "create" | "update" | "replace" | "delete";

/** A write that a command makes, and the change that causes it. */
export interface Write {
  readonly action: string;
  /** Number of calls to the action during the command. Default: 1. */
  readonly times?: number;
  /** Name of the changed resource. Absent if the command creates or deletes the whole stack. */
  readonly name?: Name;
  /** New inputs of the resource. If absent, the inputs do not change, and `--replace` replaces the resource. */
  readonly inputs?: PropertyValues;
}

const writesOf = (name: Name, inputs: PropertyValues | undefined, ...actions: readonly string[]): Write[] =>
  actions.map((action) => ({ action, name, inputs }));

/**
 * The writes of each operation, keyed by the kind of the resource that they create, change or delete. Orders, bindings
 * and nodes have no write that changes them.
 */
export const writes: Readonly<Record<Operation, Readonly<Partial<Record<Kind, readonly Write[]>>>>> = {
  create: {
    OwnedJoinPermission: [{ action: "CreateLocalJoinPermission", times: 3 }],
    JoinPermissionAuthOrder: [{ action: "SubmitJoinPermissionAuthOrder", times: 2 }],
    LeasedJoinPermission: [
      { action: "AcceptJoinPermissionAuthOrder" },
      { action: "ApplyRoamingJoinPermission" },
    ],
    NodeGroup: [{ action: "CreateNodeGroup", times: 2 }, { action: "UpdateDataDispatchConfig" }],
    NodeGroupBinding: [{ action: "BindJoinPermissionToNodeGroup" }],
    Gateway: [{ action: "CreateGateway" }],
    Node: [{ action: "AddNodeToGroup" }],
  },
  update: {
    OwnedJoinPermission: [
      ...writesOf("ridge", { rxDelay: 3 }, "UpdateOwnedLocalJoinPermission"),
      ...writesOf("valley", { enabled: false }, "UpdateOwnedLocalJoinPermissionEnablingState"),
    ],
    LeasedJoinPermission: [
      ...writesOf("roaming", { rxDelay: 3 }, "UpdateRoamingJoinPermission"),
      ...writesOf("roaming", { enabled: false }, "UpdateRoamingJoinPermissionEnablingState"),
    ],
    NodeGroup: [
      ...writesOf("pumps", { nodeGroupName: "renamed" }, "UpdateNodeGroup"),
      ...writesOf(
        "pumps",
        { dataDispatch: { ...dataDispatch, uplinkTopic: "changed", enabled: false } },
        "UpdateDataDispatchConfig",
        "UpdateDataDispatchEnablingState",
      ),
    ],
    Gateway: [
      ...writesOf("tower", { description: "changed" }, "UpdateGateway"),
      ...writesOf("tower", { enabled: false }, "UpdateGatewayEnablingState"),
    ],
  },
  replace: {
    OwnedJoinPermission: [
      ...writesOf("ridge", undefined, "DeleteLocalJoinPermission", "CreateLocalJoinPermission"),
      ...writesOf("valley", undefined, "DeleteLocalJoinPermission", "CreateLocalJoinPermission"),
    ],
    JoinPermissionAuthOrder: [
      ...writesOf(
        "offered",
        { renterAliyunId: "owner" },
        "CancelJoinPermissionAuthOrder",
        "SubmitJoinPermissionAuthOrder",
      ),
      ...writesOf("valley", undefined, "SubmitJoinPermissionAuthOrder"),
    ],
    LeasedJoinPermission: [
      ...writesOf("roaming", { classMode: "B" }, "ReturnJoinPermission", "ApplyRoamingJoinPermission"),
      ...writesOf("valley", undefined, "ReturnJoinPermission", "AcceptJoinPermissionAuthOrder"),
    ],
    NodeGroup: writesOf("pumps", undefined, "DeleteNodeGroup", "CreateNodeGroup"),
    NodeGroupBinding: [
      ...writesOf(
        "bound",
        { joinPermissionId: "@roaming.joinPermissionId" },
        "UnbindJoinPermissionFromNodeGroup",
        "BindJoinPermissionToNodeGroup",
      ),
      ...writesOf("pumps", undefined, "UnbindJoinPermissionFromNodeGroup", "BindJoinPermissionToNodeGroup"),
    ],
    Gateway: writesOf(
      "tower",
      { gwEui: "aaaa000000000002", pinCode: "100002" },
      "CreateGateway",
      "DeleteGateway",
    ),
    Node: [
      ...writesOf("meter", { nodeGroupId: "@wells.nodeGroupId" }, "RemoveNodeFromGroup", "AddNodeToGroup"),
      ...writesOf("pumps", undefined, "RemoveNodeFromGroup", "AddNodeToGroup"),
    ],
  },
  delete: {
    OwnedJoinPermission: [{ action: "DeleteLocalJoinPermission", times: 3 }],
    JoinPermissionAuthOrder: [{ action: "CancelJoinPermissionAuthOrder" }],
    LeasedJoinPermission: [{ action: "ReturnJoinPermission", times: 2 }],
    NodeGroup: [{ action: "DeleteNodeGroup", times: 2 }],
    NodeGroupBinding: [{ action: "UnbindJoinPermissionFromNodeGroup" }],
    Gateway: [{ action: "DeleteGateway" }],
    Node: [{ action: "RemoveNodeFromGroup" }],
  },
};
