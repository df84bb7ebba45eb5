// The module `pulumi-linkwan/plugin`: the same resources and functions as `pulumi-linkwan`, but Pulumi's engine reaches
// the resources through the provider plugin, which `packages` in Pulumi.yaml names.

import * as dynamic from "./index";
import { pluginDoor } from "./program/dynamic";

export * from "./index";

/** A gateway, served by the provider plugin. */
export class Gateway extends dynamic.Gateway {
  static override readonly door = pluginDoor;
}
/** An order that offers a join permission, served by the provider plugin. */
export class JoinPermissionAuthOrder extends dynamic.JoinPermissionAuthOrder {
  static override readonly door = pluginDoor;
}
/** A leased join permission, served by the provider plugin. */
export class LeasedJoinPermission extends dynamic.LeasedJoinPermission {
  static override readonly door = pluginDoor;
}
/** A node in a node group, served by the provider plugin. */
export class Node extends dynamic.Node {
  static override readonly door = pluginDoor;
}
/** A node group, served by the provider plugin. */
export class NodeGroup extends dynamic.NodeGroup {
  static override readonly door = pluginDoor;
}
/** The binding of a node group to a join permission, served by the provider plugin. */
export class NodeGroupBinding extends dynamic.NodeGroupBinding {
  static override readonly door = pluginDoor;
}
/** A join permission that the account owns, served by the provider plugin. */
export class OwnedJoinPermission extends dynamic.OwnedJoinPermission {
  static override readonly door = pluginDoor;
}
/** A complete network whose child resources are served by the provider plugin. */
export class RoamingNetwork extends dynamic.RoamingNetwork {
  static override readonly parts = { LeasedJoinPermission, NodeGroup, NodeGroupBinding };
}
