import type * as pulumi from "@pulumi/pulumi";
import {
  accountFunction,
  argumentlessFunction,
  camelCase,
  type InvokeArgs,
  outputForm,
} from "../../invoke/accountFunction";
import { GetNodeGroup, ListNodeGroups, type NodeGroupData, nodeGroups } from "./api";
import { type DataDispatch, dispatchOf } from "./dataDispatch";

/** A lock that another product has set on a node group. */
export interface NodeGroupLock {
  /** Id of the lock. API: `LockId`. */
  lockId: string;
  /** Type of the lock; `WRITE` prevents any change to the group. API: `LockType`. */
  lockType?: string;
  /** Whether the lock is in effect. API: `Enabled`. */
  enabled?: boolean;
  /** Time when the lock was set, in Unix milliseconds. API: `CreateMillis`. */
  createMillis?: number;
}

/** A node group. The fields of the join permission are absent if the group is not bound to a join permission. */
export interface GetNodeGroupResult {
  /** Id, a decimal string. API: `NodeGroupId`. */
  nodeGroupId: string;
  /** Name of the group. API: `NodeGroupName`. */
  nodeGroupName: string;
  /** Number of nodes in the group. API: `NodesCnt`. */
  nodesCnt?: number;
  /** Creation time, in Unix milliseconds. API: `CreateMillis`. */
  createMillis?: number;
  /** Id of the bound join permission, a decimal string. API: `JoinPermissionId`. */
  joinPermissionId?: string;
  /** Name of the bound join permission. API: `JoinPermissionName`. */
  joinPermissionName?: string;
  /** Type of the bound join permission, `LOCAL` or `ROAMING`. API: `JoinPermissionType`. */
  joinPermissionType?: string;
  /** Whether devices can use the bound join permission. API: `JoinPermissionEnabled`. */
  joinPermissionEnabled?: boolean;
  /** Account name of the owner of the bound join permission. API: `JoinPermissionOwnerAliyunId`. */
  joinPermissionOwnerAliyunId?: string;
  /** JoinEUI, 16 hexadecimal digits. API: `JoinEui`. */
  joinEui?: string;
  /** LoRaWAN class of the nodes. API: `ClassMode`. */
  classMode?: string;
  /** Id of the frequency band plan group, a decimal string. API: `FreqBandPlanGroupId`. */
  freqBandPlanGroupId?: string;
  /** Number of uplink packets today. API: `RxDailySum`. */
  rxDailySum?: number;
  /** Number of uplink packets this month. API: `RxMonthSum`. */
  rxMonthSum?: number;
  /** Number of downlink packets today. API: `TxDailySum`. */
  txDailySum?: number;
  /** Number of downlink packets this month. API: `TxMonthSum`. */
  txMonthSum?: number;
  /**
   * Destination of the uplink data, if a destination has ever been configured. API: `DataDispatchConfig`,
   * `DataDispatchEnabled`.
   */
  dataDispatch?: pulumi.Unwrap<DataDispatch>;
  /** Locks of other products; empty if there are none. API: `Locks`. */
  locks: NodeGroupLock[];
}

/** Arguments of {@link getNodeGroup}. */
export interface GetNodeGroupArgs extends InvokeArgs {
  /** Id of the node group, a decimal string. API: `NodeGroupId`. */
  nodeGroupId: string;
}

const resultOf = (group: NodeGroupData): GetNodeGroupResult => {
  const { DataDispatchConfig: _, DataDispatchEnabled: __, Locks = [], ...fields } = group;
  const dataDispatch = dispatchOf(group);
  return { ...camelCase(fields), ...(dataDispatch && { dataDispatch }), locks: camelCase(Locks) };
};

/**
 * Reads a node group with its binding, counters, data dispatch and locks (GetNodeGroup). Errors: `NonExistent`,
 * `NotResourceOwner`.
 */
export const getNodeGroup = accountFunction(
  "getNodeGroup",
  [GetNodeGroup],
  async (operation, args: GetNodeGroupArgs): Promise<GetNodeGroupResult> =>
    resultOf(await operation.call(GetNodeGroup, { NodeGroupId: args.nodeGroupId })),
);

/** Like {@link getNodeGroup}, but accepts outputs as arguments. */
export const getNodeGroupOutput = outputForm(getNodeGroup);

/** Lists every node group, oldest first (ListNodeGroups, 200 per call). */
export const getNodeGroups = argumentlessFunction(
  "getNodeGroups",
  [ListNodeGroups],
  async (operation): Promise<GetNodeGroupResult[]> =>
    [...(await nodeGroups.list(operation, "")).values()].map(resultOf),
);

/** Like {@link getNodeGroups}, but accepts outputs as arguments. */
export const getNodeGroupsOutput = outputForm(getNodeGroups);
