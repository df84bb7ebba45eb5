import { flag, list, oneOf, optional, record, text, whole } from "../decode";
import { action } from "./action";

const freqBandPlanGroup = record({
  GroupId: text,
  FrequencyRegionId: optional(text),
  FrequencyType: optional(text),
  BeginFrequency: optional(whole),
  EndFrequency: optional(whole),
});

/** API file B.33. */
const LICENSE_COUNTERS = [
  "LocalJoinPermissionLimit",
  "LocalJoinPermissionFreeLimit",
  "LocalJoinPermissionCount",
  "RoamingJoinPermissionLimit",
  "RoamingJoinPermissionFreeLimit",
  "RoamingJoinPermissionCount",
  "GatewayLimit",
  "GatewayFreeLimit",
  "GatewayCount",
  "GatewayPrePayCount",
  "GatewayProfessionalLimit",
  "GatewayProfessionalCount",
  "GatewayDingTalkLimit",
  "GatewayDingTalkCount",
  "GatewayTupleLimit",
  "GatewayTupleFreeLimit",
  "GatewayTupleCount",
  "GatewayTupleHybridLimit",
  "GatewayTupleHybridCount",
  "GatewayTupleSingleChannelLimit",
  "GatewayTupleSingleChannelCount",
  "GatewayTupleStandardLimit",
  "GatewayTupleStandardCount",
  "NodeLimit",
  "NodeFreeLimit",
  "NodeCount",
  "NodeTupleLimit",
  "NodeTupleFreeLimit",
  "NodeTupleCount",
  "NodeTupleStandardLimit",
  "NodeTupleStandardCount",
  "NodeTupleRelayLimit",
  "NodeTupleRelayCount",
  "RelayLimit",
  "RelayCount",
] as const;
const count = optional(whole);
const counters = Object.fromEntries(LICENSE_COUNTERS.map((name) => [name, count])) as Record<
  (typeof LICENSE_COUNTERS)[number],
  typeof count
>;

export const serviceStateActions = {
  // B.29; the array stands under Data itself
  ListFreqBandPlanGroups: action<Record<never, never>>()(
    "read",
    list(freqBandPlanGroup, "FreqBandPlanGroup"),
  ),
  // B.30
  GetFreqBandPlanGroup: action<{ GroupId: string }>()("read", freqBandPlanGroup),
  // B.33
  CheckUserChargeStatus: action<Record<never, never>>()("read", oneOf("NORMAL", "ARREARAGE")),
  CheckCloudProductOpenStatus: action<{ ServiceCode: "linkwan" }>()("read", flag),
  GetUserLicense: action<Record<never, never>>()("read", record({ ...counters, Oui: optional(text) })),
  ListActivatedFeatures: action<Record<never, never>>()("read", list(text, "Feature")),
};
