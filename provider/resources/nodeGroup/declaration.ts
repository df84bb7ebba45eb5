import { explainCodes, ignoreFailure, LinkWanError } from "../../client/errors";
import type { Operation } from "../../client/operation";
import { assertSet, cloudStateFrom } from "../../engine/apiFields";
import { name, nameAndId, validName } from "../../engine/names";
import { differs, isSet } from "../../engine/property";
import type { Resource } from "../../engine/resource";
import { decimalId } from "../../engine/types";
import { ListNodesByNodeGroupId, nodesOfGroup } from "../node/api";
import {
  CreateNodeGroup,
  DeleteNodeGroup,
  GetNodeGroup,
  ListNodeGroups,
  type NodeGroupData,
  nodeGroups,
  UpdateDataDispatchConfig,
  UpdateDataDispatchEnablingState,
  UpdateNodeGroup,
} from "./api";
import { dataDispatch, dispatchOf, updateDispatch } from "./dataDispatch";
import { explainLocked } from "./locks";

export const properties = {
  /**
   * Id of the node group. Set it to adopt a node group that the account already has instead of creating one: properties
   * whose declared value differs are updated. Default: a new node group. Changing it replaces the node group; omitting
   * it later changes nothing. API: `NodeGroupId`. Errors: `NonExistent`, `NotResourceOwner`.
   */
  nodeGroupId: decimalId.optionalComputed({ onChange: "replace", keepWhenOmitted: true }),

  /**
   * Name, width 4 to 30: Chinese characters (each counts as 2), English letters, digits and underscores; unique in the
   * account. Default: the name of the resource, with invalid characters replaced by underscores; an adopted node group
   * keeps its name. Changed in place; omitting it later keeps the name. API: `NodeGroupName`. Errors: `InvalidName`,
   * `NodeGroupNameDuplicated`, `ResourceLocked`.
   */
  nodeGroupName: name.optionalComputed({ keepWhenOmitted: true }),

  /**
   * Destination of the uplink data: `{destination: "IOT", productType, productName, productKey, debugSwitch?, enabled?}`
   * or `{destination: "ONS", uplinkRegionName, uplinkTopic, enabled?}`; `enabled` is `true` by default. Default: none.
   * Changed in place. No action removes a dispatch: omitting it later changes nothing; to stop the dispatch, set
   * `enabled` to `false`. API: UpdateDataDispatchConfig and UpdateDataDispatchEnablingState. Errors: `ResourceLocked`.
   */
  dataDispatch: dataDispatch.optional({ keepWhenOmitted: true }),
};

type NodeGroupProperties = typeof properties;

