import * as pulumi from "@pulumi/pulumi";
import type { DataDispatch } from "../dataDispatch";
import { nodeGroupProvider } from "../dynamic";
import { propertiesOf } from "./properties";

/** Inputs of a {@link NodeGroup}. */
export interface NodeGroupArgs {
  /**
   * Takes over a node group that the account has already, instead of making one: its id, as decimal text. What is
   * declared and differs is changed. Default: one is made. Another value replaces; leaving it out later changes
   * nothing. API: `NodeGroupId`. Errors: `NonExistent`, `NotResourceOwner`.
   */
  nodeGroupId?: pulumi.Input<string>;

  /**
   * Name: Chinese characters, English letters, digits and underscores, 4 to 30 wide, where a Chinese character
   * counts 2; unique in the account.
   *
   * Default: the resource's name, with other characters replaced by underscores (not where one is taken over, which
   * keeps its name). Changed in place; leaving it out later keeps the name. API: `NodeGroupName`.
   * Errors: `InvalidName`, `NodeGroupNameDuplicated`, `ResourceLocked`.
   */
  nodeGroupName?: pulumi.Input<string>;

  /**
   * Where the uplink data goes (数据流转). Default: nowhere. Changed in place. API: UpdateDataDispatchConfig and
   * UpdateDataDispatchEnablingState. No action takes a dispatch away: leaving it out later changes nothing; to stop it,
   * set its `enabled` to `false`. Errors: `ResourceLocked`.
   */
  dataDispatch?: pulumi.Input<DataDispatch>;

  /**
   * Which credentials to use, by name: an entry of `linkwan:profiles`, else a profile of the vendor's CLI.
   * Default: the stack's own credentials. Changed in the state only; the new profile must be of the same account.
   */
  profile?: pulumi.Input<string>;
}

const OUTPUTS = ["nodeGroupId", "nodeGroupName", "dataDispatch", "profile"];

/**
 * A group of nodes (节点分组) with one join permission, to which a {@link NodeGroupBinding} binds it, and one outlet for
 * their data. While another product has locked it, nothing about it can change: the error names the lock.
 */
export class NodeGroup extends pulumi.dynamic.Resource {
  /** Id, decimal text; also the resource's `id`. API: `NodeGroupId`. */
  declare public readonly nodeGroupId: pulumi.Output<string>;
  /** Name. API: `NodeGroupName`. */
  declare public readonly nodeGroupName: pulumi.Output<string>;
  /** Where the uplink data goes, where that was ever configured. API: `DataDispatchConfig`, `DataDispatchEnabled`. */
  declare public readonly dataDispatch: pulumi.Output<pulumi.Unwrap<DataDispatch> | undefined>;
  /** Name of the credentials, as declared. */
  declare public readonly profile: pulumi.Output<string | undefined>;

  /**
   * Declares a node group.
   *
   * @param name Name of the resource in the program; the group is named after it unless `nodeGroupName` is set.
   * @param args What is made.
   * @param opts Pulumi's own options.
   */
  constructor(name: string, args: NodeGroupArgs = {}, opts?: pulumi.CustomResourceOptions) {
    const props = propertiesOf(name, args, OUTPUTS);
    super(nodeGroupProvider, name, props, opts, "linkwan", "NodeGroup");
    // During the preview of a change Pulumi knows the id only, and what depends on an unknown id looks replaced.
    this.nodeGroupId = this.id;
  }
}
