import type * as pulumi from "@pulumi/pulumi";
import type { ArgsOf, CommonArgs, OutputsOf } from "../../program/dynamic";
import { LinkWanResource } from "../../program/dynamic";
import { leasedJoinPermission } from "./declaration";
import type { properties } from "./properties";

/** Inputs of a leased join permission. */
export interface LeasedJoinPermissionArgs extends ArgsOf<typeof properties>, CommonArgs {}

/** Outputs of a leased join permission. */
export interface LeasedJoinPermission extends OutputsOf<typeof properties> {}

/**
 * A join permission (入网凭证) that the account rents. Deleting the resource returns the join permission with
 * ReturnJoinPermission. A rented join permission incurs charges, and its owner cannot change or delete it. After the
 * return, its devices lose network access.
 *
 * If the lease no longer exists, the deletion removes it from the state. Any other failure to return the lease is an
 * error, and the lease stays in the state.
 */
export class LeasedJoinPermission extends LinkWanResource {
  /**
   * Declares a lease.
   *
   * @param name Name of the resource in the program; a ROAMING lease is named after it unless `joinPermissionName` is set.
   * @param args Inputs of the lease.
   * @param opts Pulumi resource options. `customTimeouts` has no effect on dynamic resources; use `linkwan:operationTimeout`.
   */
  constructor(name: string, args: LeasedJoinPermissionArgs, opts?: pulumi.CustomResourceOptions) {
    super(leasedJoinPermission, name, args, opts);
  }
}
