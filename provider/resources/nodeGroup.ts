import * as pulumi from "@pulumi/pulumi";
import { nodeGroupProvider } from "../dynamic";
import { propertiesOf } from "./properties";

/** Uplink data goes to a product of the vendor's IoT Platform. */
export interface IotDataDispatch {
  /** That it goes there. API: `DataDispatchDestination`. */
  destination: pulumi.Input<"IOT">;
  /** Edition of the product: `"IOT_SUITE"` (basic) or `"IOT_SUITE_SENIOR"` (advanced). API: `ProductType`. */
  productType: pulumi.Input<"IOT_SUITE" | "IOT_SUITE_SENIOR">;
  /** Name of the product. API: `ProductName`. */
  productName: pulumi.Input<string>;
  /** Key of the product; an identifier, not a secret. API: `ProductKey`. */
  productKey: pulumi.Input<string>;
  /** Whether the product's debugging is on. Default: as the service has it. API: `DebugSwitch`. */
  debugSwitch?: pulumi.Input<boolean>;
  /** Whether data flows. Default `true`. API: `DataDispatchEnabled` of UpdateDataDispatchEnablingState. */
  enabled?: pulumi.Input<boolean>;
}

/** Uplink data goes to a topic of the vendor's message queue. */
export interface OnsDataDispatch {
  /** That it goes there. API: `DataDispatchDestination`, which some of the vendor's pages call `MQ`. */
  destination: pulumi.Input<"ONS">;
  /** Region of the topic, for example `"cn-shanghai"`. API: `UplinkRegionName`. */
  uplinkRegionName: pulumi.Input<string>;
  /** Name of the topic. API: `UplinkTopic`. */
  uplinkTopic: pulumi.Input<string>;
  /** Whether data flows. Default `true`. API: `DataDispatchEnabled` of UpdateDataDispatchEnablingState. */
  enabled?: pulumi.Input<boolean>;
}

/** Where the uplink data of a {@link NodeGroup} goes. */
export type DataDispatch = IotDataDispatch | OnsDataDispatch;

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
  }
}
