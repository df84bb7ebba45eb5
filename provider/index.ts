export type { FailureKind } from "./api/errorCodes";
export { type Failure, isLinkWanError, type LinkWanError, type LinkWanErrorDetails } from "./api/errors";
export type { DataDispatch, IotDataDispatch, OnsDataDispatch } from "./dataDispatch";
export * from "./functions";
export { Gateway, type GatewayArgs } from "./resources/gateway";
export {
  JoinPermissionAuthOrder,
  type JoinPermissionAuthOrderArgs,
} from "./resources/joinPermissionAuthOrder";
export { LeasedJoinPermission, type LeasedJoinPermissionArgs } from "./resources/leasedJoinPermission";
export { LocalJoinPermission, type LocalJoinPermissionArgs } from "./resources/localJoinPermission";
export { Node, type NodeArgs } from "./resources/node";
export { NodeGroup, type NodeGroupArgs } from "./resources/nodeGroup";
export { NodeGroupBinding, type NodeGroupBindingArgs } from "./resources/nodeGroupBinding";
export { RoamingNetwork, type RoamingNetworkArgs } from "./resources/roamingNetwork";