/** A group of nodes with a destination for their data. */
export const nodeGroup: Resource<NodeGroupProperties> = {
  name: "NodeGroup",
  terms: { kind: "node group", object: "node group", deleted: "deleted" },
  properties,
  uniqueInputs: ["nodeGroupId", "nodeGroupName"],
  idProperty: "nodeGroupId",
  features: [],
  actions: [
    CreateNodeGroup,
    UpdateNodeGroup,
    UpdateDataDispatchConfig,
    UpdateDataDispatchEnablingState,
    GetNodeGroup,
    ListNodeGroups,
    ListNodesByNodeGroupId,
    DeleteNodeGroup,
  ],
  defaults: (inputs, resourceName) =>
    isSet(inputs.nodeGroupId) ? {} : { nodeGroupName: validName(resourceName) },
  adoption: {
    id: ({ nodeGroupId }) => nodeGroupId,
    remedy:
      "check nodeGroupId and the credentials (profile), or remove nodeGroupId to create a new node group",
  },
  create: async (operation, inputs, createOnce) => {
    assertSet(inputs, "nodeGroupName");
    const { nodeGroupName: NodeGroupName } = inputs;
    const id = await createOnce({
      collection: nodeGroups,
      matches: (group) => group.NodeGroupName === NodeGroupName,
      create: (findEffect) => operation.call(CreateNodeGroup, { NodeGroupName }, findEffect),
      duplicateCodes: ["NodeGroupNameDuplicated"],
      adoptWith: (existing) => `set nodeGroupId: "${existing}"`,
    });
    const { dataDispatch: _, ...values } = inputs;
    return { id, values };
  },
  update: async (operation, NodeGroupId, actual, declared, onChange) => {
    if (isSet(declared.nodeGroupName) && differs(properties, "nodeGroupName", declared, actual)) {
      const NodeGroupName = declared.nodeGroupName;
      await operation
        .call(UpdateNodeGroup, { NodeGroupId, NodeGroupName })
        .catch(explainLocked(operation, NodeGroupId));
      onChange({ nodeGroupName: NodeGroupName });
    }
    if (!isSet(declared.dataDispatch)) return;
    await updateDispatch(operation, NodeGroupId, actual.dataDispatch, declared.dataDispatch, (dispatch) =>
      onChange({ dataDispatch: dispatch }),
    );
  },
  readAlone: async (operation, NodeGroupId) =>
    cloudStateOf(await operation.call(GetNodeGroup, { NodeGroupId })),
  readBatched: async (operation, groupId) => cloudStateOf(await operation.read(nodeGroups, groupId)),
  delete: async (operation, NodeGroupId) => {
    await expectEmpty(operation, NodeGroupId);
    await operation
      .call(DeleteNodeGroup, { NodeGroupId })
      .catch(explainBound(operation, NodeGroupId))
      .catch(explainLocked(operation, NodeGroupId));
  },
  discover: async (startOperation) => {
    const groups = await (await startOperation()).listAtStart(nodeGroups);
    return [...groups].map(([groupId, group]) => ({
      id: groupId,
      name: group.NodeGroupName,
      inputs: cloudStateOf(group),
    }));
  },
  readFacts: async (operation, id) => {
    const group = (await operation.listAtStart(nodeGroups)).get(id);
    return { sinceMillis: group?.CreateMillis, boundTo: group?.JoinPermissionName, nodes: group?.NodesCnt };
  },
};

const cloudStateOf = (group: NodeGroupData) =>
  cloudStateFrom(properties, { ...group, DataDispatch: dispatchOf(group) });

/**
 * Throws if a node group contains nodes, because deleting the group would remove the nodes, and they would lose network
 * access.
 */
const expectEmpty = async (operation: Operation, NodeGroupId: string): Promise<void> => {
  const { NodeGroupName } = await operation.call(GetNodeGroup, { NodeGroupId });
  // The group's node count can be outdated, but the list cannot.
  const devEuis = [...(await nodesOfGroup.list(operation, NodeGroupId)).keys()];
  if (devEuis.length === 0) return;
  const some = devEuis.length > 3 ? `${devEuis.slice(0, 3).join(", ")} …` : devEuis.join(", ");
  throw new LinkWanError({
    action: DeleteNodeGroup.name,
    subject: `node group ${NodeGroupId}`,
    code: "Mismatch",
    meaning: `"${NodeGroupName}" still contains ${devEuis.length} ${devEuis.length === 1 ? "node" : "nodes"} (${some}), which would lose network access`,
    remedy:
      "remove the nodes from the group, or declare them without pinCode and run pulumi up; then run the same command again",
  });
};

/** Returns a handler that adds the join permission to the error for a node group that is still bound. */
const explainBound = (operation: Operation, NodeGroupId: string) =>
  explainCodes(["NodeGroupAlreadyBoundJoinPermission"], async () => {
    const group = await operation.call(GetNodeGroup, { NodeGroupId }).catch(ignoreFailure);
    return {
      meaning: `it is bound to join permission ${nameAndId(group?.JoinPermissionName, group?.JoinPermissionId)}`,
      remedy: "unbind it (destroy its NodeGroupBinding, or use the console), then run the same command again",
    };
  });
