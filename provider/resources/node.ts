import * as pulumi from "@pulumi/pulumi";
import { nodeProvider } from "../dynamic";
import { propertiesOf } from "./properties";
import { secretPinCode } from "./secrets";

/** Inputs of a {@link Node}. */
export interface NodeArgs {
  /**
   * DevEUI of the device's label, 16 hexadecimal digits; kept in lower case. Required. Changing it replaces the node.
   * API: `DevEui`. Errors: `NodeDoesNotExist`, `DevEuiDuplicated` (in the group already: leave out `pinCode` to take it
   * over), `NodeAlreadyAdded` (in another group).
   */
  devEui: pulumi.Input<string>;

  /**
   * Id of the node group that it is in, as decimal text. Required. Changing it moves the node: it leaves the old group first.
   * API: `NodeGroupId`. Errors: `NodeGroupDoesNotExist`, `ResourceLocked`, `ExceedNodeLimit`.
   */
  nodeGroupId: pulumi.Input<string>;

  /**
   * PIN of the device's label, 6 digits: a secret, encrypted in the state. Adding the node needs it, and nothing else:
   * no read gives it back. Changed in the state only.
   *
   * Left out, a node that is in the group already is taken over. API: `PinCode`.
   * Errors: `InvalidPinCode`, `TooManyPinCodeVerificationFailures`.
   */
  pinCode?: pulumi.Input<string>;

  /**
   * Which credentials to use, by name: an entry of `linkwan:profiles`, else a profile of the vendor's CLI.
   * Default: the stack's own credentials. Changed in the state only; the new profile must be of the same account.
   */
  profile?: pulumi.Input<string>;
}

const OUTPUTS = ["devEui", "nodeGroupId", "pinCode", "profile"];

/**
 * A device (节点) in a node group, known to the vendor by its DevEUI and PIN. Its class and JoinEUI come from the join
 * permission that the group is bound to.
 */
export class Node extends pulumi.dynamic.Resource {
  /** DevEUI in lower case; also the resource's `id`. API: `DevEui`. */
  declare public readonly devEui: pulumi.Output<string>;
  /** Id of the node group. API: `NodeGroupId`. */
  declare public readonly nodeGroupId: pulumi.Output<string>;
  /** PIN as declared, a secret. API: `PinCode`. */
  declare public readonly pinCode: pulumi.Output<string | undefined>;
  /** Name of the credentials, as declared. */
  declare public readonly profile: pulumi.Output<string | undefined>;

  /**
   * Declares a node.
   *
   * @param name Name of the resource in the program.
   * @param args Which node, and in which group.
   * @param opts Pulumi's own options.
   */
  constructor(name: string, args: NodeArgs, opts?: pulumi.CustomResourceOptions) {
    const { props, options } = secretPinCode(propertiesOf(name, args, OUTPUTS), opts);
    super(nodeProvider, name, props, options, "linkwan", "Node");
  }
}
