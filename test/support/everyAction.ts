import type { RunningEmulator } from "../../emulator";
import { makeGateway, makeGroup, makeLease, makeLocal, makeOffer } from "./byHand";
import { gatewaySite } from "./gateways";

/** A call that succeeds in the cloud that {@link prepare} creates. */
export interface EveryCall {
  readonly action: string;
  readonly account: string;
  readonly parameters: Readonly<Record<string, unknown>>;
}

const GW = "aaaa000000000001";
const DEV = "dddd000000000001";

/** Objects of the prepared cloud. */
interface Prepared {
  readonly lease: string;
  readonly unboundLease: string;
  readonly freeLocal: string;
  readonly local: string;
  readonly orders: readonly string[];
  readonly group: string;
  readonly freeGroup: string;
  readonly boundGroup: string;
  readonly localLease: string;
  readonly notification: string;
  readonly gatewayOrder: string;
  readonly nodeOrder: string;
  readonly kpmOrder: string;
  readonly tasks: readonly number[];
  readonly packet: Readonly<Record<string, unknown>>;
}

const accept = (cloud: RunningEmulator, OrderId: string): void => {
  cloud.callAs("renter", "AcceptJoinPermissionAuthOrder", { OrderId });
};

/** Accounts of the prepared cloud; `newcomer` holds no objects. */
export const accounts = ["renter", "owner", "newcomer"].map((name) => ({ name }));

/** Creates objects of every kind, with traffic, in the accounts `renter` and `owner`. */
export const prepare = (cloud: RunningEmulator): Prepared => {
  const as = (action: string, parameters = {}) => cloud.callAs("renter", action, parameters);
  const lease = makeLease(cloud);
  const permission = { ClassMode: "A", FreqBandPlanGroupId: 101 };
  const unboundLease = cloud.callAs("owner", "ApplyRoamingJoinPermission", {
    ...permission,
    JoinPermissionName: "marsh",
  });
  const [group, freeGroup] = [makeGroup(cloud, "pumps", lease), makeGroup(cloud, "tanks")];
  const [local, leased, bound, freeLocal] = ["hill", "lake", "moor", "fell"].map((name) =>
    makeLocal(cloud, name),
  );
  const orders = ["vale", "ford", "glen"].map((name) => makeOffer(cloud, makeLocal(cloud, name)));
  accept(cloud, makeOffer(cloud, leased));
  accept(cloud, makeOffer(cloud, bound));
  const boundGroup = makeGroup(cloud, "wells", bound);
  makeGateway(cloud, { Description: "by the lift" });
  for (const number of [2, 3])
    makeGateway(cloud, { GwEui: `aaaa00000000000${number}`, PinCode: `10000${number}` });
  for (const [number, NodeGroupId] of [
    [1, group],
    [2, group],
    [3, boundGroup],
  ])
    as("AddNodeToGroup", { NodeGroupId, DevEui: `dddd00000000000${number}`, PinCode: `10000${number}` });
  as("UpdateDataDispatchConfig", {
    NodeGroupId: group,
    DataDispatchDestination: "IOT",
    ProductType: "IOT_SUITE",
    ProductName: "p",
    ProductKey: "k",
  });
  cloud.lockNodeGroup(freeGroup);
  cloud.unlockNodeGroup(freeGroup);
  cloud.transmit({ devEui: DEV, gwEuis: [GW, "aaaa000000000002"] });
  cloud.transmit({ devEui: DEV, gwEuis: [GW] });
  cloud.setGatewayOnline("aaaa000000000002", false);
  const config = { D2dAddr: "00000001", D2dKey: "0".repeat(32), Freq: 470_300_000, Datr: 5 };
  const tasks = [
    Number(as("SubmitGatewayLocalConfigAddingTask", { GwEui: GW, ...config })),
    Number(as("SubmitNodeLocalConfigAddingTask", { DevEui: DEV, ...config })),
  ];
  cloud.transmit({ devEui: DEV, gwEuis: [GW] });
  const gatewayOrder = String(as("SubmitGatewayTupleOrder", { RequiredCount: 2, TupleType: "standard" }));
  const node = { LoraVersion: "1.1", RequiredCount: 2, TupleType: "standard" };
  const nodeOrder = String(as("SubmitNodeTupleOrder", node));
  const { OrderId: kpmOrder } = as("SubmitKpmEncryptedNodeTupleOrder", node) as { OrderId: string };
  for (const order of [gatewayOrder, nodeOrder, kpmOrder]) cloud.setTupleOrderState(order, "ACCEPTED");
  const { List: notifications } = as("ListNotifications", { Offset: 0, Limit: 1 }) as {
    List: { NotificationId: string }[];
  };
  const { List: packets } = as("ListNodeGroupTransferPackets", {
    NodeGroupId: group,
    Category: "UPLINK_PACKET",
    ...ever,
    PageNumber: 1,
    PageSize: 1,
  }) as { List: Record<string, unknown>[] };
  return {
    lease,
    unboundLease: String(unboundLease),
    local: local as string,
    freeLocal: freeLocal as string,
    localLease: leased as string,
    orders,
    group,
    freeGroup,
    boundGroup,
    notification: notifications[0]?.NotificationId as string,
    gatewayOrder,
    nodeOrder,
    kpmOrder,
    tasks,
    packet: packets[0] as Record<string, unknown>,
  };
};

