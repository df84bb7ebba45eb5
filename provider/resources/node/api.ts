import { action, pageParameters, parameter } from "../../client/action";
import type { Caller, Collection } from "../../client/collection";
import { type Decoded, id, integer, nothing, optional, page, record, string } from "../../client/decode";
import { LinkWanError } from "../../client/errors";
import { everyPage } from "../../client/pages";

/** Fields of a listed node, without `Appkey`, which is a secret and must not leave the decoder. */
const node = record({
  DevEui: id,
  DevAddr: optional(string),
  ClassMode: optional(string),
  NodeType: optional(string),
  JoinEui: optional(id),
  MulticastGroupId: optional(string),
  AuthTypes: optional(string),
  BoundMillis: optional(integer),
  LastJoinMillis: optional(integer),
});
export type NodeData = Decoded<typeof node>;

const subject = ({ DevEui }: { readonly DevEui: string }) => `node ${DevEui}`;

/** API file C.1. */
export const AddNodeToGroup = action({
  name: "AddNodeToGroup",
  effect: "unsafe",
  parameters: { DevEui: parameter.string, PinCode: parameter.string, NodeGroupId: parameter.string },
  subject,
  decoder: nothing,
  ramResources: ["node-group/{NodeGroupId}"],
  takesIotInstanceId: false,
});

/** API file C.1. */
export const RemoveNodeFromGroup = action({
  name: "RemoveNodeFromGroup",
  effect: "idempotent",
  parameters: { DevEui: parameter.string, NodeGroupId: parameter.string },
  subject,
  decoder: nothing,
  ramResources: ["node-group/{NodeGroupId}"],
  takesIotInstanceId: false,
});

/** API file C.1. The response does not contain the node group. */
export const GetNode = action({
  name: "GetNode",
  effect: "read",
  parameters: { DevEui: parameter.string },
  subject,
  decoder: node,
  ramResources: ["node/{DevEui}"],
  takesIotInstanceId: false,
});

/** API file C.1. */
export const ListNodesByNodeGroupId = action({
  name: "ListNodesByNodeGroupId",
  effect: "read",
  parameters: {
    ...pageParameters<"CREATED_MILLIS">(),
    NodeGroupId: parameter.string,
    FuzzyDevEui: parameter.optionalString,
  },
  subject: ({ NodeGroupId }) => `node group ${NodeGroupId}`,
  decoder: page(node, "Node"),
  ramResources: ["node/*", "node-group/{NodeGroupId}"],
  takesIotInstanceId: true,
});

const listNodes = (caller: Caller, NodeGroupId: string, FuzzyDevEui: string | undefined) =>
  everyPage(
    (request) =>
      caller.call(ListNodesByNodeGroupId, {
        ...request,
        SortingField: "CREATED_MILLIS",
        NodeGroupId,
        FuzzyDevEui,
      }),
    (item) => item.DevEui.toLowerCase(),
  );

/**
 * The nodes of a node group, keyed by DevEUI in lower case. Single nodes are also read from this list, because no
 * action that reads one node returns the node's group (API file C.6).
 */
export const nodesOfGroup: Collection<NodeData> = {
  kind: "node",
  get: async (caller, devEui, nodeGroupId) => {
    // The documentation does not state whether the filter is case-sensitive. A list without the filter misses no node.
    const filtered = (await listNodes(caller, nodeGroupId, devEui)).get(devEui);
    const found = filtered ?? (await listNodes(caller, nodeGroupId, undefined)).get(devEui);
    if (found) return found;
    throw new LinkWanError({
      action: ListNodesByNodeGroupId.name,
      subject: `node ${devEui}`,
      code: "NonExistent",
      meaning: `it is not in node group ${nodeGroupId}`,
    });
  },
  list: (caller, nodeGroupId) => listNodes(caller, nodeGroupId, undefined),
  batchThreshold: 0,
};
