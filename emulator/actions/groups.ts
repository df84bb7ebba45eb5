import { assumptions } from "../assumptions";
import type { NodeGroup } from "../entities";
import type { ServiceCode } from "../errors";
import { type Call, fail } from "./action";
import { trafficCounters } from "./counters";

/** Returns the node group that a call names; throws if the group does not exist or belongs to another account. */
export const groupOf = (
  { state, account, string }: Call,
  notFoundCode: ServiceCode,
  notOwnerCode: ServiceCode,
): NodeGroup => {
  const group = state.groups.get(string("NodeGroupId"));
  if (!group) return fail(notFoundCode);
  return group.account === account.name ? group : fail(notOwnerCode);
};

/** Returns the node group that a call names; throws the errors documented in B.22 to B.24 and B.31. */
export const ownGroup = (call: Call): NodeGroup =>
  groupOf(call, "NonExistent", assumptions.nodeGroupOfOthers);

/** Returns a node group; throws if the group is write-locked. */
export const unlocked = (group: NodeGroup): NodeGroup =>
  group.locks.some((lock) => lock.enabled && lock.type === "WRITE") ? fail("ResourceLocked") : group;

/** Returns the fields of a node group in replies (API file B.24, column ListNodeGroups). */
export const groupFields = ({ state }: Call, group: NodeGroup) => {
  const permission =
    group.joinPermissionId === undefined ? undefined : state.permissions.get(group.joinPermissionId);
  return {
    NodeGroupId: group.id,
    NodeGroupName: group.name,
    NodesCnt: state.nodesIn(group.id).length,
    CreateMillis: group.createMillis,
    JoinPermissionId: permission?.id,
    JoinPermissionName: permission?.name,
    JoinPermissionType: permission?.type,
    JoinPermissionEnabled: permission?.enabled,
    JoinPermissionOwnerAliyunId: permission?.owner,
    JoinEui: permission?.joinEui,
    ClassMode: permission?.classMode,
    FreqBandPlanGroupId: permission?.freqBandPlanGroupId,
    ...trafficCounters(state, permission?.id),
    DataDispatchEnabled: group.dataDispatchEnabled,
    DataDispatchConfig: group.dataDispatchConfig,
    Locks: group.locks.map((lock) => ({
      LockId: lock.id,
      LockType: lock.type,
      Enabled: lock.enabled,
      CreateMillis: lock.createMillis,
    })),
  };
};
