import { isAbsent, LinkWanError } from "../../client/errors";
import type { Operation } from "../../client/operation";
import { assertSet, parametersFrom } from "../../engine/apiFields";
import { missing } from "../../engine/check";
import { withoutId } from "../../engine/createOnce";
import { isSet } from "../../engine/property";
import type { Discovered, Resource } from "../../engine/resource";
import { decimalId, eui, pinCode } from "../../engine/types";
import { GetNodeGroup, ListNodeGroups, nodeGroups } from "../nodeGroup/api";
import { expectUnlocked, explainLocked } from "../nodeGroup/locks";
import { AddNodeToGroup, ListNodesByNodeGroupId, nodesOfGroup, RemoveNodeFromGroup } from "./api";

/** A node is in one group at a time, so changing the group removes the node from the old group first. */
export const properties = {
  /**
   * DevEUI on the label of the device, 16 hexadecimal digits, converted to lowercase. Required. Changing it replaces the node.
   * API: `DevEui`. Errors: `NodeDoesNotExist`, `DevEuiDuplicated` (already in the group: omit `pinCode` to adopt it),
   * `NodeAlreadyAdded` (in another group).
   */
  devEui: eui.required({ onChange: "replace" }),

  /**
   * Id of the node group that contains the node. Required. Changing it removes the node from the old group first, then
   * adds it to the new one. API: `NodeGroupId`. Errors: `NodeGroupDoesNotExist`, `ResourceLocked`, `ExceedNodeLimit`.
   */
  nodeGroupId: decimalId.required({ onChange: "deleteBeforeReplace", references: "NodeGroup" }),

  /**
   * PIN on the label of the device, 6 digits; a secret, encrypted in the state. Only adding the node needs the PIN; no
   * read returns it. Default: none, which adopts a node that is already in the group. Changed in the state only. API:
   * `PinCode`. Errors: `InvalidPinCode`, `TooManyPinCodeVerificationFailures`.
   */
  pinCode: pinCode.programOnly({ secret: true }),
};

type NodeProperties = typeof properties;
type Place = { readonly devEui: string; readonly nodeGroupId: string };

