import type { NodeGroup, RentedJoinPermission } from "../../api/actions";
import type { Operation } from "../../api/client";
import { hasCode, LinkWanError } from "../../api/errors";
import { isAbsent } from "../absence";
import { missing } from "../check";
import type { Definition } from "../definition";
import { expectUnlocked, explainLocked } from "../nodeGroup/locked";
import { isKnown, type Properties } from "../properties";
import type { Values } from "../resource";
import { profileOf } from "../state";
import { id, nonEmptyText } from "../validators";

/** Every input of a binding. It is one to one, so another one needs the old one to go first. */
const properties = {
  nodeGroupId: { refuses: id, onChange: "deleteBeforeReplace" },
  joinPermissionId: { refuses: id, onChange: "deleteBeforeReplace" },
  profile: { refuses: nonEmptyText, onChange: "update", own: true },
} as const satisfies Properties;

/** The binding of a node group to a rented join permission, one to one. */
export const nodeGroupBinding: Definition = {
  resource: "NodeGroupBinding",
  words: { kind: "binding", thing: "binding", removed: "unbound" },
  properties,
  identities: ["nodeGroupId", "joinPermissionId"],
  contradictions: (inputs) => [
    ...missing(inputs, ["nodeGroupId"], "give the node group"),
    ...missing(inputs, ["joinPermissionId"], "give the rented join permission"),
  ],
  verifyReplacement: async (_id, replaces, _state, news, connect) => {
    const changed = replaces.filter((name) => isKnown(news[name]));
    if (changed.length === 0 || !isKnown(news.profile)) return;
    const operation = await connect(profileOf(news));
    const { nodeGroupId, joinPermissionId } = news;
    if (changed.includes("nodeGroupId")) {
      const group = await operation.read("nodeGroup", String(nodeGroupId)).catch(keepOld);
      expectUnlocked(group, "BindJoinPermissionToNodeGroup");
      if (group.JoinPermissionId !== undefined && group.JoinPermissionId !== joinPermissionId)
        throw isTaken("NodeGroupAlreadyBoundJoinPermission", groupBound(group));
    }
    if (changed.includes("joinPermissionId")) {
      const lease = await operation.read("rentedJoinPermission", String(joinPermissionId)).catch(keepOld);
      if (lease.BoundNodeGroupId !== undefined && lease.BoundNodeGroupId !== nodeGroupId)
        throw isTaken("JoinPermissionAlreadyBoundNodeGroup", leaseBound(lease));
    }
  },
  obtain: async (operation, inputs) => {
    const pair = pairOf(inputs);
    const isBound = async (looking: Operation) => {
      const group = await looking.call("GetNodeGroup", { NodeGroupId: pair.NodeGroupId });
      return group.JoinPermissionId === pair.JoinPermissionId ? { result: undefined } : undefined;
    };
    await operation
      .call("BindJoinPermissionToNodeGroup", pair, isBound)
      .catch((error) => passIfBound(operation, pair, error));
    return { id: `${pair.NodeGroupId}/${pair.JoinPermissionId}`, granted: inputs };
  },
  get: (operation, _id, known) => verifyBound(operation, known),
  read: async (operation, _id, known) => {
    const { NodeGroupId, JoinPermissionId } = pairOf(known);
    const group = await operation.read("nodeGroup", NodeGroupId);
    // That it is not bound is concluded from the group itself, not from a list.
    return group.JoinPermissionId === JoinPermissionId ? bound(known) : verifyBound(operation, known);
  },
  asObtained: (_id, inputs) => bound(inputs),
  remove: async (operation, _id, state) => {
    const pair = pairOf(state);
    await operation
      .call("UnbindJoinPermissionFromNodeGroup", pair)
      .catch((error) => explainLocked(operation, pair.NodeGroupId, error));
  },
};

type Pair = { readonly NodeGroupId: string; readonly JoinPermissionId: string };

const pairOf = ({ nodeGroupId, joinPermissionId }: Values): Pair => ({
  NodeGroupId: String(nodeGroupId),
  JoinPermissionId: String(joinPermissionId),
});

const bound = ({ nodeGroupId, joinPermissionId }: Values): Values => ({ nodeGroupId, joinPermissionId });

const boundTo = (group: NodeGroup): string =>
  group.JoinPermissionId === undefined
    ? "no join permission"
    : `join permission "${group.JoinPermissionName ?? ""}" (${group.JoinPermissionId})`;

const groupBound = (group: NodeGroup): string =>
  `node group "${group.NodeGroupName}" (${group.NodeGroupId}) is bound to ${boundTo(group)}`;

const leaseBound = (lease: RentedJoinPermission): string =>
  `join permission "${lease.JoinPermissionName}" (${lease.JoinPermissionId}) is bound to node group "${lease.BoundNodeGroupName ?? ""}" (${lease.BoundNodeGroupId})`;

/** What is taken cannot be bound to, and the old binding would be gone for nothing. */
const isTaken = (code: string, meaning: string): LinkWanError =>
  new LinkWanError({
    action: "BindJoinPermissionToNodeGroup",
    code,
    meaning: `${meaning}; nothing was changed`,
    remedy:
      "take that binding out of the program, or unbind it in the console, run pulumi up, then do this again",
  });

const verifyBound = async (operation: Operation, known: Values): Promise<Values> => {
  const { NodeGroupId, JoinPermissionId } = pairOf(known);
  const group = await operation.call("GetNodeGroup", { NodeGroupId });
  if (group.JoinPermissionId === JoinPermissionId) return bound(known);
  throw new LinkWanError({
    action: "GetNodeGroup",
    subject: `node group ${NodeGroupId}`,
    code: "NonExistent",
    meaning: `it is bound to ${boundTo(group)}`,
  });
};

/** What is bound to each other already is as declared; otherwise the error names what is in the way. */
const passIfBound = async (operation: Operation, pair: Pair, error: unknown): Promise<void> => {
  if (!hasCode(error, "JoinPermissionAlreadyBoundNodeGroup", "NodeGroupAlreadyBoundJoinPermission"))
    return explainLocked(operation, pair.NodeGroupId, error);
  const group = await operation.call("GetNodeGroup", { NodeGroupId: pair.NodeGroupId });
  if (group.JoinPermissionId === pair.JoinPermissionId) return;
  const remedy = "unbind that first: the binding is one to one";
  if (group.JoinPermissionId !== undefined) {
    throw error.explained({ meaning: groupBound(group), remedy });
  }
  const lease = await operation.call("GetRentedJoinPermission", { JoinPermissionId: pair.JoinPermissionId });
  throw error.explained({ meaning: leaseBound(lease), remedy });
};

const keepOld = (error: unknown): never => {
  if (!isAbsent(error)) throw error;
  throw error.explained({ meaning: "what it is to be bound to does not exist; nothing was changed" });
};
