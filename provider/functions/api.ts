import { action, parameter } from "../client/action";
import { boolean, type Decoded, integer, list, oneOf, optional, record, string } from "../client/decode";

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
