import type { JoinPermissionType } from "../../api/actions";
import type { Operation } from "../../api/client";
import { hasCode } from "../../api/errors";
import type { Context, Values } from "../resource";
import { boundGroup, explainBound } from "./bound";
import { confirmGone } from "./gone";
import { keyOf, profileOf } from "./state";

/**
 * Returns the lease. One that is already gone counts as returned; anything else that is not success is an error,
 * and the engine keeps the lease in the state.
 */
export const returnLease = async (id: string, state: Values, { connect, run }: Context): Promise<void> => {
  const operation = await connect(profileOf(state));
  if (run.release(id, keyOf(state))) {
    operation.tell(`join permission ${id} is not returned: another resource of the program goes on with it`);
    return;
  }
  const JoinPermissionType = state.type as JoinPermissionType;
  const giveBack = () => operation.call("ReturnJoinPermission", { JoinPermissionId: id, JoinPermissionType });
  try {
    await giveBack().catch(async (error) => {
      if (state.unbindOnReturn !== true || !hasCode(error, "JoinPermissionAlreadyBoundNodeGroup"))
        throw error;
      await unbind(operation, id);
      await giveBack();
    });
  } catch (error) {
    if (hasCode(error, "NonExistent")) return confirmGone(operation, id, state);
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
