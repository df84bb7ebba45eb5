import type { Operation } from "../../api/client";
import { LinkWanError } from "../../api/errors";
import { kinds } from "../../api/kinds";
import { isAbsent } from "../absence";
import { missing } from "../check";
import type { Definition, Obtained } from "../definition";
import { makeOnce, withoutId } from "../makeOnce";
import { expectUnlocked, explainLocked } from "../nodeGroup/locked";
import { isKnown, isSet, type Properties } from "../properties";
import type { Values } from "../resource";
import type { Run } from "../run";
import { profileOf } from "../state";
import { takeOver } from "../takeOver";
import { eui, id, lowerCase, nonEmptyText, pinCode } from "../validators";

/** Every input of a node. It is in one group, so another one needs it to leave the old one first. */
const properties = {
  devEui: { refuses: eui, normal: lowerCase, onChange: "replace" },
  nodeGroupId: { refuses: id, onChange: "deleteBeforeReplace" },
  pinCode: { refuses: pinCode, onChange: "update", own: true, secret: true },
  profile: { refuses: nonEmptyText, onChange: "update", own: true },
} as const satisfies Properties;

/** A node, in a node group. */
export const node: Definition = {
  resource: "Node",
  words: { kind: "node", thing: "node", removed: "removed from the node group" },
  properties,
  identities: ["devEui"],
  idProperty: "devEui",
  contradictions: (inputs) => [
    ...missing(inputs, ["devEui"], "give the 16 hexadecimal digits of the device's label"),
    ...missing(inputs, ["nodeGroupId"], "give the node group that the node is in"),
  ],
  verifyReplacement: async (devEui, replaces, _state, news, connect) => {
    if (!replaces.includes("nodeGroupId")) return;
    const isMoveKnown = isKnown(news.nodeGroupId) && isKnown(news.profile);
    const operation = isMoveKnown ? await connect(profileOf(news)) : undefined;
    if (operation) await verifyTarget(operation, String(news.nodeGroupId));
    if (!isSet(news.pinCode)) await verifyMoved(operation, devEui, String(news.nodeGroupId));
  },
  obtain: (operation, inputs, run) =>
    isSet(inputs.pinCode) ? add(operation, inputs, run) : takeOverNode(operation, inputs),
  get: (operation, devEui, known) =>
    inGroup(operation, known, (nodeGroupId) => kinds.node.get(operation, devEui, nodeGroupId)),
  read: (operation, devEui, known) =>
    inGroup(operation, known, (nodeGroupId) => operation.read("node", devEui, nodeGroupId)),
  asObtained: (_id, inputs) => place(inputs),
  remove: async (operation, devEui, state) => {
    const NodeGroupId = String(state.nodeGroupId);
    await operation
      .call("RemoveNodeFromGroup", { DevEui: devEui, NodeGroupId })
      .catch((error) => explainLocked(operation, NodeGroupId, error));
  },
};

const verifyTarget = async (operation: Operation, nodeGroupId: string): Promise<void> => {
  const group = await operation.read("nodeGroup", nodeGroupId).catch((error) => {
    if (!isAbsent(error)) throw error;
    throw error.explained({ meaning: "the node group does not exist; nothing was changed" });
  });
  expectUnlocked(group, "AddNodeToGroup");
};

/** Without its PIN a node that has left its group can never be added again: it may only be where it is to go already. */
const verifyMoved = async (
  operation: Operation | undefined,
  devEui: string,
  nodeGroupId: string,
): Promise<void> => {
  const there = await operation?.read("node", devEui, nodeGroupId).catch((error) => {
    if (!isAbsent(error)) throw error;
  });
  if (there) return;
  throw new LinkWanError({
    action: "AddNodeToGroup",
    subject: `node ${devEui}`,
    code: "Mismatch",
    meaning:
      "moving a node adds it anew, which needs its PIN, and it was taken over without; nothing was changed",
    remedy: "set its pinCode, run pulumi up, then do this again",
  });
};

/** All else that the cloud tells of a node comes from its group or from the network, and changes by itself. */
const place = ({ devEui, nodeGroupId }: Values): Values => ({ devEui, nodeGroupId });

/**
 * The list of a group of another account, or of none, may just be empty (API file C.1 has no error for it): before a
 * node counts as absent, its group has to be readable, or absent itself.
 */
const inGroup = async (
  operation: Operation,
  known: Values,
  read: (nodeGroupId: string) => Promise<unknown>,
): Promise<Values> => {
  const nodeGroupId = String(known.nodeGroupId);
  await read(nodeGroupId).catch(async (error) => {
    if (isAbsent(error)) await operation.read("nodeGroup", nodeGroupId);
    throw error;
  });
  return place(known);
};

const add = async (operation: Operation, inputs: Values, run: Run): Promise<Obtained> => {
  const [DevEui, NodeGroupId] = [String(inputs.devEui), String(inputs.nodeGroupId)];
  const parameters = { DevEui, NodeGroupId, PinCode: String(inputs.pinCode) };
  await makeOnce(operation, run, node, {
    kind: "node",
    within: NodeGroupId,
    isIt: (_, existing) => existing === DevEui,
    make: async (look) => {
      await operation
        .call("AddNodeToGroup", parameters, withoutId(look))
        .catch((error) => explainLocked(operation, NodeGroupId, error));
      return DevEui;
    },
    taken: ["DevEuiDuplicated", "NodeAlreadyAdded"],
    takeOver: () => "leave out its pinCode",
  });
  return { id: DevEui, granted: inputs };
};

const takeOverNode = (operation: Operation, inputs: Values): Promise<Obtained> =>
  takeOver(operation, node, String(inputs.devEui), inputs, {
    remedy:
      "check devEui, nodeGroupId and the credentials (profile), or give its pinCode to add it to the group",
  });
