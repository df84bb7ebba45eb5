import { explainCodes, hasCode, ignoreCodes, ignoreFailure, isLinkWanError } from "../../client/errors";
import type { Operation } from "../../client/operation";
import { nameAndId } from "../../engine/names";
import type { State } from "../../engine/resource";
import { UnbindJoinPermissionFromNodeGroup } from "../nodeGroupBinding/api";
import { GetRentedJoinPermission, ReturnJoinPermission } from "./api";
import type { LeaseProperties } from "./properties";

/** Returns the lease to its owner. A bound lease is unbound first if `unbindOnReturn` is `true`. */
export const returnLease = async (
  operation: Operation,
  id: string,
  { type, unbindOnReturn }: State<LeaseProperties>,
): Promise<void> => {
  const returnOnce = () =>
    operation.call(ReturnJoinPermission, { JoinPermissionId: id, JoinPermissionType: type });
  const returnUnbound = async (error: unknown): Promise<void> => {
    if (unbindOnReturn !== true || !hasCode(error, "JoinPermissionAlreadyBoundNodeGroup")) throw error;
    await unbind(operation, id);
    await returnOnce().catch((failure) => {
      throw isLinkWanError(failure)
        ? failure.withConsequence("the lease was unbound from its node group")
        : failure;
    });
  };
  await returnOnce()
    .catch(returnUnbound)
    .catch(
      explainCodes(["JoinPermissionAlreadyBoundNodeGroup"], async () => ({
        meaning: `the lease is bound to node group ${await describeBoundGroup(operation, id)}, whose nodes would lose network access`,
        remedy:
          unbindOnReturn === true
            ? "run the same command again while no other program binds the lease"
            : "unbind the lease from that group and run the same command again, or set unbindOnReturn: true on the resource, run pulumi up, then run pulumi destroy",
      })),
    );
};

const unbind = async (operation: Operation, JoinPermissionId: string): Promise<void> => {
  const { BoundNodeGroupId } = await operation.call(GetRentedJoinPermission, { JoinPermissionId });
  if (BoundNodeGroupId === undefined) return;
  await operation
    .call(UnbindJoinPermissionFromNodeGroup, { NodeGroupId: BoundNodeGroupId, JoinPermissionId })
    // Another process has unbound the lease or deleted its group.
    .catch(ignoreCodes("NonExistent", "NodeGroupDoesNotExist"));
};

/** Returns the name and id of the node group that a lease is bound to, for errors. */
export const describeBoundGroup = async (operation: Operation, JoinPermissionId: string): Promise<string> => {
  const lease = await operation.call(GetRentedJoinPermission, { JoinPermissionId }).catch(ignoreFailure);
  return lease?.BoundNodeGroupId === undefined
    ? "(its name could not be read)"
    : nameAndId(lease.BoundNodeGroupName, lease.BoundNodeGroupId);
};
