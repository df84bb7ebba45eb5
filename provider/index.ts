// How the code is laid out, from here down. CONTRIBUTING.md describes each folder.
// - resources/NAME/class.ts: the class that a program creates; it puts the shim of program/dynamic.ts into the state
// - dynamicProvider.ts: the provider that the shim loads in Pulumi's provider process; calls engine/lifecycle.ts
// - engine/: check, diff, create, read, update and delete of any declaration; it knows no resource
// - resources/NAME/declaration.ts: properties, calls and recovery of one resource, such as the `delete` of a lease
// - client/: signed calls with retries and quota

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
