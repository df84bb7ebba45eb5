import type { NodeGroup } from "../../api/actions";
import type { Operation } from "../../api/client";
import { hasCode, LinkWanError } from "../../api/errors";
import { ifReadable } from "../absence";

/** The locks of other products that keep a group from changing. */
const locksOf = ({ Locks = [] }: NodeGroup): string[] =>
  Locks.filter(({ Enabled }) => Enabled !== false).map(({ LockId }) => LockId);

const lockedBy = (group: NodeGroup): string =>
  `node group "${group.NodeGroupName}" (${group.NodeGroupId}) is write-locked by another product, with lock ${locksOf(group).join(", ")}`;

/** Throws where a group could not take what is to be put into it, before that is taken away elsewhere. */
export const expectUnlocked = (group: NodeGroup, action: string): void => {
  if (locksOf(group).length === 0) return;
  throw new LinkWanError({
    action,
    subject: `node group ${group.NodeGroupId}`,
    code: "ResourceLocked",
    meaning: `${lockedBy(group)}; nothing was changed`,
  });
};

/** Rethrows an error; where it says that the node group is locked, it then names the locks. */
export const explainLocked = async (operation: Operation, id: string, error: unknown): Promise<never> => {
  if (!hasCode(error, "ResourceLocked")) throw error;
  const group = await ifReadable(operation.call("GetNodeGroup", { NodeGroupId: id }));
  if (!group || locksOf(group).length === 0) throw error;
  throw error.explained({ meaning: lockedBy(group) });
};
