import { hasCode, ignoreFailure, isAbsent, LinkWanError } from "../../client/errors";
import type { Operation } from "../../client/operation";
import { parametersFrom } from "../../engine/apiFields";
import { missing } from "../../engine/check";
import { nameAndId } from "../../engine/names";
import type { Resource } from "../../engine/resource";
import { decimalId } from "../../engine/types";
import {
  GetRentedJoinPermission,
  ListRentedJoinPermissions,
  type RentedJoinPermissionData,
  rentedJoinPermissions,
} from "../leasedJoinPermission/api";
import { GetNodeGroup, ListNodeGroups, type NodeGroupData, nodeGroups } from "../nodeGroup/api";
import { expectUnlocked, explainLocked } from "../nodeGroup/locks";
import { BindJoinPermissionToNodeGroup, UnbindJoinPermissionFromNodeGroup } from "./api";

/** Bindings are one-to-one, so a replacement unbinds the old pair first. */
export const properties = {
  /**
   * Id of the node group. Required. Changing it unbinds the old pair first, then replaces the binding. API:
   * `NodeGroupId`. Errors: `NodeGroupDoesNotExist`, `NodeGroupAlreadyBoundJoinPermission`, `ResourceLocked`.
   */
  nodeGroupId: decimalId.required({ onChange: "deleteBeforeReplace", references: "NodeGroup" }),

  /**
   * Id of the join permission, which the account must rent. Required. Changing it unbinds the old pair first, then
   * replaces the binding. API: `JoinPermissionId`. Errors: `JoinPermissionDoesNotExist` (not rented),
   * `JoinPermissionAlreadyBoundNodeGroup`.
   */
  joinPermissionId: decimalId.required({
    onChange: "deleteBeforeReplace",
    references: "LeasedJoinPermission",
  }),
};

type BindingProperties = typeof properties;
type Pair = { readonly nodeGroupId: string; readonly joinPermissionId: string };

/** A one-to-one binding of a node group to a rented join permission. */
export const nodeGroupBinding: Resource<BindingProperties> = {
  name: "NodeGroupBinding",
  terms: { kind: "binding", object: "binding", deleted: "unbound" },
  properties,
  uniqueInputs: ["nodeGroupId", "joinPermissionId"],
  importId: ["nodeGroupId", "joinPermissionId"],
  features: [],
  actions: [
    BindJoinPermissionToNodeGroup,
    UnbindJoinPermissionFromNodeGroup,
    GetNodeGroup,
    ListNodeGroups,
    GetRentedJoinPermission,
    ListRentedJoinPermissions,
  ],
  validate: (inputs) => [
    ...missing(inputs, ["nodeGroupId"], "set the node group"),
    ...missing(inputs, ["joinPermissionId"], "set the rented join permission"),
  ],
  verifyReplacement: async ({ changed, news }, startOperation) => {
    const { nodeGroupId, joinPermissionId } = changed;
    if (nodeGroupId !== undefined) {
      const operation = await startOperation();
      const group = await operation.read(nodeGroups, nodeGroupId).catch(explainMissing);
      expectUnlocked(group, BindJoinPermissionToNodeGroup.name);
      if (group.JoinPermissionId !== undefined && group.JoinPermissionId !== news.joinPermissionId)
        throw alreadyBound("NodeGroupAlreadyBoundJoinPermission", describeGroup(group));
    }
    if (joinPermissionId !== undefined) {
      const operation = await startOperation();
      const lease = await operation.read(rentedJoinPermissions, joinPermissionId).catch(explainMissing);
      if (lease.BoundNodeGroupId !== undefined && lease.BoundNodeGroupId !== news.nodeGroupId)
        throw alreadyBound("JoinPermissionAlreadyBoundNodeGroup", describeLease(lease));
    }
  },
  create: async (operation, inputs) => {
    await bind(operation, inputs);
    return { id: `${inputs.nodeGroupId}/${inputs.joinPermissionId}`, values: inputs };
  },
  readAlone: (operation, _id, pair) => expectBound(operation, pair),
  readBatched: async (operation, _id, pair) => {
    const group = await operation.read(nodeGroups, pair.nodeGroupId);
    // Only a separate read proves that the pair is not bound.
    return group.JoinPermissionId === pair.joinPermissionId
      ? cloudStateOf(pair)
      : expectBound(operation, pair);
  },
  stateAfterCreate: (_id, inputs) => cloudStateOf(inputs),
  delete: async (operation, _id, state) => {
    await operation
      .call(UnbindJoinPermissionFromNodeGroup, parametersFrom(UnbindJoinPermissionFromNodeGroup, state))
      .catch(explainLocked(operation, state.nodeGroupId));
  },
  discover: async (startOperation) => {
    const groups = await (await startOperation()).listAtStart(nodeGroups);
    return [...groups.values()].flatMap(({ NodeGroupId, NodeGroupName, JoinPermissionId }) => {
      if (JoinPermissionId === undefined) return [];
      const inputs = { nodeGroupId: NodeGroupId, joinPermissionId: JoinPermissionId };
      return [{ id: `${NodeGroupId}/${JoinPermissionId}`, name: NodeGroupName, inputs }];
    });
  },
  readFacts: async (operation, _, { nodeGroupId = "" }) => {
    const group = (await operation.listAtStart(nodeGroups)).get(nodeGroupId);
    return { boundTo: group?.JoinPermissionName, nodes: group?.NodesCnt };
  },
};