/** A period that covers every time in the tests. */
export const ever = { BeginMillis: 0, EndMillis: 9_999_999_999_999 };

/** Returns a call to every action, in an order in which no call prevents a later call. */
export const everyCall = (made: Prepared): EveryCall[] => {
  const page = { Offset: 0, Limit: 10 };
  const packets = { PageNumber: 1, PageSize: 10 };
  const gateway = { GwEui: GW };
  const node = { DevEui: DEV };
  const group = { NodeGroupId: made.group };
  const period = { ...ever, TimeIntervalUnit: "INTERVAL_IN_HOURS" };
  const uplinks = { ...ever, Category: "UPLINK_PACKET" };
  const { Base64EncodedMacPayload, LogMillis } = made.packet;
  const packet = { ...node, Base64EncodedMacPayload, LogMillis };
  const config = { D2dAddr: "00000002", D2dKey: "0".repeat(32), Freq: 470_300_000, Datr: 5 };
  const permission = { ClassMode: "A", FreqBandPlanGroupId: 101 };
  const bind = { NodeGroupId: made.freeGroup, JoinPermissionId: made.localLease };
  const reads: Record<string, object> = {
    GetRentedJoinPermission: { JoinPermissionId: made.lease },
    ListRentedJoinPermissions: page,
    CountRentedJoinPermissions: {},
    GetJoinPermissionAuthOrder: { OrderId: made.orders[0] },
    GetNodeGroup: group,
    ListNodeGroups: page,
    CountNodeGroups: {},
    ListFreqBandPlanGroups: {},
    GetFreqBandPlanGroup: { GroupId: 101 },
    CheckUserChargeStatus: {},
    CheckCloudProductOpenStatus: { ServiceCode: "linkwan" },
    GetUserLicense: {},
    ListActivatedFeatures: {},
    GetGateway: gateway,
    ListGateways: page,
    CountGateways: {},
    ListGatewaysGisInfo: {},
    GetGatewayStatusStat: gateway,
    GetGatewayPacketStat: { ...gateway, ...ever },
    ListActiveGateways: {},
    ListGatewayOnlineRecords: { ...gateway, OffSet: 0, Limit: 10 },
    ListGatewayTransferFlowStats: { ...gateway, ...period },
    ListGatewayTransferPackets: { ...gateway, ...uplinks, ...packets },
    GetGatewayTransferPacketsDownloadUrl: { ...gateway, ...uplinks },
    ListGatewaysPacketStat: { "GwEuiList.1": GW, ...ever },
    ListNodeGroupTransferFlowStats: { ...group, ...period },
    ListNodeGroupTransferPackets: { ...group, ...uplinks, ...packets },
    GetNodeGroupTransferPacketsDownloadUrl: { ...group, ...uplinks },
    ListNodeGroupsPacketStat: { "NodeGroupIdList.1": made.group, ...ever },
    ListNodeTransferPackets: { ...node, ...uplinks, ...packets },
    GetNodeTransferPacketsDownloadUrl: { ...node, ...uplinks },
    GetNodeTransferPacket: packet,
    ListNodeTransferPacketPaths: { ...packet, ...packets },
    ListTransferPacket: { ...ever, ...packets },
    GetNode: node,
    ListNodesByNodeGroupId: { ...group, ...page },
    CountNodesByNodeGroupId: group,
    GetNotification: { NotificationId: made.notification },
    ListNotifications: page,
    CountNotifications: {},
    GetGatewayTupleOrder: { OrderId: made.gatewayOrder },
    ListGatewayTupleOrders: page,
    CountGatewayTupleOrders: {},
    GetGatewayTuplesDownloadUrl: { OrderId: made.gatewayOrder },
    GetNodeTupleOrder: { OrderId: made.nodeOrder },
    ListNodeTupleOrders: page,
    CountNodeTupleOrders: {},
    GetNodeTuplesDownloadUrl: { OrderId: made.nodeOrder },
    DescribeRegions: {},
    GetUserNetProfileDescription: {},
    GetLocalConfigSyncTask: { TaskId: made.tasks[0] },
    ListGatewayLocalConfigs: gateway,
    GetNodeLocalConfig: node,
  };
  const renterWrites: Record<string, object> = {
    UpdateRoamingJoinPermissionEnablingState: { JoinPermissionId: made.lease, Enabled: true },
    AcceptJoinPermissionAuthOrder: { OrderId: made.orders[0] },
    RejectJoinPermissionAuthOrder: { OrderId: made.orders[1] },
    CreateNodeGroup: { NodeGroupName: "ponds" },
    UpdateNodeGroup: { NodeGroupId: made.freeGroup, NodeGroupName: "tanks_2" },
    BindJoinPermissionToNodeGroup: bind,
    UnbindJoinPermissionFromNodeGroup: bind,
    DeleteNodeGroup: { NodeGroupId: made.freeGroup },
    UpdateDataDispatchEnablingState: { ...group, DataDispatchEnabled: true },
    UpdateDataDispatchConfig: {
      ...group,
      DataDispatchDestination: "ONS",
      UplinkRegionName: "cn-shanghai",
      UplinkTopic: "t",
    },
    CreateGateway: { ...gatewaySite, GwEui: "aaaa000000000009", PinCode: "100009" },
    UpdateGateway: { ...gateway, City: "Ulm" },
    UpdateGatewayEnablingState: { ...gateway, Enabled: true },
    UpdateGatewaySshCtrl: { ...gateway, Enabled: true },
    DeleteGateway: { GwEui: "aaaa000000000003" },
    AddNodeToGroup: { ...group, DevEui: "dddd000000000009", PinCode: "100009" },
    RemoveNodeFromGroup: { ...group, DevEui: "dddd000000000009" },
    UpdateNodeEnablingState: { ...node, IsEnable: true },
    SendUnicastCommand: { ...node, FPort: 1, Content: "00ff" },
    UpdateNotificationsHandleState: {
      "NotificationId.1": made.notification,
      TargetHandleState: "HANDLED",
    },
    SubmitGatewayTupleOrder: { RequiredCount: 1, TupleType: "hybrid" },
    SubmitNodeTupleOrder: { LoraVersion: "1.0.2", RequiredCount: 1, TupleType: "relay" },
    SubmitKpmEncryptedNodeTupleOrder: { LoraVersion: "1.1", RequiredCount: 1, TupleType: "standard" },
    SubmitGatewayLocalConfigAddingTask: { ...gateway, ...config },
    SubmitGatewayLocalConfigDeletingTask: { ...gateway, D2dAddr: "00000001" },
    SubmitNodeLocalConfigAddingTask: { ...node, ...config },
    SubmitNodeLocalConfigDeletingTask: node,
    UpdateUserIsolationState: { Isolated: true },
    ReturnJoinPermission: { JoinPermissionId: made.localLease, JoinPermissionType: "LOCAL" },
  };
  const local = { JoinPermissionId: made.local };
  const ownerCalls: Record<string, object> = {
    GetOwnedJoinPermission: local,
    ListOwnedJoinPermissions: page,
    CountOwnedJoinPermissions: {},
    ListNodesByOwnedJoinPermissionId: { ...local, ...page },
    CountNodesByOwnedJoinPermissionId: local,
    CreateLocalJoinPermission: { ...permission, JoinPermissionName: "reef", UseDefaultJoinEui: true },
    CreateCustomLocalJoinPermission: {
      ...permission,
      JoinPermissionName: "cove",
      JoinEui: "1111111111111111",
    },
    UpdateOwnedLocalJoinPermission: { ...local, ClassMode: "B" },
    UpdateOwnedLocalJoinPermissionEnablingState: { ...local, Enabled: false },
    SubmitJoinPermissionAuthOrder: { ...local, RenterAliyunId: "renter" },
    CancelJoinPermissionAuthOrder: { OrderId: made.orders[2] },
    DeleteLocalJoinPermission: { JoinPermissionId: made.freeLocal },
    UpdateRoamingJoinPermission: { JoinPermissionId: made.unboundLease, RxDelay: 2 },
  };
  const newcomerCalls: Record<string, object> = {
    ApplyRoamingJoinPermission: { ...permission, JoinPermissionName: "meters" },
  };
  const calls = (account: string, byAction: Record<string, object>): EveryCall[] =>
    Object.entries(byAction).map(([action, parameters]) => ({
      action,
      account,
      parameters: parameters as EveryCall["parameters"],
    }));
  return [
    ...calls("renter", reads),
    ...calls("owner", ownerCalls),
    ...calls("newcomer", newcomerCalls),
    ...calls("renter", renterWrites),
  ];
};
