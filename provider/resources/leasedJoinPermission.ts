import * as pulumi from "@pulumi/pulumi";
import { leasedJoinPermissionProvider } from "../dynamic";
import { propertiesOf } from "./properties";

/** Inputs of a {@link LeasedJoinPermission}. */
export interface LeasedJoinPermissionArgs {
  /**
   * What is leased: `"ROAMING"`, from the platform's shared network, applied for, one per account; or `"LOCAL"`,
   * from another account's own network, by accepting that account's order.
   *
   * Required. Changing it replaces the lease: the old one is returned first. API: `JoinPermissionType` of
   * ReturnJoinPermission. Errors: `ExceedRoamingJoinPermissionLimit`, `FeatureNotActivated`.
   */
  type: pulumi.Input<"ROAMING" | "LOCAL">;

  /**
   * LOCAL only: id of the order with which the owner offers the join permission, as decimal text. Creating the
   * resource accepts it (AcceptJoinPermissionAuthOrder). An order that was accepted before is fine as long as its
   * lease is still held.
   *
   * Required unless `joinPermissionId` is given, and not together with it. Another value replaces the lease: the old
   * one is returned first; leaving it out later changes nothing. API: `OrderId` of AcceptJoinPermissionAuthOrder.
   * Errors: `IllegalOrderStateTransition` (rejected, canceled, or accepted and returned since), `NonExistent`.
   */
  authOrderId?: pulumi.Input<string>;

  /**
   * Takes over a lease that the account holds already, of either type, instead of getting a new one: its id, as
   * decimal text. The lease is read first; declared values that differ are changed where that is possible
   * (name, rxDelay, dataRate, enabled of a ROAMING one) and are an error where it is not.
   *
   * Default: a new lease is got. Another value replaces the lease: the old one is returned first; leaving it out later
   * changes nothing. API: `JoinPermissionId` of GetRentedJoinPermission. Errors: `NonExistent` (not held by this account), `Mismatch`.
   */
  joinPermissionId?: pulumi.Input<string>;

  /**
   * ROAMING only: name of the lease. Chinese characters, English letters, digits and underscores, 4 to 30 wide,
   * where a Chinese character counts 2; unique in the account.
   *
   * Default: the resource's name, with other characters replaced by underscores (not where a lease is taken over,
   * which keeps its name). Changed in place with UpdateRoamingJoinPermission, but not while the lease is bound to
   * a node group; leaving it out later keeps the name. API: `JoinPermissionName`. Errors: `InvalidName`,
   * `JoinPermissionNameDuplicated`, `JoinPermissionAlreadyBoundNodeGroup`.
   */
  joinPermissionName?: pulumi.Input<string>;

  /**
   * ROAMING only, and required unless a lease is taken over: LoRaWAN class of the devices, `"A"`, `"B"` or `"C"`
   * (`"D2D"` is in the API's schema, but in none of its texts).
   *
   * Changing it replaces the lease: the old one is returned first. API: `ClassMode`.
   */
  classMode?: pulumi.Input<"A" | "B" | "C" | "D2D">;

  /**
   * ROAMING only, and required unless a lease is taken over: id of the frequency band plan group, as decimal text.
   * Documented are `"101"` (CN470, same frequency up and down), `"102"` (CN470, different frequencies) and `"201"`
   * (AS923, same frequency).
   *
   * Changing it replaces the lease: the old one is returned first. API: `FreqBandPlanGroupId`.
   * Errors: `InvalidFreqBandPlan`.
   */
  freqBandPlanGroupId?: pulumi.Input<string>;

  /**
   * ROAMING only: delay of the class A receive window, in whole seconds from 1 to 15. Default: the service's own.
   * Changed in place, but not while the lease is bound to a node group; leaving it out later keeps the value.
   * API: `RxDelay`. Errors: `JoinPermissionAlreadyBoundNodeGroup`.
   */
  rxDelay?: pulumi.Input<number>;

  /**
   * ROAMING only: expected downlink data rate of class B, a whole number from 0 to 5. Default: the service's own.
   * Changed in place, but not while the lease is bound to a node group; leaving it out later keeps the value.
   * API: `DataRate`. Errors: `JoinPermissionAlreadyBoundNodeGroup`.
   */
  dataRate?: pulumi.Input<number>;

