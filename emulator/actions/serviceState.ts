import { choices } from "../choices";
import { spec } from "../parameters";
import type { ActionSpecs, Call } from "./action";

/** API file B.33, without the features of laboratories and of one product line. */
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

/** What the license counts of everything that the emulator does not hold, as B.33 writes it. */
const others = `GatewayPrePayCount GatewayProfessionalLimit GatewayProfessionalCount GatewayDingTalkLimit
  GatewayDingTalkCount GatewayTupleLimit GatewayTupleFreeLimit GatewayTupleCount GatewayTupleHybridLimit
  GatewayTupleHybridCount GatewayTupleSingleChannelLimit GatewayTupleSingleChannelCount
  GatewayTupleStandardLimit GatewayTupleStandardCount NodeTupleLimit NodeTupleFreeLimit NodeTupleCount
  NodeTupleStandardLimit NodeTupleStandardCount NodeTupleRelayLimit NodeTupleRelayCount RelayLimit RelayCount
  LocalJoinPermissionFreeLimit RoamingJoinPermissionFreeLimit GatewayFreeLimit NodeFreeLimit`.split(/\s+/);

const license = ({ state, account }: Call) => ({
  ...Object.fromEntries(others.map((name) => [name, choices.licenseOfTheRest])),
  LocalJoinPermissionLimit: choices.localJoinPermissionLimit,
  LocalJoinPermissionCount: state.ownedBy(account).length,
  RoamingJoinPermissionLimit: 1,
  RoamingJoinPermissionCount: state.rentedBy(account).filter((each) => each.type === "ROAMING").length,
  GatewayLimit: choices.gatewayLimit,
  GatewayCount: state.gatewaysOf(account).length,
  NodeLimit: choices.nodeLimit,
  NodeCount: state.nodesOf(account).length,
  Oui: "",
});

/** B.33. */
export const serviceStateActions: ActionSpecs = {
  CheckUserChargeStatus: {
    parameters: {},
    run: ({ account }) => (account.arrears ? "ARREARAGE" : "NORMAL"),
  },
  CheckCloudProductOpenStatus: {
    parameters: { ServiceCode: spec.optionalText({ values: choices.serviceCodes }) },
    beforeActivation: true,
    run: ({ account }) => account.activated,
  },
  GetUserLicense: { parameters: {}, run: license },
  ListActivatedFeatures: {
    parameters: { Environment: spec.optionalText({ values: ["IotInstance"] }) },
    itemTag: choices.itemTags.feature,
    run: ({ account }) => features.filter((each) => !account.missingFeatures.includes(each)),
  },
};
