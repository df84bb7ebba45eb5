import { explainCodes, ignoreFailure, LinkWanError } from "../../client/errors";
import type { Operation } from "../../client/operation";
import { nameAndId } from "../../engine/names";
import { GetNodeGroup, type NodeGroupData } from "./api";

/** Returns the ids of locks, set by other products, that prevent changes to a node group. */
const activeLocks = ({ Locks = [] }: NodeGroupData): string[] =>
  Locks.filter(({ Enabled }) => Enabled !== false).map(({ LockId }) => LockId);

const describeLocks = (group: NodeGroupData): string =>
  `node group ${nameAndId(group.NodeGroupName, group.NodeGroupId)} is write-locked by another product, with lock ${activeLocks(group).join(", ")}`;

/** Throws if a node group is locked. Called before an object is removed from its current group or binding. */
export const expectUnlocked = (group: NodeGroupData, action: string): void => {
  if (activeLocks(group).length === 0) return;
  throw new LinkWanError({
    action,
    subject: `node group ${group.NodeGroupId}`,
    code: "ResourceLocked",
    meaning: describeLocks(group),
  });
};

/** Returns a handler that adds the ids of the locks to the error for a locked node group. */
export const explainLocked = (operation: Operation, NodeGroupId: string) =>
  explainCodes(["ResourceLocked"], async () => {
    const group = await operation.call(GetNodeGroup, { NodeGroupId }).catch(ignoreFailure);
    if (!group || activeLocks(group).length === 0) return undefined;
    return { meaning: describeLocks(group) };
  });
