import type * as pulumi from "@pulumi/pulumi";
import type { ArgsOf, CommonArgs, OutputsOf } from "../../program/dynamic";
import { LinkWanResource } from "../../program/dynamic";
import type { properties } from "./declaration";
import { joinPermissionAuthOrder } from "./declaration";

/** Inputs of an order. */
export interface JoinPermissionAuthOrderArgs extends ArgsOf<typeof properties>, CommonArgs {}

/** Outputs of an order. */
export interface JoinPermissionAuthOrder extends OutputsOf<typeof properties> {}

/**
 * An order (授权工单) that offers an owned join permission to a renter, who accepts the order, for example with the
 * `authOrderId` of a {@link LeasedJoinPermission}.
 *
 * Deleting the resource cancels an open order. An accepted order cannot be revoked: deleting the resource logs a line
 * and changes nothing in the cloud; only the renter can return the join permission. A refresh removes a rejected or
 * canceled order from the state, and the next `up` submits a new one.
 */
export class JoinPermissionAuthOrder extends LinkWanResource {
  /**
   * Declares an order.
   *
   * @param name Name of the resource in the program.
   * @param args Inputs of the order.
   * @param opts Pulumi resource options.
   */
  constructor(name: string, args: JoinPermissionAuthOrderArgs, opts?: pulumi.CustomResourceOptions) {
    super(joinPermissionAuthOrder, name, args, opts);
  }
}
