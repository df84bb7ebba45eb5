import type * as pulumi from "@pulumi/pulumi";
import type { ArgsOf, CommonArgs, OutputsOf } from "../../program/dynamic";
import { LinkWanResource } from "../../program/dynamic";
import type { properties } from "./declaration";
import { node } from "./declaration";

/** Inputs of a node. */
export interface NodeArgs extends ArgsOf<typeof properties>, CommonArgs {}

/** Outputs of a node. */
export interface Node extends OutputsOf<typeof properties> {}

/**
 * A device (节点) in a node group, identified by its DevEUI and PIN. Its class and JoinEUI come from the join
 * permission that the group is bound to.
 */
export class Node extends LinkWanResource {
  /**
   * Declares a node.
   *
   * @param name Name of the resource in the program.
   * @param args Inputs of the node.
   * @param opts Pulumi resource options.
   */
  constructor(name: string, args: NodeArgs, opts?: pulumi.CustomResourceOptions) {
    super(node, name, args, opts);
  }
}
