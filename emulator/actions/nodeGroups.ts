import { choices } from "../choices";
import type { JoinPermission, NodeGroup } from "../entities";
import { spec } from "../parameters";
import { type ActionSpecs, type Call, checkName, fail, fuzzy, page, pageParameters } from "./action";
import { groupOf, listedGroup, ownGroup, unlocked } from "./groups";

const checkGroupName = ({ state, account }: Call, name: string, self?: NodeGroup): void => {
  checkName(name);
  if (state.groupsOf(account).some((each) => each.name === name && each !== self))
    fail("NodeGroupNameDuplicated");
};

/** A permission that may be bound: rented by the caller and bound nowhere. */
const bindable = ({ state, account, text }: Call): JoinPermission => {
  const permission = state.permissions.get(text("JoinPermissionId"));
  if (permission?.renter !== account.name) return fail(choices.bindNotRented);
  return state.groupOfPermission(permission.id) ? fail("JoinPermissionAlreadyBoundNodeGroup") : permission;
};

const filters = {
  FuzzyName: spec.optionalText(),
  FuzzyJoinEui: spec.optionalText(),
  FuzzyDevEui: spec.optionalText(),
  IotInstanceId: spec.optionalText(),
};

const filtered = (call: Call): NodeGroup[] =>
  call.state
    .groupsOf(call.account)
    .filter((each) => fuzzy(each.name, call.value("FuzzyName")))
    .filter((each) => fuzzy(listedGroup(call, each).JoinEui, call.value("FuzzyJoinEui")))
    .filter((each) => holdsNode(call, each));

const holdsNode = ({ state, value }: Call, group: NodeGroup): boolean =>
  value("FuzzyDevEui") === undefined ||
  state.nodesIn(group.id).some((each) => fuzzy(each.id, value("FuzzyDevEui")));

export const nodeGroupActions: ActionSpecs = {
  // B.21; either the group is made and bound, or nothing is left behind
  CreateNodeGroup: {
    parameters: { NodeGroupName: spec.text(), JoinPermissionId: spec.optionalText() },
    run: (call) => {
      const { state, account, text, value } = call;
      checkGroupName(call, text("NodeGroupName"));
      const joinPermissionId = value("JoinPermissionId") === undefined ? undefined : bindable(call).id;
      const id = state.nextId("group");
      const name = text("NodeGroupName");
      state.groups.set(id, {
        id,
        account: account.name,
        name,
        joinPermissionId,
        createMillis: state.now(),
        locks: [],
        dataDispatchEnabled: choices.dataDispatchEnabled,
        dataDispatchConfig: undefined,
      });
      return id;
    },
  },
  // B.22
  UpdateNodeGroup: {
    parameters: { NodeGroupId: spec.text(), NodeGroupName: spec.optionalText() },
    run: (call) => {
      const group = unlocked(ownGroup(call));
      if (call.value("NodeGroupName") === undefined) return;
      checkGroupName(call, call.text("NodeGroupName"), group);
      group.name = call.text("NodeGroupName");
    },
  },
  // B.23
  DeleteNodeGroup: {
    parameters: { NodeGroupId: spec.text() },
    run: (call) => {
      const group = unlocked(ownGroup(call));
      if (group.joinPermissionId !== undefined) fail("NodeGroupAlreadyBoundJoinPermission");
      call.state.groups.delete(group.id);
      if (choices.deleteGroupWithNodes !== "freesThem") return;
      for (const { id } of call.state.nodesIn(group.id)) call.state.nodes.delete(id);
    },
  },
  // B.24; here, and only here, RxDailySum is text
  GetNodeGroup: {
    parameters: { NodeGroupId: spec.text(), IotInstanceId: spec.optionalText() },
    run: (call) => ({
      ...listedGroup(call, ownGroup(call)),
      RxDailySum: "0",
      MulticastEnabled: false,
      MulticastNodeCapacity: 0,
      MulticastNodeCount: 0,
    }),
  },
  // B.25
  ListNodeGroups: {
    parameters: {
      ...pageParameters,
      ...filters,
    },
    run: (call) => page(filtered(call), call, (each) => listedGroup(call, each)),
  },
  // B.26
  CountNodeGroups: { parameters: filters, run: (call) => filtered(call).length },
  // B.27
  BindJoinPermissionToNodeGroup: {
    parameters: { NodeGroupId: spec.text(), JoinPermissionId: spec.text() },
    run: (call) => {
      const group = unlocked(groupOf(call, "NodeGroupDoesNotExist", "NodeGroupDoesNotExist"));
      const permission = bindable(call);
      if (group.joinPermissionId !== undefined) fail("NodeGroupAlreadyBoundJoinPermission");
      group.joinPermissionId = permission.id;
    },
  },
  // B.28
  UnbindJoinPermissionFromNodeGroup: {
    parameters: { NodeGroupId: spec.text(), JoinPermissionId: spec.text() },
    run: (call) => {
      const group = unlocked(groupOf(call, "NonExistent", "NonExistent"));
      if (group.joinPermissionId !== call.text("JoinPermissionId")) fail(choices.unbindNotBound);
      group.joinPermissionId = undefined;
    },
  },
};
