export type { FailureKind } from "./client/errorCodes";
export {
  type Explanation,
  type Failure,
  isLinkWanError,
  type LinkWanError,
  type LinkWanErrorDetails,
} from "./client/errors";
export * from "./functions/freqBandPlanGroups";
export * from "./functions/serviceStatus";
export * from "./functions/userLicense";
export type { InvokeArgs, InvokeInputs } from "./program/invoke";
export * from "./resources/gateway/class";
export * from "./resources/joinPermissionAuthOrder/class";
export * from "./resources/leasedJoinPermission/class";
export * from "./resources/node/class";
export * from "./resources/nodeGroup/class";
export * from "./resources/nodeGroupBinding/class";
export * from "./resources/ownedJoinPermission/class";
export { RoamingNetwork, type RoamingNetworkArgs } from "./resources/roamingNetwork";
