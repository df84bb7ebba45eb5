import { assumptions } from "../assumptions";
import type { Node, NodeGroup } from "../entities";
import type { ServiceCode } from "../errors";
import { type ParameterValue, spec } from "../parameters";
import type { State } from "../state";
import { queueDownlink } from "../traffic/traffic";
import { type ActionSpecs, type Call, fail, matchesFuzzy, page, pageParametersOf } from "./action";
import { checkAttempt } from "./attemptLimit";
import { groupOf, unlocked } from "./groups";

const feature = assumptions.featureOfNodes;

/** Parameter that identifies a node. */
export const nodeIdentity = { DevEui: spec.string({ pattern: assumptions.eui }) };
const membership = { ...nodeIdentity, NodeGroupId: spec.string() };

const devEui = ({ string }: Call): string => string("DevEui").toLowerCase();
const tupleOf = (call: Call) => call.state.nodeTuples.get(devEui(call)) ?? fail("NodeDoesNotExist");
/** Returns the node that a call names; throws if the node belongs to no group or to another account's group. */
export const ownNode = (call: Call, notOwnerCode: ServiceCode): Node => {
  const node = call.state.nodes.get(devEui(call)) ?? fail("NonExistent");
  return call.state.groups.get(node.groupId)?.account === call.account.name ? node : fail(notOwnerCode);
};

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

/** Returns the fields of a node that all actions return. ClassMode comes from the group's join permission. */
const commonFields = ({ state }: Call, { id, groupId, createMillis, session }: Node) => ({
  DevEui: id,
  DevAddr: session?.devAddr,
  ClassMode: permissionOf(state, groupId)?.classMode,
  BoundMillis: createMillis,
  LastJoinMillis: session?.joinMillis,
});

const permissionOf = (state: State, groupId: string) =>
  state.permissions.get(state.groups.get(groupId)?.joinPermissionId ?? "");

/** Returns the fields of a node in the list of a group, including the secret Appkey. */
const groupFields = (call: Call, node: Node) => ({
  ...commonFields(call, node),
  JoinEui: permissionOf(call.state, node.groupId)?.joinEui,
  Appkey: call.state.nodeTuples.get(node.id)?.appkey,
  ...assumptions.nodeState,
});

const sortValues = { LAST_JOIN_MILLIS: ({ session }: Node) => session?.joinMillis ?? 0 };

const nodePageParameters = {
  ...pageParametersOf("CREATED_MILLIS", "LAST_JOIN_MILLIS"),
  FuzzyDevEui: spec.optionalString(),
  IotInstanceId: spec.optionalString(),
};

const fuzzy = (nodes: readonly Node[], filter: ParameterValue): Node[] =>
  nodes.filter((each) => matchesFuzzy(each.id, filter));

/** Returns the nodes in one of the account's node groups that match a call's filter. */
const nodesInGroup = ({ state, account, string, value }: Call): Node[] => {
  const group = state.groups.get(string("NodeGroupId"));
  const nodes = group?.account === account.name ? state.nodesIn(group.id) : assumptions.nodesOfOthers;
  return fuzzy(nodes, value("FuzzyDevEui"));
};

/** Returns the nodes that use one of the account's join permissions, even if they belong to other accounts. */
const nodesWithOwned = ({ state, account, string, value }: Call): Node[] => {
  const permission = state.permissions.get(string("JoinPermissionId"));
  const isOwned = permission?.type === "LOCAL" && permission.owner === account.name;
  const nodes = isOwned
    ? state.nodesIn(state.groupOfPermission(permission.id)?.id)
    : assumptions.nodesOfOthers;
  return fuzzy(nodes, value("FuzzyDevEui"));
};

/** Actions on nodes. */
export const nodeActions: ActionSpecs = {
  AddNodeToGroup: {
    parameters: { ...membership, PinCode: spec.string({ secret: true }) },
    feature,
    run: (call) => {
      for (const check of assumptions.addNodeChecks) checks[check](call);
      const { state, string } = call;
      const id = devEui(call);
      const groupId = string("NodeGroupId");
      const createMillis = state.now();
      state.nodes.set(id, { id, groupId, createMillis, enabled: true, session: undefined, queue: [] });
    },
  },
  RemoveNodeFromGroup: {
    parameters: membership,
    feature,
    run: (call) => {
      const group = unlocked(ownGroup(call));
      tupleOf(call);
      const node = call.state.nodes.get(devEui(call));
      if (node?.groupId !== group.id) return fail(assumptions.removeNodeNotInGroup);
      call.state.nodes.delete(node.id);
    },
  },
  // The reply does not contain the group of the node.
  GetNode: {
    parameters: nodeIdentity,
    feature,
    run: (call) => ({
      ...commonFields(call, ownNode(call, "NotResourceOwner")),
      AuthTypes: assumptions.nodeState.AuthTypes,
    }),
  },
  ListNodesByNodeGroupId: {
    parameters: { NodeGroupId: spec.string(), ...nodePageParameters },
    feature,
    itemTags: { List: "Node" },
    run: (call) => page(nodesInGroup(call), call, (each) => groupFields(call, each), sortValues),
  },
  CountNodesByNodeGroupId: {
    parameters: { NodeGroupId: spec.string(), FuzzyDevEui: spec.optionalString() },
    feature,
    run: (call) => nodesInGroup(call).length,
  },
  ListNodesByOwnedJoinPermissionId: {
    parameters: { JoinPermissionId: spec.string(), ...nodePageParameters },
    feature,
    itemTags: { List: "Node" },
    run: (call) => page(nodesWithOwned(call), call, (each) => commonFields(call, each), sortValues),
  },
  CountNodesByOwnedJoinPermissionId: {
    parameters: { JoinPermissionId: spec.string(), FuzzyDevEui: spec.optionalString() },
    feature,
    run: (call) => nodesWithOwned(call).length,
  },
  // C.2; the parameter is named IsEnable here, and Enabled in other actions.
  UpdateNodeEnablingState: {
    parameters: { ...nodeIdentity, IsEnable: spec.bool() },
    feature,
    run: (call) => {
      ownNode(call, assumptions.nodeOfOthers).enabled = call.bool("IsEnable");
    },
  },
  SendUnicastCommand: {
    parameters: {
      ...nodeIdentity,
      FPort: spec.int64({ min: 1, max: 223 }),
      Content: spec.string({ pattern: /^([0-9a-f]{2}){1,51}$/i }),
      Confirmed: spec.optionalBool(),
      MaxRetries: spec.optionalInt64({ min: 0, max: 100 }),
      CleanUp: spec.optionalBool(),
      IotInstanceId: spec.optionalString(),
    },
    feature: assumptions.featureOfCommands,
    run: (call) => {
      const node = ownNode(call, assumptions.nodeOfOthers);
      if (call.bool("CleanUp")) node.queue = [];
      queueDownlink(call.state, node, {
        fPort: call.number("FPort"),
        content: call.string("Content"),
        confirmed: call.bool("Confirmed"),
      });
    },
  },
};
