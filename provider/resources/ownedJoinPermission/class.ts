import type * as pulumi from "@pulumi/pulumi";
import type { ArgsOf, CommonArgs, OutputsOf } from "../../program/dynamic";
import { LinkWanResource } from "../../program/dynamic";
import type { properties } from "./declaration";
import { ownedJoinPermission } from "./declaration";

/** Inputs of an owned join permission. */
export interface OwnedJoinPermissionArgs extends ArgsOf<typeof properties>, CommonArgs {}

/** Outputs of an owned join permission. */
export interface OwnedJoinPermission extends OutputsOf<typeof properties> {}

/**
 * A LOCAL join permission (专用凭证) of the account's own network; a {@link JoinPermissionAuthOrder} offers it to a renter.
 * While the join permission is granted, only `enabled` can be changed, and the join permission cannot be deleted. The
 * error names the renter, and only the renter can return the join permission.
 */
export class OwnedJoinPermission extends LinkWanResource {
  /**
   * Declares an owned join permission.
   *
   * @param name Name of the resource in the program; the join permission is named after it unless `joinPermissionName` is set.
   * @param args Inputs of the join permission.
   * @param opts Pulumi resource options.
   */
  constructor(name: string, args: OwnedJoinPermissionArgs, opts?: pulumi.CustomResourceOptions) {
    super(ownedJoinPermission, name, args, opts);
  }
}
