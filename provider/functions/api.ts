import { action, parameter } from "../client/action";
import { type Decoded, flag, list, oneOf, optional, record, text, whole } from "../client/decode";

const freqBandPlanGroup = record({
  GroupId: text,
  FrequencyRegionId: optional(text),
  FrequencyType: optional(text),
  BeginFrequency: optional(whole),
  EndFrequency: optional(whole),
});

/** API file B.29; the array is `Data` itself. */
export const ListFreqBandPlanGroups = action({
  name: "ListFreqBandPlanGroups",
  effect: "read",
  parameters: {},
  data: list(freqBandPlanGroup, "FreqBandPlanGroup"),
  ramResources: ["freq-band-plan/*"],
  takesIotInstanceId: false,
});

/** API file B.30. */
export const GetFreqBandPlanGroup = action({
  name: "GetFreqBandPlanGroup",
  effect: "read",
  parameters: { GroupId: parameter.text },
  subject: ({ GroupId }) => `frequency band plan group ${GroupId}`,
  data: freqBandPlanGroup,
  ramResources: ["freq-band-plan/{GroupId}"],
  takesIotInstanceId: false,
});

/** API file B.33. */
export const CheckUserChargeStatus = action({
  name: "CheckUserChargeStatus",
  effect: "read",
  parameters: {},
  data: oneOf("NORMAL", "ARREARAGE"),
  ramResources: undefined,
  takesIotInstanceId: false,
});

/** API file B.33. */
export const CheckCloudProductOpenStatus = action({
  name: "CheckCloudProductOpenStatus",
  effect: "read",
  parameters: { ServiceCode: parameter.literal<"linkwan">() },
  data: flag,
  ramResources: undefined,
  takesIotInstanceId: false,
});

/** API file B.33. */
export const ListActivatedFeatures = action({
  name: "ListActivatedFeatures",
  effect: "read",
  parameters: {},
  data: list(text, "Feature"),
  ramResources: ["feature/*"],
  takesIotInstanceId: false,
});

const count = optional(whole);

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
  Oui: optional(text),
});
export type UserLicense = Decoded<typeof userLicense>;

/** API file B.33. */
export const GetUserLicense = action({
  name: "GetUserLicense",
  effect: "read",
  parameters: {},
  data: userLicense,
  ramResources: ["user-license/*"],
  takesIotInstanceId: false,
});
