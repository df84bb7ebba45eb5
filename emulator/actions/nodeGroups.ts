import { choices } from "../choices";
import type { ServiceCode } from "../errors";
import { spec } from "../parameters";
import type { JoinPermission, NodeGroup } from "../state";
import { type ActionSpecs, type Call, checkName, fail, fuzzy, page, pageParameters } from "./action";

const groupOf = ({ state, account, text }: Call, absent: ServiceCode, others: ServiceCode): NodeGroup => {
  const group = state.groups.get(text("NodeGroupId"));
  if (!group) return fail(absent);
  return group.account === account.name ? group : fail(others);
};

/** A group for B.22 to B.24. */
const ownGroup = (call: Call): NodeGroup => groupOf(call, "NonExistent", choices.nodeGroupOfOthers);

const unlocked = (group: NodeGroup): NodeGroup =>
  group.locks.some((lock) => lock.enabled && lock.type === "WRITE") ? fail("ResourceLocked") : group;

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

/** API file B.24, column ListNodeGroups. */
const listed = ({ state }: Call, group: NodeGroup) => {
  const permission =
    group.joinPermissionId === undefined ? undefined : state.permissions.get(group.joinPermissionId);
  return {
    NodeGroupId: group.id,
    NodeGroupName: group.name,
    NodesCnt: 0,
    CreateMillis: group.createMillis,
    JoinPermissionId: permission?.id,
    JoinPermissionName: permission?.name,
    JoinPermissionType: permission?.type,
    JoinPermissionEnabled: permission?.enabled,
    JoinPermissionOwnerAliyunId: permission?.owner,
    JoinEui: permission?.joinEui,
    ClassMode: permission?.classMode,
    FreqBandPlanGroupId: permission?.freqBandPlanGroupId,
    RxDailySum: 0,
    RxMonthSum: 0,
    TxDailySum: 0,
    TxMonthSum: 0,
    DataDispatchEnabled: false,
    Locks: group.locks.map((lock) => ({
      LockId: lock.id,
      LockType: lock.type,
      Enabled: lock.enabled,
      CreateMillis: lock.createMillis,
    })),
  };
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
    .filter((each) => fuzzy(listed(call, each).JoinEui, call.value("FuzzyJoinEui")))
    // There are no nodes yet, so no group holds one that matches.
    .filter(() => call.value("FuzzyDevEui") === undefined);

export const nodeGroupActions: ActionSpecs = {
  // B.21; either the group is made and bound, or nothing is left behind
  CreateNodeGroup: {
    parameters: { NodeGroupName: spec.text(), JoinPermissionId: spec.optionalText() },
    feature: "",
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
      });
      return id;
    },
  },
  // B.22
  UpdateNodeGroup: {
    parameters: { NodeGroupId: spec.text(), NodeGroupName: spec.optionalText() },
    feature: "",
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
    feature: "",
    run: (call) => {
      const group = unlocked(ownGroup(call));
      if (group.joinPermissionId !== undefined) fail("NodeGroupAlreadyBoundJoinPermission");
      call.state.groups.delete(group.id);
    },
  },
  // B.24; here, and only here, RxDailySum is text
  GetNodeGroup: {
    parameters: { NodeGroupId: spec.text(), IotInstanceId: spec.optionalText() },
    feature: "",
    run: (call) => ({
      ...listed(call, ownGroup(call)),
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
    feature: "",
    run: (call) => page(filtered(call), call, (each) => listed(call, each)),
  },
  // B.26
  CountNodeGroups: { parameters: filters, feature: "", run: (call) => filtered(call).length },
  // B.27
  BindJoinPermissionToNodeGroup: {
    parameters: { NodeGroupId: spec.text(), JoinPermissionId: spec.text() },
    feature: "",
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
    feature: "",
    run: (call) => {
      const group = unlocked(groupOf(call, "NonExistent", "NonExistent"));
      if (group.joinPermissionId !== call.text("JoinPermissionId")) fail(choices.unbindNotBound);
      group.joinPermissionId = undefined;
    },
  },
};
