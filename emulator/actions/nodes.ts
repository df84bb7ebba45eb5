import { assumptions } from "../assumptions";
import type { Node, NodeGroup } from "../entities";
import { spec } from "../parameters";
import { type ActionSpecs, type Call, fail, matchesFuzzy, page, pageParametersOf } from "./action";
import { checkAttempt } from "./attemptLimit";
import { groupOf, unlocked } from "./groups";

const feature = assumptions.featureOfNodes;

const identity = { DevEui: spec.string({ pattern: assumptions.eui }), NodeGroupId: spec.string() };

const devEui = ({ string }: Call): string => string("DevEui").toLowerCase();
const tupleOf = (call: Call) => call.state.nodeTuples.get(devEui(call)) ?? fail("NodeDoesNotExist");
const ownGroup = (call: Call): NodeGroup => groupOf(call, "NodeGroupDoesNotExist", "NodeGroupDoesNotExist");

const checks: Record<(typeof assumptions.addNodeChecks)[number], (call: Call) => void> = {
  group: ownGroup,
  lock: (call) => unlocked(ownGroup(call)),
  node: tupleOf,
  pinCode: (call) => checkAttempt(call, "pinCode", tupleOf(call).pinCode === call.string("PinCode")),
  membership: (call) => {
    const groupId = call.state.nodes.get(devEui(call))?.groupId;
    if (groupId === undefined) return;
    fail(groupId === call.string("NodeGroupId") ? "DevEuiDuplicated" : "NodeAlreadyAdded");
  },
  limit: ({ state, account }) => {
    if (state.nodesOf(account).length >= assumptions.nodeLimit) fail("ExceedNodeLimit");
  },
};

/**
 * Returns the fields of a node in replies. ClassMode and JoinEui come from the permission bound to the node's group.
 */
const fieldsOf = ({ state }: Call, { id, groupId, createMillis }: Node) => {
  const permission = state.permissions.get(state.groups.get(groupId)?.joinPermissionId ?? "");
  return {
    DevEui: id,
    ClassMode: permission?.classMode,
    JoinEui: permission?.joinEui,
    Appkey: state.nodeTuples.get(id)?.appkey,
    BoundMillis: createMillis,
    ...assumptions.nodeState,
  };
};

/** Actions on nodes. */
export const nodeActions: ActionSpecs = {
  AddNodeToGroup: {
    parameters: { ...identity, PinCode: spec.string({ secret: true }) },
    feature,
    run: (call) => {
      for (const check of assumptions.addNodeChecks) checks[check](call);
      const { state, string } = call;
      const id = devEui(call);
      state.nodes.set(id, { id, groupId: string("NodeGroupId"), createMillis: state.now() });
    },
  },
  RemoveNodeFromGroup: {
    parameters: identity,
    feature,
    run: (call) => {
      const group = unlocked(ownGroup(call));
      tupleOf(call);
      const node = call.state.nodes.get(devEui(call));
      if (node?.groupId !== group.id) return fail(assumptions.removeNodeNotInGroup);
      call.state.nodes.delete(node.id);
    },
  },
  ListNodesByNodeGroupId: {
    parameters: {
      NodeGroupId: spec.string(),
      ...pageParametersOf("CREATED_MILLIS", "LAST_JOIN_MILLIS"),
      FuzzyDevEui: spec.optionalString(),
      IotInstanceId: spec.optionalString(),
    },
    feature,
    itemTags: { List: "Node" },
    run: (call) => {
      const { state, account, string, value } = call;
      const group = state.groups.get(string("NodeGroupId"));
      const nodes: readonly Node[] =
        group?.account === account.name ? state.nodesIn(group.id) : assumptions.nodesOfOthers;
      const filtered = nodes.filter((each) => matchesFuzzy(each.id, value("FuzzyDevEui")));
      // Nodes never join, so sorting by LAST_JOIN_MILLIS also sorts by creation time.
      return page(filtered, call, (each) => fieldsOf(call, each));
    },
  },
};
