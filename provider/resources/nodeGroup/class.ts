import type * as pulumi from "@pulumi/pulumi";
import type { ArgsOf, CommonArgs, OutputsOf } from "../../program/dynamic";
import { LinkWanResource } from "../../program/dynamic";
import type { properties } from "./declaration";
import { nodeGroup } from "./declaration";

export type { DataDispatch, IotDataDispatch, OnsDataDispatch, PlainDataDispatch } from "./dataDispatch";
/** Inputs of a node group. */
export interface NodeGroupArgs extends ArgsOf<typeof properties>, CommonArgs {}

/** Outputs of a node group. */
export interface NodeGroup extends OutputsOf<typeof properties> {}

/**
 * A group of nodes (节点分组) with one join permission, bound by a {@link NodeGroupBinding}, and one destination for their
 * data. While another product locks the group, the group cannot be changed, and the error names the lock.
 */
export class NodeGroup extends LinkWanResource {
  /**
   * Declares a node group.
   *
   * @param name Name of the resource in the program; the group is named after it unless `nodeGroupName` is set.
   * @param args Inputs of the node group.
   * @param opts Pulumi resource options.
   */
  constructor(name: string, args: NodeGroupArgs = {}, opts?: pulumi.CustomResourceOptions) {
    super(nodeGroup, name, args, opts);
  }
}
