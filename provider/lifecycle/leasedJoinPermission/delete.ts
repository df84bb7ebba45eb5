import type { JoinPermissionType } from "../../api/actions";
import type { Operation } from "../../api/client";
import { hasCode } from "../../api/errors";
import type { Connect, Values } from "../resource";
import { boundGroup, explainBound } from "./bound";
import { profileOf } from "./state";

/**
 * Returns the lease. One that is already gone counts as returned; anything else that is not success is an error,
 * and the engine keeps the lease in the state.
 */
export const returnLease = async (id: string, state: Values, connect: Connect): Promise<void> => {
  const operation = await connect(profileOf(state));
  const JoinPermissionType = state.type as JoinPermissionType;
  const giveBack = () =>
    operation
      .call("ReturnJoinPermission", { JoinPermissionId: id, JoinPermissionType })
      .catch(
        passIfGone(() =>
          operation.tell(`join permission ${id} was returned before; there was nothing to return`),
        ),
      );
  await giveBack().catch(async (error) => {
    if (state.unbindOnReturn === true && hasCode(error, "JoinPermissionAlreadyBoundNodeGroup")) {
      await unbind(operation, id);
      return giveBack();
    }
    return explainBound(operation, id, error, (group) => ({
      meaning: `the lease is bound to node group ${group}, whose nodes would lose their network`,
      remedy:
        "unbind it from that group and run the same command again, or set unbindOnReturn: true on the resource, run pulumi up, then destroy",
    }));
  });
};

const unbind = async (operation: Operation, id: string): Promise<void> => {
  const group = await boundGroup(operation, id);
  if (!group) return;
  await operation
    .call("UnbindJoinPermissionFromNodeGroup", { NodeGroupId: group.id, JoinPermissionId: id })
    .catch(passIfGone());
};

const passIfGone =
  (gone: () => void = () => {}) =>
  (error: unknown): undefined => {
    if (!hasCode(error, "NonExistent")) throw error;
    gone();
  };
