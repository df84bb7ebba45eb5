import { accountFunction, camelCase, type InvokeArgs, outputForm } from "../../invoke/accountFunction";
import { GetNode, ListNodesByNodeGroupId, nodesOfGroup } from "./api";

/** A node of the account. Its AppKey, which the service also returns, never leaves this package. */
export interface GetNodeResult {
  /** DevEUI, 16 hexadecimal digits. API: `DevEui`. */
  devEui: string;
  /** Network address; absent until the node joins. API: `DevAddr`. */
  devAddr?: string;
  /** LoRaWAN class, `A`, `B` or `C`. API: `ClassMode`. */
  classMode?: string;
  /** Node type, as the service names it. API: `NodeType`. */
  nodeType?: string;
  /** JoinEUI, 16 hexadecimal digits. API: `JoinEui`. */
  joinEui?: string;
  /** Id of the node's multicast group, if the node is in one. API: `MulticastGroupId`. */
  multicastGroupId?: string;
  /** License type, as the service names it. API: `AuthTypes`. */
  authTypes?: string;
  /** Time when the node was added to the group, in Unix milliseconds. API: `BoundMillis`. */
  boundMillis?: number;
  /** Time of the last join, in Unix milliseconds. API: `LastJoinMillis`. */
  lastJoinMillis?: number;
}

/** Arguments of {@link getNode}. */
export interface GetNodeArgs extends InvokeArgs {
  /** DevEUI, 16 hexadecimal digits in upper or lower case. API: `DevEui`. */
  devEui: string;
}

/**
 * Reads a node, without its AppKey and its node group (GetNode). The service returns fewer fields than for `getNodes`.
 * Errors: `NonExistent`, `NotResourceOwner`.
 */
export const getNode = accountFunction(
  "getNode",
  [GetNode],
  async (operation, args: GetNodeArgs): Promise<GetNodeResult> =>
    camelCase(await operation.call(GetNode, { DevEui: args.devEui.toLowerCase() })),
);

/** Like {@link getNode}, but accepts outputs as arguments. */
export const getNodeOutput = outputForm(getNode);

/** Arguments of {@link getNodes}. */
export interface GetNodesArgs extends InvokeArgs {
  /** Id of the node group, a decimal string. API: `NodeGroupId`. */
  nodeGroupId: string;
}

/** Lists every node of a node group, oldest first, without their AppKey (ListNodesByNodeGroupId, 200 per call). */
export const getNodes = accountFunction(
  "getNodes",
  [ListNodesByNodeGroupId],
  async (operation, args: GetNodesArgs): Promise<GetNodeResult[]> =>
    [...(await nodesOfGroup.list(operation, args.nodeGroupId)).values()].map(camelCase),
);

/** Like {@link getNodes}, but accepts outputs as arguments. */
export const getNodesOutput = outputForm(getNodes);
