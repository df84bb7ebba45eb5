import type * as pulumi from "@pulumi/pulumi";
import type { ArgsOf, CommonArgs, OutputsOf } from "../../program/dynamic";
import { DynamicResource } from "../../program/dynamic";
import type { properties } from "./declaration";
import { nodeGroupBinding } from "./declaration";

/** Inputs of a binding. */
export interface NodeGroupBindingArgs extends ArgsOf<typeof properties>, CommonArgs {}

/** Outputs of a binding. */
export interface NodeGroupBinding extends OutputsOf<typeof properties> {}

/**
 * The binding of a node group to a rented join permission, one to one: with it, the nodes of the group can join the
 * network. An existing identical binding is adopted.
 */
export class NodeGroupBinding extends DynamicResource {
  /**
   * Declares a binding.
   *
   * @param name Name of the resource in the program.
   * @param args Inputs of the binding.
   * @param opts Options of Pulumi.
   */
  constructor(name: string, args: NodeGroupBindingArgs, opts?: pulumi.CustomResourceOptions) {
    super(nodeGroupBinding, name, args, opts);
  }
}
