import type * as pulumi from "@pulumi/pulumi";
import {
  accountFunction,
  argumentlessFunction,
  camelCase,
  type InvokeArgs,
  outputForm,
} from "../../program/invoke";
import { GetNodeGroup, ListNodeGroups, type NodeGroupData, nodeGroups } from "./api";
import { type DataDispatch, dispatchOf } from "./dataDispatch";

/** A lock that another product has set on a node group. */
export interface NodeGroupLock {
  /** Id of the lock. API: `LockId`. */
  lockId: string;
  /** What it stops; `WRITE`: nothing about the group can change. API: `LockType`. */
  lockType?: string;
  /** Whether it is in force. API: `Enabled`. */
  enabled?: boolean;
  /** When it was set, Unix milliseconds. API: `CreateMillis`. */
  createMillis?: number;
}

/** A node group. What it has from its join permission is absent where it is bound to none. */
export interface GetNodeGroupResult {
  /** Id, decimal text. API: `NodeGroupId`. */
  nodeGroupId: string;
  /** Name of the group. API: `NodeGroupName`. */
  nodeGroupName: string;
  /** How many nodes are in it. API: `NodesCnt`. */
  nodesCnt?: number;
  /** When it was made, Unix milliseconds. API: `CreateMillis`. */
  createMillis?: number;
  /** Id of the join permission that it is bound to, decimal text. API: `JoinPermissionId`. */
  joinPermissionId?: string;
  /** Name of that join permission. API: `JoinPermissionName`. */
  joinPermissionName?: string;
  /** Its type, `LOCAL` or `ROAMING`. API: `JoinPermissionType`. */
  joinPermissionType?: string;
  /** Whether devices may use it. API: `JoinPermissionEnabled`. */
  joinPermissionEnabled?: boolean;
  /** Account that owns the join permission. API: `JoinPermissionOwnerAliyunId`. */
  joinPermissionOwnerAliyunId?: string;
  /** JoinEUI, 16 hexadecimal digits. API: `JoinEui`. */
  joinEui?: string;
  /** LoRaWAN class of the nodes. API: `ClassMode`. */
  classMode?: string;
  /** Id of the frequency band plan group, decimal text. API: `FreqBandPlanGroupId`. */
  freqBandPlanGroupId?: string;
  /** Uplink packets of today. API: `RxDailySum`. */
  rxDailySum?: number;
  /** Uplink packets of this month. API: `RxMonthSum`. */
  rxMonthSum?: number;
  /** Downlink packets of today. API: `TxDailySum`. */
  txDailySum?: number;
  /** Downlink packets of this month. API: `TxMonthSum`. */
  txMonthSum?: number;
  /** Where the uplink data goes, where that was ever configured. API: `DataDispatchConfig`, `DataDispatchEnabled`. */
  dataDispatch?: pulumi.Unwrap<DataDispatch>;
  /** Locks of other products; empty where there is none. API: `Locks`. */
  locks: NodeGroupLock[];
}

/** Arguments of {@link getNodeGroup}. */
export interface GetNodeGroupArgs extends InvokeArgs {
  /** Id of the node group, decimal text. API: `NodeGroupId`. */
  nodeGroupId: string;
}

const resultOf = (group: NodeGroupData): GetNodeGroupResult => {
  const { DataDispatchConfig: _, DataDispatchEnabled: __, Locks = [], ...fields } = group;
  const dataDispatch = dispatchOf(group);
  return { ...camelCase(fields), ...(dataDispatch && { dataDispatch }), locks: camelCase(Locks) };
};

/** Reads a node group with its binding, counters, dispatch and locks (GetNodeGroup). Errors: `NonExistent`, `NotResourceOwner`. */
export const getNodeGroup = accountFunction(
  "getNodeGroup",
  [GetNodeGroup],
  async (operation, args: GetNodeGroupArgs): Promise<GetNodeGroupResult> =>
    resultOf(await operation.call(GetNodeGroup, { NodeGroupId: args.nodeGroupId })),
);

/** {@link getNodeGroup} for arguments that are not known yet. */
export const getNodeGroupOutput = outputForm(getNodeGroup);

/** Lists every node group, oldest first (ListNodeGroups, 200 a call). */
export const getNodeGroups = argumentlessFunction(
  "getNodeGroups",
  [ListNodeGroups],
  async (operation): Promise<GetNodeGroupResult[]> =>
    [...(await nodeGroups.list(operation, "")).values()].map(resultOf),
);

/** {@link getNodeGroups} for arguments that are not known yet. */
export const getNodeGroupsOutput = outputForm(getNodeGroups);
