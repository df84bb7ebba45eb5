import { choices } from "../choices";
import type { Node, NodeGroup } from "../entities";
import { spec } from "../parameters";
import { type ActionSpecs, type Call, fail, fuzzy, page, pageParametersOf } from "./action";
import { groupOf, unlocked } from "./groups";
import { checkGuess } from "./guesses";

const feature = choices.featureOfNodes;

const identity = { DevEui: spec.text({ pattern: choices.eui }), NodeGroupId: spec.text() };

const devEui = ({ text }: Call): string => text("DevEui").toLowerCase();
const tupleOf = (call: Call) => call.state.nodeTuples.get(devEui(call)) ?? fail("NodeDoesNotExist");
const ownGroup = (call: Call): NodeGroup => groupOf(call, "NodeGroupDoesNotExist", "NodeGroupDoesNotExist");

const checks: Record<(typeof choices.addNodeChecks)[number], (call: Call) => void> = {
  group: ownGroup,
  lock: (call) => unlocked(ownGroup(call)),
  node: tupleOf,
  pinCode: (call) => checkGuess(call, "pinCode", tupleOf(call).pinCode === call.text("PinCode")),
  membership: (call) => {
    const groupId = call.state.nodes.get(devEui(call))?.groupId;
    if (groupId === undefined) return;
    fail(groupId === call.text("NodeGroupId") ? "DevEuiDuplicated" : "NodeAlreadyAdded");
  },
  limit: ({ state, account }) => {
    if (state.nodesOf(account).length >= choices.nodeLimit) fail("ExceedNodeLimit");
  },
};

/** A node has its class and its JoinEUI from the permission that its group is bound to. */
const shown = ({ state }: Call, { id, groupId, createMillis }: Node) => {
  const permission = state.permissions.get(state.groups.get(groupId)?.joinPermissionId ?? "");
  return {
    DevEui: id,
    ClassMode: permission?.classMode,
    JoinEui: permission?.joinEui,
    Appkey: state.nodeTuples.get(id)?.appkey,
    BoundMillis: createMillis,
    ...choices.nodeState,
  };
};

export const nodeActions: ActionSpecs = {
  AddNodeToGroup: {
    parameters: { ...identity, PinCode: spec.text({ secret: true }) },
    feature,
    run: (call) => {
      for (const check of choices.addNodeChecks) checks[check](call);
      const { state, text } = call;
      const id = devEui(call);
      state.nodes.set(id, { id, groupId: text("NodeGroupId"), createMillis: state.now() });
    },
  },
  RemoveNodeFromGroup: {
    parameters: identity,
    feature,
    run: (call) => {
      const group = unlocked(ownGroup(call));
      tupleOf(call);
      const node = call.state.nodes.get(devEui(call));
      if (node?.groupId !== group.id) return fail(choices.removeNodeNotInGroup);
      call.state.nodes.delete(node.id);
    },
  },
  ListNodesByNodeGroupId: {
    parameters: {
      NodeGroupId: spec.text(),
      ...pageParametersOf("CREATED_MILLIS", "LAST_JOIN_MILLIS"),
      FuzzyDevEui: spec.optionalText(),
      IotInstanceId: spec.optionalText(),
    },
    feature,
    itemTag: choices.itemTags.node,
    run: (call) => {
      const { state, account, text, value } = call;
      const group = state.groups.get(text("NodeGroupId"));
      const nodes: readonly Node[] =
        group?.account === account.name ? state.nodesIn(group.id) : choices.nodesOfOthers;
      const matching = nodes.filter((each) => fuzzy(each.id, value("FuzzyDevEui")));
      // No node has ever joined, so LAST_JOIN_MILLIS leaves them in the order of their age.
      return page(matching, call, (each) => shown(call, each));
    },
  },
};