const cloudStateOf = ({ nodeGroupId, joinPermissionId }: Pair) => ({ nodeGroupId, joinPermissionId });

/**
 * Binds the pair, or adopts an existing identical binding. If the group or the join permission is bound to another
 * object, the error names that object.
 */
const bind = async (operation: Operation, pair: Pair): Promise<void> => {
  const { nodeGroupId: NodeGroupId, joinPermissionId: JoinPermissionId } = pair;
  const read = () => operation.call(GetNodeGroup, { NodeGroupId });
  try {
    await operation.call(BindJoinPermissionToNodeGroup, { NodeGroupId, JoinPermissionId }, async () =>
      (await read()).JoinPermissionId === JoinPermissionId ? { result: undefined } : undefined,
    );
  } catch (error) {
    if (!hasCode(error, "JoinPermissionAlreadyBoundNodeGroup", "NodeGroupAlreadyBoundJoinPermission"))
      return explainLocked(operation, NodeGroupId)(error);
    const group = await read().catch(ignoreFailure);
    if (group?.JoinPermissionId === JoinPermissionId) return;
    const meaning =
      group?.JoinPermissionId === undefined
        ? await operation
            .call(GetRentedJoinPermission, { JoinPermissionId })
            .then(describeLease, ignoreFailure)
        : describeGroup(group);
    throw error.explained({ meaning, remedy: "remove that binding first; bindings are one-to-one" });
  }
};

const expectBound = async (operation: Operation, pair: Pair): Promise<Pair> => {
  const { nodeGroupId: NodeGroupId, joinPermissionId } = pair;
  const group = await operation.call(GetNodeGroup, { NodeGroupId });
  if (group.JoinPermissionId === joinPermissionId) return cloudStateOf(pair);
  throw new LinkWanError({
    action: GetNodeGroup.name,
    subject: `node group ${NodeGroupId}`,
    code: "NonExistent",
    meaning: `the node group is bound to ${boundPermission(group)}`,
  });
};

const boundPermission = ({ JoinPermissionId, JoinPermissionName }: NodeGroupData): string =>
  JoinPermissionId === undefined
    ? "no join permission"
    : `join permission ${nameAndId(JoinPermissionName, JoinPermissionId)}`;

const describeGroup = (group: NodeGroupData): string =>
  `node group ${nameAndId(group.NodeGroupName, group.NodeGroupId)} is bound to ${boundPermission(group)}`;

const describeLease = (lease: RentedJoinPermissionData): string =>
  `join permission ${nameAndId(lease.JoinPermissionName, lease.JoinPermissionId)} is bound to node group ${nameAndId(lease.BoundNodeGroupName, lease.BoundNodeGroupId)}`;

const alreadyBound = (code: string, meaning: string): LinkWanError =>
  new LinkWanError({
    action: BindJoinPermissionToNodeGroup.name,
    code,
    meaning,
    remedy:
      "remove that binding from the program, or unbind it in the console, run pulumi up, then repeat this change",
  });

const explainMissing = (error: unknown): never => {
  if (!isAbsent(error)) throw error;
  throw error.explained({ meaning: "the object to bind does not exist" });
};
