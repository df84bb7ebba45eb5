import type { NodeGroup } from "../../api/actions";
import type { Operation } from "../../api/client";
import { hasCode, LinkWanError } from "../../api/errors";
import { kinds } from "../../api/kinds";
import { isObject } from "../../api/plain";
import { ifReadable } from "../absence";
import type { Definition, Obtained } from "../definition";
import { makeOnce } from "../makeOnce";
import { legalName, refusesName } from "../names";
import { differs, isSet, type Properties } from "../properties";
import type { Values } from "../resource";
import type { Run } from "../run";
import { takeOver } from "../takeOver";
import { id, nonEmptyText } from "../validators";
import { changeDispatch, dispatchOf, normalDispatch, refusesDispatch } from "./dataDispatch";
import { explainLocked } from "./locked";

/** Every input of a node group. */
const properties = {
  nodeGroupId: { refuses: id, onChange: "replace", sticky: true },
  nodeGroupName: { refuses: refusesName, onChange: "update", sticky: true },
  // No action clears a dispatch, so leaving it out cannot take it away.
  dataDispatch: { refuses: refusesDispatch, normal: normalDispatch, onChange: "update", sticky: true },
  profile: { refuses: nonEmptyText, onChange: "update", own: true },
} as const satisfies Properties;

/** A group of nodes, and where its data goes. */
export const nodeGroup: Definition = {
  resource: "NodeGroup",
  words: { kind: "node group", thing: "node group", removed: "deleted" },
  properties,
  identities: ["nodeGroupId", "nodeGroupName"],
  idProperty: "nodeGroupId",
  defaults: (inputs, resourceName) =>
    isSet(inputs.nodeGroupId) ? {} : { nodeGroupName: legalName(resourceName) },
  obtain: (operation, inputs, run) =>
    isSet(inputs.nodeGroupId) ? takeOverGroup(operation, inputs) : make(operation, inputs, run),
  change: (...all) => change(...all),
  get: async (operation, groupId) => ofCloud(await operation.call("GetNodeGroup", { NodeGroupId: groupId })),
  read: async (operation, groupId) => ofCloud(await operation.read("nodeGroup", groupId)),
  remove: async (operation, groupId) => {
    await expectEmpty(operation, groupId);
    await operation
      .call("DeleteNodeGroup", { NodeGroupId: groupId })
      .catch((error) => explainBound(operation, groupId, error));
  },
};

/** Nodes that are still in a group would leave it with the group, and lose their network. */
const expectEmpty = async (operation: Operation, groupId: string): Promise<void> => {
  const { NodesCnt = 0, NodeGroupName } = await operation.call("GetNodeGroup", { NodeGroupId: groupId });
  // The number may be an old one; the list is not.
  const devEuis = NodesCnt === 0 ? [] : [...(await kinds.node.list(operation, groupId)).keys()];
  if (devEuis.length === 0) return;
  const some = devEuis.length > 3 ? `${devEuis.slice(0, 3).join(", ")} …` : devEuis.join(", ");
  throw new LinkWanError({
    action: "DeleteNodeGroup",
    subject: `node group ${groupId}`,
    code: "Mismatch",
    meaning: `"${NodeGroupName}" still holds ${devEuis.length} ${devEuis.length === 1 ? "node" : "nodes"} that this stack has not added (${some}), which would lose their network`,
    remedy: "remove them from the group, or declare them without pinCode, then run the same command again",
  });
};

/** Which permission it is bound to, and what it has from that, is not its state: a binding is a resource of its own. */
const ofCloud = (group: NodeGroup): Values => ({
  nodeGroupId: group.NodeGroupId,
  nodeGroupName: group.NodeGroupName,
  dataDispatch: dispatchOf(group),
});

const takeOverGroup = (operation: Operation, inputs: Values): Promise<Obtained> =>
  takeOver(operation, nodeGroup, String(inputs.nodeGroupId), inputs, {
    remedy: "check nodeGroupId and the credentials (profile), or remove nodeGroupId to make a new node group",
  });

const make = async (operation: Operation, inputs: Values, run: Run): Promise<Obtained> => {
  const NodeGroupName = String(inputs.nodeGroupName);
  const groupId = await makeOnce(operation, run, nodeGroup, {
    kind: "nodeGroup",
    isIt: (group) => group.NodeGroupName === NodeGroupName,
    make: (look) => operation.call("CreateNodeGroup", { NodeGroupName }, look),
    taken: ["NodeGroupNameDuplicated"],
    takeOver: (existing) => `set nodeGroupId: "${existing}"`,
  });
  const { dataDispatch: _, ...granted } = inputs;
  return { id: groupId, granted };
};

const change: NonNullable<Definition["change"]> = async (operation, groupId, present, declared, changed) => {
  if (differs(properties, "nodeGroupName", declared, present)) {
    const NodeGroupName = String(declared.nodeGroupName);
    await operation
      .call("UpdateNodeGroup", { NodeGroupId: groupId, NodeGroupName })
      .catch((error) => explainLocked(operation, groupId, error));
    changed({ nodeGroupName: NodeGroupName });
  }
  if (!isObject(declared.dataDispatch)) return;
  const dispatch = isObject(present.dataDispatch) ? present.dataDispatch : {};
  await changeDispatch(operation, groupId, dispatch, declared.dataDispatch, (dataDispatch) =>
    changed({ dataDispatch }),
  );
};

const explainBound = async (operation: Operation, groupId: string, error: unknown): Promise<never> => {
  if (!hasCode(error, "NodeGroupAlreadyBoundJoinPermission")) return explainLocked(operation, groupId, error);
  const group = await ifReadable(operation.call("GetNodeGroup", { NodeGroupId: groupId }));
  throw error.explained({
    meaning: `it is bound to join permission "${group?.JoinPermissionName ?? ""}" (${group?.JoinPermissionId ?? "its id could not be read"})`,
    remedy: "unbind it (destroy its NodeGroupBinding, or in the console), then run the same command again",
  });
};