  /**
   * ROAMING only: whether devices may use the join permission. Default `true` (not where a lease is taken over,
   * which keeps its own). Changed in place, also while bound. API: `Enabled` of UpdateRoamingJoinPermissionEnablingState.
   */
  enabled?: pulumi.Input<boolean>;

  /**
   * What happens when the lease is to be returned while it is bound to a node group. Default `false`: it is not
   * returned, and the error names the group. `true`: it is unbound, then returned, and the group's nodes lose their
   * network.
   *
   * Changed in the state only. `pulumi destroy` goes by the value of the last `pulumi up`.
   * API: UnbindJoinPermissionFromNodeGroup. Errors: `JoinPermissionAlreadyBoundNodeGroup` (where it is `false`).
   */
  unbindOnReturn?: pulumi.Input<boolean>;

  /**
   * Which credentials to use, by name: an entry of `linkwan:profiles`, else a profile of the vendor's CLI.
   * Default: the stack's own credentials. Changed in the state only; the new profile must be of the same account.
   */
  profile?: pulumi.Input<string>;
}

const OUTPUTS = [
  "joinPermissionId",
  "joinPermissionName",
  "classMode",
  "freqBandPlanGroupId",
  "joinEui",
  "enabled",
  "rxDelay",
  "dataRate",
  "authOrderId",
  "unbindOnReturn",
  "profile",
];

/**
 * A join permission (入网凭证) that the account rents, and returns with ReturnJoinPermission when the resource is
 * deleted. While it is rented it costs, and it blocks its owner; when it is returned, its devices lose their network.
 *
 * A lease that is already gone counts as returned. Any other answer than success keeps it in the state.
 */
export class LeasedJoinPermission extends pulumi.dynamic.Resource {
  /** Id of the leased join permission, decimal text; also the resource's `id`. API: `JoinPermissionId`. */
  declare public readonly joinPermissionId: pulumi.Output<string>;
  /** `"ROAMING"` or `"LOCAL"`. API: `Type`. */
  declare public readonly type: pulumi.Output<"ROAMING" | "LOCAL">;
  /** Name of the lease; a LOCAL one has its owner's. API: `JoinPermissionName`. */
  declare public readonly joinPermissionName: pulumi.Output<string>;
  /** LoRaWAN class of the devices. API: `ClassMode`. */
  declare public readonly classMode: pulumi.Output<"A" | "B" | "C" | "D2D">;
  /** Id of the frequency band plan group, decimal text. API: `FreqBandPlanGroupId`. */
  declare public readonly freqBandPlanGroupId: pulumi.Output<string>;
  /** JoinEUI that devices send when they join, 16 hexadecimal digits. API: `JoinEui`. */
  declare public readonly joinEui: pulumi.Output<string>;
  /** Whether devices may use the join permission; for a LOCAL one its owner decides. API: `Enabled`. */
  declare public readonly enabled: pulumi.Output<boolean>;
  /** Delay of the class A receive window in seconds, 1 to 15, where the service tells one. API: `RxDelay`. */
  declare public readonly rxDelay: pulumi.Output<number | undefined>;
  /** Expected downlink data rate of class B, 0 to 5, where the service tells one. API: `DataRate`. */
  declare public readonly dataRate: pulumi.Output<number | undefined>;
  /** Id of the order that was accepted for a LOCAL lease, as declared. API: `OrderId`. */
  declare public readonly authOrderId: pulumi.Output<string | undefined>;
  /** Whether a bound lease is unbound before it is returned, as declared. */
  declare public readonly unbindOnReturn: pulumi.Output<boolean>;
  /** Name of the credentials, as declared. */
  declare public readonly profile: pulumi.Output<string | undefined>;

  /**
   * Declares a lease.
   *
   * @param name Name of the resource in the program; a ROAMING lease is named after it unless `joinPermissionName` is set.
   * @param args What is leased, and how.
   * @param opts Pulumi's own options. `customTimeouts` has no effect on dynamic resources; `linkwan:operationTimeout` does.
   */
  constructor(name: string, args: LeasedJoinPermissionArgs, opts?: pulumi.CustomResourceOptions) {
    const props = propertiesOf(name, args, OUTPUTS);
    super(leasedJoinPermissionProvider, name, props, opts, "linkwan", "LeasedJoinPermission");
    // During the preview of a change Pulumi knows the id only, and what depends on an unknown id looks replaced.
    this.joinPermissionId = this.id;
  }
}
