import * as pulumi from "@pulumi/pulumi";
import { nodeGroupBindingProvider } from "../dynamic";
import { propertiesOf } from "./properties";

/** Inputs of a {@link NodeGroupBinding}. */
export interface NodeGroupBindingArgs {
  /**
   * Id of the node group, as decimal text. Required. Changing it replaces the binding: the old one is unbound first.
   * API: `NodeGroupId`. Errors: `NodeGroupDoesNotExist`, `NodeGroupAlreadyBoundJoinPermission`, `ResourceLocked`.
   */
  nodeGroupId: pulumi.Input<string>;

  /**
   * Id of the join permission, which the account has to rent, as decimal text. Required. Changing it replaces the binding: the
   * old one is unbound first. API: `JoinPermissionId`.
   * Errors: `JoinPermissionDoesNotExist` (not rented), `JoinPermissionAlreadyBoundNodeGroup`.
   */
  joinPermissionId: pulumi.Input<string>;

  /**
   * Which credentials to use, by name: an entry of `linkwan:profiles`, else a profile of the vendor's CLI.
   * Default: the stack's own credentials. Changed in the state only; the new profile must be of the same account.
   */
  profile?: pulumi.Input<string>;
}

const OUTPUTS = ["nodeGroupId", "joinPermissionId", "profile"];

/**
 * The binding of a node group to a rented join permission, one to one: with it the group's nodes can join the
 * network, without it they cannot. What is bound to each other already counts as bound by this resource.
 */
export class NodeGroupBinding extends pulumi.dynamic.Resource {
  /** Id of the node group. API: `NodeGroupId`. */
  declare public readonly nodeGroupId: pulumi.Output<string>;
  /** Id of the join permission. API: `JoinPermissionId`. */
  declare public readonly joinPermissionId: pulumi.Output<string>;
  /** Name of the credentials, as declared. */
  declare public readonly profile: pulumi.Output<string | undefined>;

  /**
   * Declares a binding.
   *
   * @param name Name of the resource in the program.
   * @param args What is bound.
   * @param opts Pulumi's own options.
   */
  constructor(name: string, args: NodeGroupBindingArgs, opts?: pulumi.CustomResourceOptions) {
    const props = propertiesOf(name, args, OUTPUTS);
    super(nodeGroupBindingProvider, name, props, opts, "linkwan", "NodeGroupBinding");
  }
}
