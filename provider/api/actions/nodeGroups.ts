import { flag, list, nothing, oneOf, optional, record, text, whole } from "../decode";
import { action, type Page } from "./action";

/** API file B.24; the part that does not apply is empty or absent. */
export const dataDispatchConfig = optional(
  record({
    Destination: optional(oneOf("IOT", "ONS")),
    IotProduct: optional(
      record({
        ProductName: optional(text),
        ProductKey: optional(text),
        ProductType: optional(text),
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

type Pair = { NodeGroupId: string; JoinPermissionId: string };

export const nodeGroupActions = {
  // B.21
  CreateNodeGroup: action<{ NodeGroupName: string }>()("unsafe", text),
  // B.22
  UpdateNodeGroup: action<{ NodeGroupId: string; NodeGroupName: string }>()("idempotent", nothing),
  // B.23
  DeleteNodeGroup: action<{ NodeGroupId: string }>()("idempotent", nothing),
  // B.24
  GetNodeGroup: action<{ NodeGroupId: string }>()("read", nodeGroup),
  // B.25
  ListNodeGroups: action<Page<"CREATED_MILLIS">>()(
    "read",
    record({ TotalCount: whole, List: list(nodeGroup, "NodeGroup") }),
  ),
  // B.27; repeated for the same pair it fails, and a look at the group tells why
  BindJoinPermissionToNodeGroup: action<Pair>()("idempotent", nothing),
  // B.28
  UnbindJoinPermissionFromNodeGroup: action<Pair>()("idempotent", nothing),
  // B.31
  UpdateDataDispatchConfig: action<{
    NodeGroupId: string;
    DataDispatchDestination: string;
    ProductType: string | undefined;
    ProductName: string | undefined;
    ProductKey: string | undefined;
    DebugSwitch: boolean | undefined;
    UplinkRegionName: string | undefined;
    UplinkTopic: string | undefined;
  }>()("idempotent", nothing),
  // B.32
  UpdateDataDispatchEnablingState: action<{ NodeGroupId: string; DataDispatchEnabled: boolean }>()(
    "idempotent",
    nothing,
  ),
};
