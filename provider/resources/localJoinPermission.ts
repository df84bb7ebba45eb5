import * as pulumi from "@pulumi/pulumi";
import { localJoinPermissionProvider } from "../dynamic";
import { propertiesOf } from "./properties";

/** Inputs of a {@link LocalJoinPermission}. */
export interface LocalJoinPermissionArgs {
  /**
   * Takes over a join permission that the account owns already, instead of making one: its id, as decimal text. What
   * is declared and differs is changed. Default: one is made. Another value replaces; leaving it out later changes
   * nothing. API: `JoinPermissionId`. Errors: `NonExistent` (not owned by this account).
   */
  joinPermissionId?: pulumi.Input<string>;

  /**
   * Name: Chinese characters, English letters, digits and underscores, 4 to 30 wide, where a Chinese character
   * counts 2; unique in the account.
   *
   * Default: the resource's name, with other characters replaced by underscores (not where one is taken over, which
   * keeps its name). Changed in place, but not while it is granted to a renter; leaving it out later keeps the name.
   * API: `JoinPermissionName`. Errors: `InvalidName`, `JoinPermissionNameDuplicated`, `JoinPermissionAlreadyAuthorized`.
   */
  joinPermissionName?: pulumi.Input<string>;

  /**
   * LoRaWAN class of the devices, `"A"`, `"B"` or `"C"`; required unless one is taken over. Changed in place, but not
   * while it is granted to a renter. API: `ClassMode`. Errors: `JoinPermissionAlreadyAuthorized`.
   */
  classMode?: pulumi.Input<"A" | "B" | "C">;

  /**
   * Id of the frequency band plan group, as decimal text; required unless one is taken over. Documented are `"101"`
   * (CN470, same frequency up and down), `"102"` (CN470, different frequencies) and `"201"` (AS923, same frequency).
   * Changed in place, but not while it is granted to a renter. API: `FreqBandPlanGroupId`.
   * Errors: `InvalidFreqBandPlan`, `JoinPermissionAlreadyAuthorized`.
   */
  freqBandPlanGroupId?: pulumi.Input<string>;

  /**
   * JoinEUI that devices send when they join, 16 hexadecimal digits; kept in lower case. Default: the vendor's own
   * (`d896e0efff000000` on the public instance). Changed in place, but not while it is granted to a renter; leaving it
   * out later keeps the value. API: `JoinEui`, and `UseDefaultJoinEui` where it is not given.
   * Errors: `JoinPermissionAlreadyAuthorized`.
   */
  joinEui?: pulumi.Input<string>;

  /**
   * Delay of the class A receive window, in whole seconds from 1 to 15. Default: the service's own. Changed in
   * place, but not while it is granted to a renter; leaving it out later keeps the value. API: `RxDelay`.
   * Errors: `JoinPermissionAlreadyAuthorized`.
   */
  rxDelay?: pulumi.Input<number>;

  /**
   * Expected downlink data rate, a whole number from 0 to 5. Default: the service's own. Changed in place, but not
   * while it is granted to a renter; leaving it out later keeps the value. API: `DataRate`.
   * Errors: `JoinPermissionAlreadyAuthorized`.
   */
  dataRate?: pulumi.Input<number>;

  /**
   * Whether devices may use it. Default `true` (not where one is taken over, which keeps its own). Changed in
   * place, also while it is granted. API: `Enabled` of UpdateOwnedLocalJoinPermissionEnablingState.
   */
  enabled?: pulumi.Input<boolean>;

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
  "profile",
];

/**
 * A join permission (专用凭证) of the account's own network: made here, offered to a renter with a
 * {@link JoinPermissionAuthOrder}. Its name, class, band, JoinEUI, delay and rate cannot change, and it cannot be
 * deleted, while it is granted: the error then names the renter, who alone can return it.
 */
export class LocalJoinPermission extends pulumi.dynamic.Resource {
  /** Id, decimal text; also the resource's `id`. API: `JoinPermissionId`. */
  declare public readonly joinPermissionId: pulumi.Output<string>;
  /** Name. API: `JoinPermissionName`. */
  declare public readonly joinPermissionName: pulumi.Output<string>;
  /** LoRaWAN class of the devices. API: `ClassMode`. */
  declare public readonly classMode: pulumi.Output<"A" | "B" | "C">;
  /** Id of the frequency band plan group, decimal text. API: `FreqBandPlanGroupId`. */
  declare public readonly freqBandPlanGroupId: pulumi.Output<string>;
  /** JoinEUI that devices send when they join, 16 hexadecimal digits in lower case. API: `JoinEui`. */
  declare public readonly joinEui: pulumi.Output<string>;
  /** Whether devices may use it. API: `Enabled`. */
  declare public readonly enabled: pulumi.Output<boolean>;
  /** Delay of the class A receive window in seconds, 1 to 15, where the service tells one. API: `RxDelay`. */
  declare public readonly rxDelay: pulumi.Output<number | undefined>;
  /** Expected downlink data rate, 0 to 5, where the service tells one. API: `DataRate`. */
  declare public readonly dataRate: pulumi.Output<number | undefined>;
  /** Name of the credentials, as declared. */
  declare public readonly profile: pulumi.Output<string | undefined>;

  /**
   * Declares a join permission of the account's own network.
   *
   * @param name Name of the resource in the program; the join permission is named after it unless `joinPermissionName` is set.
   * @param args What is made.
   * @param opts Pulumi's own options.
   */
  constructor(name: string, args: LocalJoinPermissionArgs, opts?: pulumi.CustomResourceOptions) {
    const props = propertiesOf(name, args, OUTPUTS);
    super(localJoinPermissionProvider, name, props, opts, "linkwan", "LocalJoinPermission");
    // During the preview of a change Pulumi knows the id only, and what depends on an unknown id looks replaced.
    this.joinPermissionId = this.id;
  }
}
