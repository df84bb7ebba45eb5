import * as pulumi from "@pulumi/pulumi";
import { joinPermissionAuthOrderProvider } from "../dynamic";
import { propertiesOf } from "./properties";

/** Inputs of a {@link JoinPermissionAuthOrder}. */
export interface JoinPermissionAuthOrderArgs {
  /**
   * The owned join permission that is offered: its id, as decimal text. Required. Changing it replaces the order.
   * API: `JoinPermissionId`. Errors: `NonExistent`, `JoinPermissionAlreadyAuthorized` (granted, or offered in
   * another order).
   */
  joinPermissionId: pulumi.Input<string>;

  /**
   * Account name of the renter that it is offered to; may be the own account. Required. Changing it replaces the order: the
   * old one is canceled first, which is refused while the join permission is granted. API: `RenterAliyunId`.
   * Errors: `RenterDoesNotExist` (never tried twice), `TooManyRenterNonExistentFailures`.
   */
  renterAliyunId: pulumi.Input<string>;

  /**
   * Takes over an order that is there already, open or accepted, instead of submitting one: its id, as decimal text.
   * Needed where the answer to the submission was lost, for no action lists orders: the renter's notifications tell
   * its id. Default: an order is submitted. Another value replaces; leaving it out later changes nothing.
   * API: `OrderId`. Errors: `NonExistent` (rejected, canceled, or not there), `NotResourceOwner`, `Mismatch`.
   */
  orderId?: pulumi.Input<string>;

  /**
   * Which credentials to use, by name: an entry of `linkwan:profiles`, else a profile of the vendor's CLI.
   * Default: the stack's own credentials. Changed in the state only; the new profile must be of the same account.
   */
  profile?: pulumi.Input<string>;
}

const OUTPUTS = ["orderId", "joinPermissionId", "renterAliyunId", "profile"];

/**
 * The offer of an owned join permission to a renter (授权工单), who accepts it, for example with the `authOrderId` of a
 * {@link LeasedJoinPermission}.
 *
 * Deleting it cancels an open order. Once accepted, nothing can take it back: deleting then changes nothing in the
 * cloud, and says so; only the renter can return the join permission. A refresh drops an order that was rejected or
 * canceled from the state, and the next `up` submits a new one.
 */
export class JoinPermissionAuthOrder extends pulumi.dynamic.Resource {
  /** Id of the order, decimal text; also the resource's `id`. API: `OrderId`. */
  declare public readonly orderId: pulumi.Output<string>;
  /** Id of the join permission that is offered. API: `JoinPermissionId`. */
  declare public readonly joinPermissionId: pulumi.Output<string>;
  /** Account name of the renter. API: `RenterAliyunId`. */
  declare public readonly renterAliyunId: pulumi.Output<string>;
  /** Name of the credentials, as declared. */
  declare public readonly profile: pulumi.Output<string | undefined>;

  /**
   * Declares an order.
   *
   * @param name Name of the resource in the program.
   * @param args What is offered, and to whom.
   * @param opts Pulumi's own options.
   */
  constructor(name: string, args: JoinPermissionAuthOrderArgs, opts?: pulumi.CustomResourceOptions) {
    const props = propertiesOf(name, args, OUTPUTS);
    super(joinPermissionAuthOrderProvider, name, props, opts, "linkwan", "JoinPermissionAuthOrder");
    // During the preview of a change Pulumi knows the id only, and what depends on an unknown id looks replaced.
    this.orderId = this.id;
  }
}
