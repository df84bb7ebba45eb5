import type { Operation } from "../../api/client";
import { hasCode } from "../../api/errors";
import { ifReadable } from "../absence";

/** Rethrows an error; where it says that the node group is locked, it then names the locks. */
export const explainLocked = async (operation: Operation, id: string, error: unknown): Promise<never> => {
  if (!hasCode(error, "ResourceLocked")) throw error;
  const group = await ifReadable(operation.call("GetNodeGroup", { NodeGroupId: id }));
  const locks = (group?.Locks ?? []).filter(({ Enabled }) => Enabled !== false).map(({ LockId }) => LockId);
  if (!group || locks.length === 0) throw error;
  throw error.explained({
    meaning: `node group "${group.NodeGroupName}" (${id}) is write-locked by another product, with lock ${locks.join(", ")}`,
  });
};
