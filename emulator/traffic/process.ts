import type { Gateway, JoinPermission, Node, NodeGroup } from "../entities";
import type { State } from "../state";
import type { ProcessEvent } from "./packet";

/**
 * The node that sends or receives a packet, the node's group, and the group's join permission. Each is `undefined` if
 * it does not exist.
 */
export interface Route {
  readonly devEui: string;
  readonly node: Node | undefined;
  readonly group: NodeGroup | undefined;
  readonly permission: JoinPermission | undefined;
}

/** Finds a node, the node's group, and the group's join permission. */
export const routeOf = (state: State, devEui: string): Route => {
  const node = state.nodes.get(devEui);
  const group = node && state.groups.get(node.groupId);
  const id = group?.joinPermissionId;
  return { devEui, node, group, permission: id === undefined ? undefined : state.permissions.get(id) };
};

/**
 * Returns whether a node can use a gateway. A LOCAL join permission is valid only for gateways of its owner. A ROAMING
 * join permission is valid for gateways of the node's account and, unless one of the accounts is isolated, of any other
 * account.
 */
const sharesNetwork = (
  state: State,
  group: NodeGroup,
  permission: JoinPermission,
  gateway: Gateway,
): boolean => {
  if (permission.type === "LOCAL") return gateway.account === permission.owner;
  const isIsolated = (account: string) => state.isolations.get(account)?.isolated === true;
  return gateway.account === group.account || !(isIsolated(gateway.account) || isIsolated(group.account));
};

/** Returns the result of processing a packet that a gateway receives from a node or sends to a node. */
export const processEventOf = (
  state: State,
  { node, group, permission }: Route,
  gateway: Gateway,
): ProcessEvent => {
  if (!gateway.enabled) return "GW_STATUS_INVALID";
  if (!node || !group) return "DEVEUI_ILLEGAL";
  if (!node.enabled) return "STATUS_INVALID";
  if (!permission?.enabled) return "JOINEUI_ILLEGAL";
  if (gateway.attributes.FreqBandPlanGroupId !== permission.freqBandPlanGroupId) return "GW_FREQ_NOT_MATCH";
  return sharesNetwork(state, group, permission, gateway) ? "SUCCESS" : "ISOLATED";
};
