import { action, pageParameters, parameter } from "../../client/action";
import { BATCH_THRESHOLD, type Caller, type Collection } from "../../client/collection";
import {
  type Decoded,
  flag,
  list,
  nothing,
  oneOf,
  openEnum,
  optional,
  page,
  record,
  text,
  whole,
} from "../../client/decode";
import { LinkWanError } from "../../client/errors";
import { everyPage } from "../../client/pages";

/** API file B.24; the part that does not apply is empty or absent. */
export const dataDispatchConfig = optional(
  record({
    Destination: optional(oneOf("IOT", "ONS")),
    IotProduct: optional(
      record({
        ProductName: optional(text),
        ProductKey: optional(text),
        ProductType: optional(openEnum<"IOT_SUITE" | "IOT_SUITE_SENIOR">()),
        DebugSwitch: optional(flag),
      }),
    ),
    OnsTopics: optional(
      record({
        UplinkRegionName: optional(text),
        UplinkTopic: optional(text),
        DownlinkRegionName: optional(text),
        DownlinkTopic: optional(text),
      }),
    ),
  }),
);

const lock = record({
  LockId: text,
  LockType: optional(text),
  Enabled: optional(flag),
  CreateMillis: optional(whole),
});

const nodeGroup = record({
  NodeGroupId: text,
  NodeGroupName: text,
  NodesCnt: optional(whole),
  CreateMillis: optional(whole),
  JoinPermissionId: optional(text),
  JoinPermissionName: optional(text),
  JoinPermissionType: optional(text),
  JoinPermissionEnabled: optional(flag),
  JoinPermissionOwnerAliyunId: optional(text),
  JoinEui: optional(text),
  ClassMode: optional(text),
  FreqBandPlanGroupId: optional(text),
  RxDailySum: optional(whole),
  RxMonthSum: optional(whole),
  TxDailySum: optional(whole),
  TxMonthSum: optional(whole),
  DataDispatchEnabled: optional(flag),
  DataDispatchConfig: dataDispatchConfig,
  Locks: optional(list(lock, "Lock")),
});
export type NodeGroupData = Decoded<typeof nodeGroup>;

/** Fields of a listed node, without `Appkey`: it is a secret and must not leave the decoder. */
const node = record({
  DevEui: text,
  DevAddr: optional(text),
  ClassMode: optional(text),
  NodeType: optional(text),
  JoinEui: optional(text),
  MulticastGroupId: optional(text),
  AuthTypes: optional(text),
  BoundMillis: optional(whole),
  LastJoinMillis: optional(whole),
});
export type NodeData = Decoded<typeof node>;

const subject = ({ NodeGroupId }: { readonly NodeGroupId: string }) => `node group ${NodeGroupId}`;
const one = ["node-group/{NodeGroupId}"];
const all = ["node-group/*"];

/** API file B.21. */
export const CreateNodeGroup = action({
  name: "CreateNodeGroup",
  effect: "unsafe",
  parameters: { NodeGroupName: parameter.text },
  subject: ({ NodeGroupName }) => `node group ${NodeGroupName}`,
  data: text,
  ramResources: all,
  takesIotInstanceId: false,
});

/** API file B.22. */
export const UpdateNodeGroup = action({
  name: "UpdateNodeGroup",
  effect: "idempotent",
  parameters: { NodeGroupId: parameter.text, NodeGroupName: parameter.text },
  subject,
  data: nothing,
  ramResources: one,
  takesIotInstanceId: false,
});

/** API file B.23. */
export const DeleteNodeGroup = action({
  name: "DeleteNodeGroup",
  effect: "idempotent",
  parameters: { NodeGroupId: parameter.text },
  subject,
  data: nothing,
  ramResources: one,
  takesIotInstanceId: false,
});

/** API file B.24. */
export const GetNodeGroup = action({
  name: "GetNodeGroup",
  effect: "read",
  parameters: { NodeGroupId: parameter.text },
  subject,
  data: nodeGroup,
  ramResources: one,
  takesIotInstanceId: true,
});

