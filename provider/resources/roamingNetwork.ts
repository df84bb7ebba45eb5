import * as pulumi from "@pulumi/pulumi";
import type { DataDispatch } from "../dataDispatch";
import { LeasedJoinPermission, type LeasedJoinPermissionArgs } from "./leasedJoinPermission";
import { NodeGroup } from "./nodeGroup";
import { NodeGroupBinding } from "./nodeGroupBinding";

/** Inputs of a {@link RoamingNetwork}. */
export interface RoamingNetworkArgs
  extends Pick<
    LeasedJoinPermissionArgs,
    "joinPermissionId" | "joinPermissionName" | "rxDelay" | "dataRate" | "enabled" | "profile"
  > {
  /**
   * LoRaWAN class of the devices, `"A"`, `"B"` or `"C"`. Required. Changing it replaces the lease, and with it the
   * binding: both old ones go first. API: `ClassMode`.
   */
  classMode: NonNullable<LeasedJoinPermissionArgs["classMode"]>;
  /**
   * Id of the frequency band plan group, as decimal text: `"101"`, `"102"` (CN470) or `"201"` (AS923). Required.
   * Changing it replaces the lease, and with it the binding: both old ones go first. API: `FreqBandPlanGroupId`.
   */
  freqBandPlanGroupId: pulumi.Input<string>;
  /**
   * Id of a node group to take over, as decimal text. Another value replaces; leaving it out changes nothing. API:
   * `NodeGroupId`.
   */
  nodeGroupId?: pulumi.Input<string>;
  /** Name of the node group. Default: made of the component's name. Changed in place. API: `NodeGroupName`. */
  nodeGroupName?: pulumi.Input<string>;
  /** Where the uplink data goes. Default: nowhere. Changed in place. API: UpdateDataDispatchConfig. */
  dataDispatch?: pulumi.Input<DataDispatch>;
}

/**
 * A network to start with: the account's ROAMING join permission, a node group bound to it, and where the group's data
 * goes. {@link Node}s are put into `nodeGroupId`. Everything in it is a resource of its own, with the component as its
 * parent; transforms (`opts.transforms`) reach them all.
 *
 * It is taken down in the order that the service asks for: unbound, then the group deleted and the lease returned.
 */
export class RoamingNetwork extends pulumi.ComponentResource {
  /** The lease, `NAME`. */
  public readonly lease: LeasedJoinPermission;
  /** The node group, `NAME`. */
  public readonly nodeGroup: NodeGroup;
  /** What binds them, `NAME`. */
  public readonly binding: NodeGroupBinding;
  /** Id of the lease, decimal text. API: `JoinPermissionId`. */
  public readonly joinPermissionId: pulumi.Output<string>;
  /** JoinEUI for the devices, 16 hexadecimal digits. API: `JoinEui`. */
  public readonly joinEui: pulumi.Output<string>;
  /** Id of the node group, decimal text, for its nodes. API: `NodeGroupId`. */
  public readonly nodeGroupId: pulumi.Output<string>;

  /**
   * Declares the network and everything in it.
   *
   * @param name Name of the component in the program, and of each resource in it.
   * @param args The network.
   * @param opts Pulumi's own options.
   */
  constructor(name: string, args: RoamingNetworkArgs, opts?: pulumi.ComponentResourceOptions) {
    super("linkwan:index:RoamingNetwork", name, {}, opts);
    const { nodeGroupId: heldGroup, nodeGroupName, dataDispatch, ...leased } = args;
    const { profile } = args;
    const inside = { parent: this };
    this.lease = new LeasedJoinPermission(name, { type: "ROAMING", ...leased }, inside);
    const group = { nodeGroupId: heldGroup, nodeGroupName, dataDispatch, profile };
    this.nodeGroup = new NodeGroup(name, group, inside);
    const { joinPermissionId, joinEui } = this.lease;
    const { nodeGroupId } = this.nodeGroup;
    this.binding = new NodeGroupBinding(name, { nodeGroupId, joinPermissionId, profile }, inside);
    this.joinPermissionId = joinPermissionId;
    this.joinEui = joinEui;
    this.nodeGroupId = nodeGroupId;
    this.registerOutputs({ joinPermissionId, joinEui, nodeGroupId });
  }
}
