import { assumptions } from "../assumptions";
import type { JoinPermission, NodeGroup } from "../entities";
import { spec } from "../parameters";
import { type ActionSpecs, type Call, checkName, fail, matchesFuzzy, page, pageParameters } from "./action";
import { groupFields, groupOf, ownGroup, unlocked } from "./groups";

const checkGroupName = ({ state, account }: Call, name: string, self?: NodeGroup): void => {
  checkName(name);
  if (state.groupsOf(account).some((each) => each.name === name && each !== self))
    fail("NodeGroupNameDuplicated");
};

/**
 * Returns the permission that a call names; throws if the caller does not rent the permission, or if the permission is
 * bound.
 */
const bindable = ({ state, account, string }: Call): JoinPermission => {
  const permission = state.permissions.get(string("JoinPermissionId"));
  if (permission?.renter !== account.name) return fail(assumptions.bindNotRented);
  return state.groupOfPermission(permission.id) ? fail("JoinPermissionAlreadyBoundNodeGroup") : permission;
};

const filterParameters = {
  FuzzyName: spec.optionalString(),
  FuzzyJoinEui: spec.optionalString(),
  FuzzyDevEui: spec.optionalString(),
  IotInstanceId: spec.optionalString(),
};

const filterGroups = (call: Call): NodeGroup[] =>
  call.state
    .groupsOf(call.account)
    .filter((each) => matchesFuzzy(each.name, call.value("FuzzyName")))
    .filter((each) => matchesFuzzy(joinEuiOf(call, each), call.value("FuzzyJoinEui")))
    .filter((each) => hasMatchingNode(call, each));

const joinEuiOf = ({ state }: Call, { joinPermissionId }: NodeGroup): string | undefined =>
  joinPermissionId === undefined ? undefined : state.permissions.get(joinPermissionId)?.joinEui;

const hasMatchingNode = ({ state, value }: Call, group: NodeGroup): boolean =>
  value("FuzzyDevEui") === undefined ||
  state.nodesIn(group.id).some((each) => matchesFuzzy(each.id, value("FuzzyDevEui")));

/** Actions on node groups. */
export const nodeGroupActions: ActionSpecs = {
  // B.21; atomic: if binding fails, no group is created.
  CreateNodeGroup: {
    parameters: { NodeGroupName: spec.string(), JoinPermissionId: spec.optionalString() },
    run: (call) => {
      const { state, account, string, value } = call;
      checkGroupName(call, string("NodeGroupName"));
      const joinPermissionId = value("JoinPermissionId") === undefined ? undefined : bindable(call).id;
      const id = state.nextId("group");
      const name = string("NodeGroupName");
      state.groups.set(id, {
        id,
        account: account.name,
        name,
        joinPermissionId,
        createMillis: state.now(),
        locks: [],
        dataDispatchEnabled: assumptions.dataDispatchEnabled,
        dataDispatchConfig: undefined,
      });
      return id;
    },
  },
  // B.22
  UpdateNodeGroup: {
    parameters: { NodeGroupId: spec.string(), NodeGroupName: spec.optionalString() },
    run: (call) => {
      const group = unlocked(ownGroup(call));
      if (call.value("NodeGroupName") === undefined) return;
      checkGroupName(call, call.string("NodeGroupName"), group);
      group.name = call.string("NodeGroupName");
    },
  },
  // B.23
  DeleteNodeGroup: {
    parameters: { NodeGroupId: spec.string() },
    run: (call) => {
      const group = unlocked(ownGroup(call));
      if (group.joinPermissionId !== undefined) fail("NodeGroupAlreadyBoundJoinPermission");
      call.state.groups.delete(group.id);
      if (assumptions.deleteGroupWithNodes !== "removesNodes") return;
      for (const { id } of call.state.nodesIn(group.id)) call.state.nodes.delete(id);
    },
  },
  // B.24; only this action returns RxDailySum as a string.
  GetNodeGroup: {
    parameters: { NodeGroupId: spec.string(), IotInstanceId: spec.optionalString() },
    run: (call) => {
      const fields = groupFields(call, ownGroup(call));
      return {
        ...fields,
        RxDailySum: String(fields.RxDailySum),
        MulticastEnabled: false,
        MulticastNodeCapacity: 0,
        MulticastNodeCount: 0,
      };
    },
  },
  // B.25; the XML sample lacks the item tags, so these tags follow the models in the vendor's SDKs (A.4).
  ListNodeGroups: {
    parameters: {
      ...pageParameters,
      ...filterParameters,
    },
    itemTags: { List: "NodeGroup", Locks: "Lock" },
    run: (call) => page(filterGroups(call), call, (each) => groupFields(call, each)),
  },
  // B.26
  CountNodeGroups: { parameters: filterParameters, run: (call) => filterGroups(call).length },
  // B.27
  BindJoinPermissionToNodeGroup: {
    parameters: { NodeGroupId: spec.string(), JoinPermissionId: spec.string() },
    run: (call) => {
      const group = unlocked(groupOf(call, "NodeGroupDoesNotExist", "NodeGroupDoesNotExist"));
      const permission = bindable(call);
      if (group.joinPermissionId !== undefined) fail("NodeGroupAlreadyBoundJoinPermission");
      group.joinPermissionId = permission.id;
    },
  },
  // B.28
  UnbindJoinPermissionFromNodeGroup: {
    parameters: { NodeGroupId: spec.string(), JoinPermissionId: spec.string() },
    run: (call) => {
      const group = unlocked(groupOf(call, "NonExistent", "NonExistent"));
      if (group.joinPermissionId !== call.string("JoinPermissionId")) fail(assumptions.unbindNotBound);
      group.joinPermissionId = undefined;
    },
  },
};
