import * as pulumi from "@pulumi/pulumi";
import { LeasedJoinPermission, type LeasedJoinPermissionArgs } from "./leasedJoinPermission/class";
import { NodeGroup, type NodeGroupArgs } from "./nodeGroup/class";
import { NodeGroupBinding } from "./nodeGroupBinding/class";
import { type boundIds, inputsOfParts, type networkOutputs } from "./roamingNetworkParts";

/** Inputs of a {@link RoamingNetwork}. */
export interface RoamingNetworkArgs
  extends Pick<
      LeasedJoinPermissionArgs,
      "joinPermissionId" | "joinPermissionName" | "rxDelay" | "dataRate" | "enabled" | "profile"
    >,
    Pick<NodeGroupArgs, "nodeGroupId" | "nodeGroupName" | "dataDispatch"> {
  /**
   * LoRaWAN class of the devices: `"A"`, `"B"` or `"C"`. Required. Changing it deletes the binding and the lease
   * first, then replaces them. API: `ClassMode`.
   */
  classMode: NonNullable<LeasedJoinPermissionArgs["classMode"]>;
  /**
   * Id of the frequency band plan group: `"101"`, `"102"` (CN470) or `"201"` (AS923). Required. Changing it deletes
   * the binding and the lease first, then replaces them. API: `FreqBandPlanGroupId`.
   */
  freqBandPlanGroupId: pulumi.Input<string>;
}

/**
 * A complete network: the account's ROAMING join permission, a node group bound to it, and the destination of the data.
 * Add {@link Node} resources to the group `nodeGroupId`. Each child is a separate resource with the component as its
 * parent; transforms (`opts.transforms`) apply to every child.
 *
 * The children are deleted in the order that the service requires: the binding, then the group and the lease.
 */
export class RoamingNetwork extends pulumi.ComponentResource {
  /**
   * @internal Classes of the child resources. `pulumi-linkwan/plugin` replaces them with classes that use the plugin.
   */
  static readonly parts = { LeasedJoinPermission, NodeGroup, NodeGroupBinding };

  /** The lease. Its resource name is the name of the component. */
  public readonly lease: LeasedJoinPermission;
  /** The node group. Its resource name is the name of the component. */
  public readonly nodeGroup: NodeGroup;
  /** The binding of the node group to the lease. Its resource name is the name of the component. */
  public readonly binding: NodeGroupBinding;
  /** Id of the lease, a decimal string. API: `JoinPermissionId`. */
  public readonly joinPermissionId: pulumi.Output<string>;
  /** JoinEUI of the devices, 16 hexadecimal digits. API: `JoinEui`. */
  public readonly joinEui: pulumi.Output<string>;
  /** Id of the node group to add nodes to, a decimal string. API: `NodeGroupId`. */
  public readonly nodeGroupId: pulumi.Output<string>;

  /**
   * Declares the network and its child resources.
   *
   * @param name Name of the component in the program, and of each of its child resources.
   * @param args Inputs of the network.
   * @param opts Pulumi resource options.
   */
  constructor(name: string, args: RoamingNetworkArgs, opts?: pulumi.ComponentResourceOptions) {
    super("linkwan:index:RoamingNetwork", name, {}, opts);
    const inputs = inputsOfParts(args);
    const inside = { parent: this };
    const { parts } = new.target;
    this.lease = new parts.LeasedJoinPermission(name, inputs.lease, inside);
    this.nodeGroup = new parts.NodeGroup(name, inputs.nodeGroup, inside);
    const { joinPermissionId, joinEui } = this.lease;
    const { nodeGroupId } = this.nodeGroup;
    const ids = { nodeGroupId, joinPermissionId } satisfies Record<keyof typeof boundIds, unknown>;
    this.binding = new parts.NodeGroupBinding(name, { ...inputs.binding, ...ids }, inside);
    this.joinPermissionId = joinPermissionId;
    this.joinEui = joinEui;
    this.nodeGroupId = nodeGroupId;
    const outputs = { ...ids, joinEui } satisfies Record<keyof typeof networkOutputs, unknown>;
    this.registerOutputs(outputs);
  }
}
