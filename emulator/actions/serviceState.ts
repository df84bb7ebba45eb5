import { assumptions } from "../assumptions";
import { spec } from "../parameters";
import type { ActionSpecs, Call } from "./action";

/** Features in API file B.33, except experimental features and features of a single product line. */
const features = [
  "GATEWAY_TUPLE",
  "NODE_TUPLE",
  "NODE",
  "GATEWAY",
  "LOCAL_JOIN_PERMISSION",
  "ROAMING_JOIN_PERMISSION",
  "JOIN_PERMISSION_AUTHORIZATION",
  "NOTIFICATION",
  "UNICAST",
  "MULTICAST",
  "RELAY",
  "D2D",
];

/** License fields of resources that the emulator does not support, as spelled in B.33. */
const otherLicenseFields =
  `GatewayPrePayCount GatewayProfessionalLimit GatewayProfessionalCount GatewayDingTalkLimit
  GatewayDingTalkCount GatewayTupleLimit GatewayTupleFreeLimit GatewayTupleCount GatewayTupleHybridLimit
  GatewayTupleHybridCount GatewayTupleSingleChannelLimit GatewayTupleSingleChannelCount
  GatewayTupleStandardLimit GatewayTupleStandardCount NodeTupleLimit NodeTupleFreeLimit NodeTupleCount
  NodeTupleStandardLimit NodeTupleStandardCount NodeTupleRelayLimit NodeTupleRelayCount RelayLimit RelayCount
  LocalJoinPermissionFreeLimit RoamingJoinPermissionFreeLimit GatewayFreeLimit NodeFreeLimit`.split(/\s+/);

const license = ({ state, account }: Call) => ({
  ...Object.fromEntries(otherLicenseFields.map((name) => [name, assumptions.licenseOfTheRest])),
  LocalJoinPermissionLimit: assumptions.localJoinPermissionLimit,
  LocalJoinPermissionCount: state.ownedBy(account).length,
  RoamingJoinPermissionLimit: 1,
  RoamingJoinPermissionCount: state.rentedBy(account).filter((each) => each.type === "ROAMING").length,
  GatewayLimit: assumptions.gatewayLimit,
  GatewayCount: state.gatewaysOf(account).length,
  NodeLimit: assumptions.nodeLimit,
  NodeCount: state.nodesOf(account).length,
  Oui: "",
});

/** Actions that read the service state of an account (B.33). */
export const serviceStateActions: ActionSpecs = {
  CheckUserChargeStatus: {
    parameters: {},
    run: ({ account }) => (account.arrears ? "ARREARAGE" : "NORMAL"),
  },
  CheckCloudProductOpenStatus: {
    parameters: { ServiceCode: spec.optionalString({ values: assumptions.serviceCodes }) },
    beforeActivation: true,
    run: ({ account }) => account.activated,
  },
  GetUserLicense: { parameters: {}, run: license },
  ListActivatedFeatures: {
    parameters: { Environment: spec.optionalString({ values: ["IotInstance"] }) },
    itemTags: { Data: "Feature" },
    run: ({ account }) => features.filter((each) => !account.missingFeatures.includes(each)),
  },
};
