import { action, pageParameters, parameter } from "../../client/action";
import { BATCH_THRESHOLD, type Collection } from "../../client/collection";
import {
  boolean,
  type Decoded,
  id,
  integer,
  list,
  nothing,
  oneOf,
  openEnum,
  optional,
  page,
  record,
  string,
} from "../../client/decode";
import { everyPage } from "../../client/pages";

/** API file B.24. The object for the other destination is empty or absent. */
export const dataDispatchConfig = optional(
  record({
    Destination: optional(oneOf("IOT", "ONS")),
    IotProduct: optional(
      record({
        ProductName: optional(string),
        ProductKey: optional(string),
        ProductType: optional(openEnum<"IOT_SUITE" | "IOT_SUITE_SENIOR">()),
        DebugSwitch: optional(boolean),
      }),
    ),
    OnsTopics: optional(
      record({
        UplinkRegionName: optional(string),
        UplinkTopic: optional(string),
        DownlinkRegionName: optional(string),
        DownlinkTopic: optional(string),
      }),
    ),
  }),
);

const lock = record({
  LockId: id,
  LockType: optional(string),
  Enabled: optional(boolean),
  CreateMillis: optional(integer),
});

const nodeGroup = record({
  NodeGroupId: id,
  NodeGroupName: string,
  NodesCnt: optional(integer),
  CreateMillis: optional(integer),
  JoinPermissionId: optional(id),
  JoinPermissionName: optional(string),
  JoinPermissionType: optional(string),
  JoinPermissionEnabled: optional(boolean),
  JoinPermissionOwnerAliyunId: optional(string),
  JoinEui: optional(id),
  ClassMode: optional(string),
  FreqBandPlanGroupId: optional(id),
  RxDailySum: optional(integer),
  RxMonthSum: optional(integer),
  TxDailySum: optional(integer),
  TxMonthSum: optional(integer),
  DataDispatchEnabled: optional(boolean),
  DataDispatchConfig: dataDispatchConfig,
  Locks: optional(list(lock, "Lock")),
});
export type NodeGroupData = Decoded<typeof nodeGroup>;

const subject = ({ NodeGroupId }: { readonly NodeGroupId: string }) => `node group ${NodeGroupId}`;
const one = ["node-group/{NodeGroupId}"];
const all = ["node-group/*"];

/** API file B.21. */
export const CreateNodeGroup = action({
  name: "CreateNodeGroup",
  effect: "unsafe",
  parameters: { NodeGroupName: parameter.string },
  subject: ({ NodeGroupName }) => `node group ${NodeGroupName}`,
  decoder: id,
  ramResources: all,
  takesIotInstanceId: false,
});

/** API file B.22. */
export const UpdateNodeGroup = action({
  name: "UpdateNodeGroup",
  effect: "idempotent",
  parameters: { NodeGroupId: parameter.string, NodeGroupName: parameter.string },
  subject,
  decoder: nothing,
  ramResources: one,
  takesIotInstanceId: false,
});

/** API file B.23. */
export const DeleteNodeGroup = action({
  name: "DeleteNodeGroup",
  effect: "idempotent",
  parameters: { NodeGroupId: parameter.string },
  subject,
  decoder: nothing,
  ramResources: one,
  takesIotInstanceId: false,
});

/** API file B.24. */
export const GetNodeGroup = action({
  name: "GetNodeGroup",
  effect: "read",
  parameters: { NodeGroupId: parameter.string },
  subject,
  decoder: nodeGroup,
  ramResources: one,
  takesIotInstanceId: true,
});

/** API file B.25. */
export const ListNodeGroups = action({
  name: "ListNodeGroups",
  effect: "read",
  parameters: pageParameters<"CREATED_MILLIS">(),
  decoder: page(nodeGroup, "NodeGroup"),
  ramResources: all,
  takesIotInstanceId: true,
});

/** API file B.31. */
export const UpdateDataDispatchConfig = action({
  name: "UpdateDataDispatchConfig",
  effect: "idempotent",
  parameters: {
    NodeGroupId: parameter.string,
    DataDispatchDestination: parameter.string,
    ProductType: parameter.optionalString,
    ProductName: parameter.optionalString,
    ProductKey: parameter.optionalString,
    DebugSwitch: parameter.optionalBoolean,
    UplinkRegionName: parameter.optionalString,
    UplinkTopic: parameter.optionalString,
  },
  subject,
  decoder: nothing,
  ramResources: one,
  takesIotInstanceId: false,
});

/** API file B.32. */
export const UpdateDataDispatchEnablingState = action({
  name: "UpdateDataDispatchEnablingState",
  effect: "idempotent",
  parameters: { NodeGroupId: parameter.string, DataDispatchEnabled: parameter.boolean },
  subject,
  decoder: nothing,
  ramResources: one,
  takesIotInstanceId: false,
});

/** The node groups of an account. */
export const nodeGroups: Collection<NodeGroupData> = {
  kind: "node group",
  get: (caller, NodeGroupId) => caller.call(GetNodeGroup, { NodeGroupId }),
  list: (caller) =>
    everyPage(
      (request) => caller.call(ListNodeGroups, { ...request, SortingField: "CREATED_MILLIS" }),
      (item) => item.NodeGroupId,
    ),
  batchThreshold: BATCH_THRESHOLD,
};