/** API file B.25. */
export const ListNodeGroups = action({
  name: "ListNodeGroups",
  effect: "read",
  parameters: pageParameters<"CREATED_MILLIS">(),
  data: page(nodeGroup, "NodeGroup"),
  ramResources: all,
  takesIotInstanceId: true,
});

const pair = { NodeGroupId: parameter.text, JoinPermissionId: parameter.text };
const subjectOfPair = ({ JoinPermissionId }: { readonly JoinPermissionId: string }) =>
  `join permission ${JoinPermissionId}`;
const bothOfPair = ["node-group/{NodeGroupId}", "rented-join-permission/{JoinPermissionId}"];

/** API file B.27; a retry for the same pair fails, and a read of the group shows why. */
export const BindJoinPermissionToNodeGroup = action({
  name: "BindJoinPermissionToNodeGroup",
  effect: "idempotent",
  parameters: pair,
  subject: subjectOfPair,
  data: nothing,
  ramResources: bothOfPair,
  takesIotInstanceId: false,
});

/** API file B.28. */
export const UnbindJoinPermissionFromNodeGroup = action({
  name: "UnbindJoinPermissionFromNodeGroup",
  effect: "idempotent",
  parameters: pair,
  subject: subjectOfPair,
  data: nothing,
  ramResources: bothOfPair,
  takesIotInstanceId: false,
});

/** API file B.31. */
export const UpdateDataDispatchConfig = action({
  name: "UpdateDataDispatchConfig",
  effect: "idempotent",
  parameters: {
    NodeGroupId: parameter.text,
    DataDispatchDestination: parameter.text,
    ProductType: parameter.optionalText,
    ProductName: parameter.optionalText,
    ProductKey: parameter.optionalText,
    DebugSwitch: parameter.optionalFlag,
    UplinkRegionName: parameter.optionalText,
    UplinkTopic: parameter.optionalText,
  },
  subject,
  data: nothing,
  ramResources: one,
  takesIotInstanceId: false,
});

/** API file B.32. */
export const UpdateDataDispatchEnablingState = action({
  name: "UpdateDataDispatchEnablingState",
  effect: "idempotent",
  parameters: { NodeGroupId: parameter.text, DataDispatchEnabled: parameter.flag },
  subject,
  data: nothing,
  ramResources: one,
  takesIotInstanceId: false,
});

/** API file C.1. */
export const ListNodesByNodeGroupId = action({
  name: "ListNodesByNodeGroupId",
  effect: "read",
  parameters: {
    ...pageParameters<"CREATED_MILLIS">(),
    NodeGroupId: parameter.text,
    FuzzyDevEui: parameter.optionalText,
  },
  subject,
  data: page(node, "Node"),
  ramResources: ["node/*", "node-group/{NodeGroupId}"],
  takesIotInstanceId: true,
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

const listNodes = (caller: Caller, NodeGroupId: string, FuzzyDevEui: string | undefined) =>
  everyPage(
    (request) =>
      caller.call(ListNodesByNodeGroupId, {
        ...request,
        SortingField: "CREATED_MILLIS",
        NodeGroupId,
        FuzzyDevEui,
      }),
    (item) => item.DevEui.toLowerCase(),
  );

/** The nodes of a node group, by DevEUI in lower case: no action that reads one node returns its group (API file C.6). */
export const nodesOfGroup: Collection<NodeData> = {
  kind: "node",
  get: async (caller, devEui, nodeGroupId) => {
    // The documentation does not say whether the filter is case-sensitive; without it, no node is missed.
    const filtered = (await listNodes(caller, nodeGroupId, devEui)).get(devEui);
    const found = filtered ?? (await listNodes(caller, nodeGroupId, undefined)).get(devEui);
    if (found) return found;
    throw new LinkWanError({
      action: ListNodesByNodeGroupId.name,
      subject: `node ${devEui}`,
      code: "NonExistent",
      meaning: `it is not in node group ${nodeGroupId}`,
    });
  },
  list: (caller, nodeGroupId) => listNodes(caller, nodeGroupId, undefined),
  batchThreshold: 0,
};
