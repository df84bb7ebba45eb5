import type { JoinPermissionType } from "../../api/actions";
import type { Operation } from "../../api/client";
import { hasCode } from "../../api/errors";
import type { Values } from "../resource";
import { boundGroup, explainBound } from "./bound";

/** Returns the lease, after unbinding it where the program says so. */
export const giveBack = async (operation: Operation, id: string, state: Values): Promise<void> => {
  const JoinPermissionType = state.type as JoinPermissionType;
  const lease = { JoinPermissionId: id, JoinPermissionType };
  try {
    await operation.call("ReturnJoinPermission", lease).catch(async (error) => {
      if (state.unbindOnReturn !== true || !hasCode(error, "JoinPermissionAlreadyBoundNodeGroup"))
        throw error;
      await unbind(operation, id);
      await operation.call("ReturnJoinPermission", lease);
    });
  } catch (error) {
    await explainBound(operation, id, error, (group) => ({
      meaning: `the lease is bound to node group ${group}, whose nodes would lose their network`,
      remedy:
        "unbind it from that group and run the same command again, or set unbindOnReturn: true on the resource, run pulumi up, then destroy",
    }));
  }
};

const unbind = async (operation: Operation, id: string): Promise<void> => {
  const group = await boundGroup(operation, id);
  if (!group) return;
  const pair = { NodeGroupId: group.id, JoinPermissionId: id };
  await operation.call("UnbindJoinPermissionFromNodeGroup", pair).catch((error) => {
    // Somebody else was faster.
    if (!hasCode(error, "NonExistent")) throw error;
  });
};
