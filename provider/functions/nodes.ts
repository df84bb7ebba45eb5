import * as pulumi from "@pulumi/pulumi";
import { kinds } from "../api/kinds";
import { camelCase } from "./camelCase";
import { type Inputs, type InvokeArgs, invoke } from "./invoke";

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

/** Lists every node of a node group, oldest first (ListNodesByNodeGroupId, 200 a call). */
export const getNodes = (args: GetNodesArgs): Promise<GetNodeResult[]> =>
  invoke("getNodes", args, async (operation) =>
    [...(await kinds.node.list(operation, args.nodeGroupId)).values()].map(camelCase),
  );

/** {@link getNodes} for arguments that are not known yet. */
export const getNodesOutput = (args: Inputs<GetNodesArgs>): pulumi.Output<GetNodeResult[]> =>
  pulumi.output(args).apply(getNodes);
