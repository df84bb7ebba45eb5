import type * as pulumi from "@pulumi/pulumi";
import type { ArgsOf, CommonArgs, OutputsOf } from "../../program/dynamic";
import { LinkWanResource } from "../../program/dynamic";
import type { properties } from "./declaration";
import { nodeGroupBinding } from "./declaration";

/** Inputs of a binding. */
export interface NodeGroupBindingArgs extends ArgsOf<typeof properties>, CommonArgs {}

/** Outputs of a binding. */
export interface NodeGroupBinding extends OutputsOf<typeof properties> {}

/**
 * The one-to-one binding of a node group to a rented join permission, which lets the nodes of the group join the network.
 * An existing identical binding is adopted.
 */
export class NodeGroupBinding extends LinkWanResource {
  /**
   * Declares a binding.
   *
   * @param name Name of the resource in the program.
   * @param args Inputs of the binding.
   * @param opts Pulumi resource options.
   */
  constructor(name: string, args: NodeGroupBindingArgs, opts?: pulumi.CustomResourceOptions) {
    super(nodeGroupBinding, name, args, opts);
  }
}
