import type { Operation } from "../../api/client";
import { hasCode } from "../../api/errors";
import { ifReadable } from "../absence";

/** The node group that a lease is bound to, `undefined` where it is bound to none. */
export const boundGroup = async (
  operation: Operation,
  id: string,
): Promise<{ id: string; name: string } | undefined> => {
  const lease = await operation.call("GetRentedJoinPermission", { JoinPermissionId: id });
  const group = lease.BoundNodeGroupId;
  return group === undefined ? undefined : { id: group, name: lease.BoundNodeGroupName ?? "" };
};

type Explanation = (group: string) => { meaning: string; remedy: string };

/** Rethrows an error; where it says that the lease is bound, it then names the node group. */
export const explainBound = async (
  operation: Operation,
  id: string,
  error: unknown,
  explain: Explanation,
): Promise<never> => {
  if (!hasCode(error, "JoinPermissionAlreadyBoundNodeGroup")) throw error;
  const group = await ifReadable(boundGroup(operation, id));
  throw error.explained(explain(group ? `"${group.name}" (${group.id})` : "(its name could not be read)"));
};