/** A device in a node group. */
export const node: Resource<NodeProperties> = {
  name: "Node",
  terms: { kind: "node", object: "node", deleted: "removed from the node group" },
  properties,
  uniqueInputs: ["devEui"],
  idProperty: "devEui",
  importId: ["nodeGroupId", "devEui"],
  features: [{ name: "NODE", use: "Node", limit: { objects: "nodes", field: "Node" } }],
  actions: [AddNodeToGroup, RemoveNodeFromGroup, ListNodesByNodeGroupId, GetNodeGroup, ListNodeGroups],
  validate: (inputs) => [
    ...missing(inputs, ["devEui"], "set it to the 16 hexadecimal digits on the device's label"),
    ...missing(inputs, ["nodeGroupId"], "set the node group that contains the node"),
  ],
  verifyReplacement: async ({ id: devEui, replaces, changed, news }, startOperation) => {
    if (!replaces.includes("nodeGroupId")) return;
    const { nodeGroupId } = changed;
    if (nodeGroupId !== undefined) await expectTarget(await startOperation(), nodeGroupId);
    if (isSet(news.pinCode)) return;
    // Without its PIN, a removed node cannot be added again, so the node must already be in the new group.
    const isThere =
      nodeGroupId !== undefined && (await isInGroup(await startOperation(), devEui, nodeGroupId));
    if (!isThere) throw pinRequired(devEui);
  },
  adoption: {
    id: ({ devEui, pinCode }) => (isSet(pinCode) ? undefined : devEui),
    remedy:
      "check devEui, nodeGroupId and the credentials (profile), or set pinCode to add the node to the group",
  },
  create: async (operation, inputs, createOnce) => {
    assertSet(inputs, "pinCode");
    const { devEui, nodeGroupId } = inputs;
    const parameters = parametersFrom(AddNodeToGroup, inputs);
    await createOnce({
      collection: nodesOfGroup,
      parentId: nodeGroupId,
      matches: (_, existing) => existing === devEui,
      create: async (findEffect) => {
        await operation
          .call(AddNodeToGroup, parameters, withoutId(findEffect))
          .catch(explainLocked(operation, nodeGroupId));
        return devEui;
      },
      duplicateCodes: ["DevEuiDuplicated", "NodeAlreadyAdded"],
      adoptWith: () => "omit its pinCode",
    });
    return { id: devEui, values: inputs };
  },
  readAlone: (operation, devEui, place) =>
    inGroup(operation, place, () => nodesOfGroup.get(operation, devEui, place.nodeGroupId)),
  readBatched: (operation, devEui, place) =>
    inGroup(operation, place, () => operation.read(nodesOfGroup, devEui, place.nodeGroupId)),
  stateAfterCreate: (_id, inputs) => cloudStateOf(inputs),
  delete: async (operation, _id, state) => {
    await operation
      .call(RemoveNodeFromGroup, parametersFrom(RemoveNodeFromGroup, state))
      .catch(explainLocked(operation, state.nodeGroupId));
  },
  discover: async (startOperation) => {
    const groups = await (await startOperation()).listAtStart(nodeGroups);
    const occupied = [...groups.values()].filter(({ NodesCnt }) => NodesCnt !== 0);
    const perGroup = await Promise.all(
      occupied.map(({ NodeGroupId }) => nodesIn(startOperation, NodeGroupId)),
    );
    return perGroup.flat();
  },
  readFacts: async (operation, devEui, { nodeGroupId = "" }) => {
    const nodes = await operation.listAtStart(nodesOfGroup, nodeGroupId);
    const group = (await operation.listAtStart(nodeGroups)).get(nodeGroupId);
    return { sinceMillis: nodes.get(devEui)?.BoundMillis, boundTo: group?.NodeGroupName };
  },
};

/** Other fields of a node depend on its group or the network and change without an update. */
const cloudStateOf = ({ devEui, nodeGroupId }: Place) => ({ devEui, nodeGroupId });

const nodesIn = async (
  startOperation: () => Promise<Operation>,
  nodeGroupId: string,
): Promise<Discovered<NodeProperties>[]> => {
  const nodes = await (await startOperation()).listAtStart(nodesOfGroup, nodeGroupId);
  return [...nodes.keys()]
    .sort()
    .map((devEui) => ({ id: devEui, name: devEui, inputs: { devEui, nodeGroupId } }));
};

const expectTarget = async (operation: Operation, nodeGroupId: string): Promise<void> => {
  const group = await operation.read(nodeGroups, nodeGroupId).catch((error) => {
    if (!isAbsent(error)) throw error;
    throw error.explained({ meaning: "the node group does not exist" });
  });
  expectUnlocked(group, AddNodeToGroup.name);
};

const isInGroup = async (operation: Operation, devEui: string, nodeGroupId: string): Promise<boolean> => {
  const found = await operation.read(nodesOfGroup, devEui, nodeGroupId).catch((error) => {
    if (!isAbsent(error)) throw error;
  });
  return found !== undefined;
};

const pinRequired = (devEui: string): LinkWanError =>
  new LinkWanError({
    action: AddNodeToGroup.name,
    subject: `node ${devEui}`,
    code: "Mismatch",
    meaning: "moving a node to another group requires the node's PIN, and this node was adopted without one",
    remedy: "set its pinCode, run pulumi up, then repeat this change",
  });

/**
 * Confirms that a node is absent. The list of a group can also be empty because the group belongs to another account
 * (API file C.1 documents no error for this case), so the group itself must be readable or absent.
 */
const inGroup = async (operation: Operation, place: Place, read: () => Promise<unknown>) => {
  await read().catch(async (error) => {
    if (isAbsent(error)) await operation.read(nodeGroups, place.nodeGroupId);
    throw error;
  });
  return cloudStateOf(place);
};
