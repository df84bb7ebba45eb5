import { action, pageParameters, parameter } from "../client/action";
import {
  boolean,
  type Decoded,
  decimal,
  id,
  integer,
  list,
  oneOf,
  optional,
  page,
  record,
  string,
} from "../client/decode";

/** API file B.33. */
export const CheckUserChargeStatus = action({
  name: "CheckUserChargeStatus",
  effect: "read",
  parameters: {},
  decoder: oneOf("NORMAL", "ARREARAGE"),
  ramResources: undefined,
  takesIotInstanceId: false,
});

/** API file B.33. */
export const CheckCloudProductOpenStatus = action({
  name: "CheckCloudProductOpenStatus",
  effect: "read",
  parameters: { ServiceCode: parameter.literal<"linkwan">() },
  decoder: boolean,
  ramResources: undefined,
  takesIotInstanceId: false,
});

/** API file B.33. */
export const ListActivatedFeatures = action({
  name: "ListActivatedFeatures",
  effect: "read",
  parameters: {},
  decoder: list(string, "Feature"),
  ramResources: ["feature/*"],
  takesIotInstanceId: false,
});

const count = optional(integer);

const userLicense = record({
  LocalJoinPermissionLimit: count,
  LocalJoinPermissionFreeLimit: count,
  LocalJoinPermissionCount: count,
  RoamingJoinPermissionLimit: count,
  RoamingJoinPermissionFreeLimit: count,
  RoamingJoinPermissionCount: count,
  GatewayLimit: count,
  GatewayFreeLimit: count,
  GatewayCount: count,
  GatewayPrePayCount: count,
  GatewayProfessionalLimit: count,
  GatewayProfessionalCount: count,
  GatewayDingTalkLimit: count,
  GatewayDingTalkCount: count,
  GatewayTupleLimit: count,
  GatewayTupleFreeLimit: count,
  GatewayTupleCount: count,
  GatewayTupleHybridLimit: count,
  GatewayTupleHybridCount: count,
  GatewayTupleSingleChannelLimit: count,
  GatewayTupleSingleChannelCount: count,
  GatewayTupleStandardLimit: count,
  GatewayTupleStandardCount: count,
  NodeLimit: count,
  NodeFreeLimit: count,
  NodeCount: count,
  NodeTupleLimit: count,
  NodeTupleFreeLimit: count,
  NodeTupleCount: count,
  NodeTupleStandardLimit: count,
  NodeTupleStandardCount: count,
  NodeTupleRelayLimit: count,
  NodeTupleRelayCount: count,
  RelayLimit: count,
  RelayCount: count,
  Oui: optional(string),
});
export type UserLicense = Decoded<typeof userLicense>;

/** API file B.33. */
export const GetUserLicense = action({
  name: "GetUserLicense",
  effect: "read",
  parameters: {},
  decoder: userLicense,
  ramResources: ["user-license/*"],
  takesIotInstanceId: false,
});

/** `diagram` is the RAM resource of all reports (API file C.5). */
const gatewayReport = ["diagram", "gateway/{GwEui}"];

const period = {
  BeginMillis: parameter.number,
  EndMillis: parameter.number,
  TimeIntervalUnit: parameter.literal<"INTERVAL_IN_HOURS" | "INTERVAL_IN_DAYS">(),
};

/** The API sends `StatMillis` as a string for a gateway, and as a number for a node group. */
const flowStats = list(
  record({ StatMillis: integer, UplinkCount: integer, DownlinkCount: integer }),
  "FlowStat",
);

const gatewaySubject = ({ GwEui }: { readonly GwEui: string }) => `gateway ${GwEui}`;

/** API file C.1. */
export const GetGatewayStatusStat = action({
  name: "GetGatewayStatusStat",
  effect: "read",
  parameters: { GwEui: parameter.string },
  subject: gatewaySubject,
  decoder: record({
    GwEui: id,
    OnlineState: optional(string),
    OnlineHour: optional(integer),
    TxCount: optional(integer),
    RxCount: optional(integer),
    CpuRadio: optional(decimal),
    MemoryRadio: optional(decimal),
  }),
  ramResources: gatewayReport,
  takesIotInstanceId: true,
});

/** API file C.1. */
export const ListGatewayTransferFlowStats = action({
  name: "ListGatewayTransferFlowStats",
  effect: "read",
  parameters: { GwEui: parameter.string, ...period },
  subject: gatewaySubject,
  decoder: flowStats,
  ramResources: gatewayReport,
  takesIotInstanceId: true,
});

/** API file C.1. */
export const ListNodeGroupTransferFlowStats = action({
  name: "ListNodeGroupTransferFlowStats",
  effect: "read",
  parameters: { NodeGroupId: parameter.string, ...period },
  subject: ({ NodeGroupId }) => `node group ${NodeGroupId}`,
  decoder: flowStats,
  ramResources: ["diagram", "node-group/{NodeGroupId}"],
  takesIotInstanceId: true,
});

/** API file C.4. The service returns some fields only for nodes. */
const tupleOrder = record({
  OrderId: id,
  OrderState: string,
  TupleType: optional(string),
  RequiredCount: optional(integer),
  CreatedMillis: optional(integer),
  AcceptedMillis: optional(integer),
  LoraVersion: optional(string),
  IsKpm: optional(boolean),
  SuccessCount: optional(integer),
  FailedCount: optional(integer),
});

/** API file C.1. */
export const ListGatewayTupleOrders = action({
  name: "ListGatewayTupleOrders",
  effect: "read",
  parameters: pageParameters<"CREATED_MILLIS">(),
  decoder: page(tupleOrder, "GatewayTupleOrder"),
  ramResources: ["gateway-tuple-order/*"],
  takesIotInstanceId: false,
});

/** API file C.1. */
export const ListNodeTupleOrders = action({
  name: "ListNodeTupleOrders",
  effect: "read",
  parameters: pageParameters<"CREATED_MILLIS">(),
  decoder: page(tupleOrder, "Order"),
  ramResources: ["node-tuple-order/*"],
  takesIotInstanceId: false,
});
