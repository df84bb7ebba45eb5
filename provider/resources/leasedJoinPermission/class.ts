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
 * A join permission (入网凭证) that the account rents, and returns with ReturnJoinPermission when the resource is deleted.
 * A rented join permission incurs charges, and its owner cannot change or delete it; when it is returned, its devices
 * lose network access.
 *
 * A lease that is already gone is removed from the state. Any other failure to return it is an error, and the lease stays
 * in the state.
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
