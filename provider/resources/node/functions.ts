import { accountFunction, camelCase, type InvokeArgs, outputForm } from "../../program/invoke";
import { ListNodesByNodeGroupId, nodesOfGroup } from "./api";

/** A node in a node group. The AppKey that the service lists with it never leaves this package. */
export interface GetNodeResult {
  /** DevEUI, 16 hexadecimal digits. API: `DevEui`. */
  devEui: string;
  /** Address in the network, once it has joined. API: `DevAddr`. */
  devAddr?: string;
  /** LoRaWAN class, `A`, `B` or `C`. API: `ClassMode`. */
  classMode?: string;
  /** Kind of node, as the service calls it. API: `NodeType`. */
  nodeType?: string;
  /** JoinEUI, 16 hexadecimal digits. API: `JoinEui`. */
  joinEui?: string;
  /** Id of the multicast group that it is in, where it is in one. API: `MulticastGroupId`. */
  multicastGroupId?: string;
  /** How it is licensed, as the service calls it. API: `AuthTypes`. */
  authTypes?: string;
  /** When it came into the group, Unix milliseconds. API: `BoundMillis`. */
  boundMillis?: number;
  /** When it last joined the network, Unix milliseconds. API: `LastJoinMillis`. */
  lastJoinMillis?: number;
}

/** Arguments of {@link getNodes}. */
export interface GetNodesArgs extends InvokeArgs {
  /** Id of the node group, decimal text. API: `NodeGroupId`. */
  nodeGroupId: string;
}

/** Lists every node of a node group, oldest first, without the AppKey (ListNodesByNodeGroupId, 200 a call). */
export const getNodes = accountFunction(
  "getNodes",
  [ListNodesByNodeGroupId],
  async (operation, args: GetNodesArgs): Promise<GetNodeResult[]> =>
    [...(await nodesOfGroup.list(operation, args.nodeGroupId)).values()].map(camelCase),
);

/** {@link getNodes} for arguments that are not known yet. */
export const getNodesOutput = outputForm(getNodes);
