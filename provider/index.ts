// Layout of the code, from a program down to the API. CONTRIBUTING.md describes every folder.
// - resources/NAME/class.ts: class that a program instantiates; program/dynamic.ts puts a shim into the state
// - dynamicProvider.ts: provider that the shim loads in Pulumi's provider process
// - engine/lifecycle.ts: check, diff, create, read, update and delete, the same for every resource
// - resources/NAME/declaration.ts: properties, calls and recovery of one resource, for example `delete` of a lease
// - client/operation.ts: calls with quota, retries and a deadline

export type { FailureKind } from "./client/errorCodes";
export {
  type Explanation,
  type Failure,
  isLinkWanError,
  type LinkWanError,
  type LinkWanErrorDetails,
} from "./client/errors";
export * from "./functions";
export type { InvokeArgs, InvokeInputs } from "./invoke/accountFunction";
export * from "./resources/gateway/class";
export * from "./resources/joinPermissionAuthOrder/class";
export * from "./resources/leasedJoinPermission/class";
export * from "./resources/node/class";
export * from "./resources/nodeGroup/class";
export * from "./resources/nodeGroupBinding/class";
export * from "./resources/ownedJoinPermission/class";
export { RoamingNetwork, type RoamingNetworkArgs } from "./resources/roamingNetwork";
