import type { Action } from "./action";
import { deviceActions } from "./devices";
import { ownedActions, rentedActions } from "./joinPermissions";
import { nodeGroupActions } from "./nodeGroups";
import { orderActions } from "./orders";
import { serviceStateActions } from "./serviceState";

export type { Effect, Parameter } from "./action";
export type { JoinPermissionType } from "./joinPermissions";

/** The calls of Link WAN 2019-03-01 that this package makes; the section of the API file stands at each. */
export const actions = {
  ...rentedActions,
  ...ownedActions,
  ...orderActions,
  ...nodeGroupActions,
  ...deviceActions,
  ...serviceStateActions,
};

type Actions = typeof actions;
export type ActionName = keyof Actions;
export type ParametersOf<A extends ActionName> = Actions[A] extends Action<infer P, unknown> ? P : never;
export type ResultOf<A extends ActionName> = Actions[A] extends Action<infer _P, infer R> ? R : never;

export type RentedJoinPermission = ResultOf<"GetRentedJoinPermission">;
export type OwnedJoinPermission = ResultOf<"GetOwnedJoinPermission">;
export type JoinPermissionAuthOrder = ResultOf<"GetJoinPermissionAuthOrder">;
export type NodeGroup = ResultOf<"GetNodeGroup">;
export type Gateway = ResultOf<"GetGateway">;
export type ListedNode = ResultOf<"ListNodesByNodeGroupId">["List"][number];
