import { ignoreFailure } from "../../client/errors";
import type { Operation } from "../../client/operation";
import { GetRentedJoinPermission } from "./api";

/** Describes the node group that a lease is bound to, for errors. */
export const boundGroup = async (operation: Operation, JoinPermissionId: string): Promise<string> => {
  const lease = await operation.call(GetRentedJoinPermission, { JoinPermissionId }).catch(ignoreFailure);
  return lease?.BoundNodeGroupId === undefined
    ? "(its name could not be read)"
    : `"${lease.BoundNodeGroupName ?? ""}" (${lease.BoundNodeGroupId})`;
};
