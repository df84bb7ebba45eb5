import type { Operation } from "../../client/operation";
import { accountFunction, camelCase, type InvokeArgs, outputForm } from "../../invoke/accountFunction";
import { GetRentedJoinPermission, ListRentedJoinPermissions, rentedJoinPermissions } from "./api";

/** A join permission that the account rents. */
export interface GetRentedJoinPermissionResult {
  /** Id, a decimal string. API: `JoinPermissionId`. */
  joinPermissionId: string;
  /** Name; the owner sets the name of a LOCAL join permission. API: `JoinPermissionName`. */
  joinPermissionName: string;
  /** Type: `LOCAL` (from another account) or `ROAMING` (from the platform). API: `Type`. */
  type: "LOCAL" | "ROAMING";
  /** Account name of the owner, `AliCloud IoT` for ROAMING; returned only in lists. API: `OwnerAliyunId`. */
  ownerAliyunId?: string;
  /** LoRaWAN class of the devices. API: `ClassMode`. */
  classMode: string;
  /** Id of the frequency band plan group, a decimal string. API: `FreqBandPlanGroupId`. */
  freqBandPlanGroupId: string;
  /** JoinEUI, 16 hexadecimal digits. API: `JoinEui`. */
  joinEui: string;
  /** Whether devices can use the join permission. API: `Enabled`. */
  enabled: boolean;
  /** Delay of the class A receive window in seconds, 1 to 15. API: `RxDelay`. */
  rxDelay?: number;
  /** Expected downlink data rate, 0 to 5. API: `DataRate`. */
  dataRate?: number;
  /** Id of the bound node group, a decimal string; absent if there is none. API: `BoundNodeGroupId`. */
  boundNodeGroupId?: string;
  /** Name of the bound node group. API: `BoundNodeGroupName`. */
  boundNodeGroupName?: string;
  /** Creation time, in Unix milliseconds; absent from a list unless `counters` is set. API: `CreateMillis`. */
  createMillis?: number;
  /** Number of nodes that use the join permission; absent from a list unless `counters` is set. API: `NodesCnt`. */
  nodesCnt?: number;
  /** Number of uplink packets today; absent from a list unless `counters` is set. API: `RxDailySum`. */
  rxDailySum?: number;
  /** Number of uplink packets this month; absent from a list unless `counters` is set. API: `RxMonthSum`. */
  rxMonthSum?: number;
  /** Number of downlink packets today; absent from a list unless `counters` is set. API: `TxDailySum`. */
  txDailySum?: number;
  /** Number of downlink packets this month; absent from a list unless `counters` is set. API: `TxMonthSum`. */
  txMonthSum?: number;
}

/** Arguments of {@link getRentedJoinPermission}. */
export interface GetRentedJoinPermissionArgs extends InvokeArgs {
  /** Id of the join permission, a decimal string. API: `JoinPermissionId`. */
  joinPermissionId: string;
}

/** Arguments of {@link getRentedJoinPermissions}. */
export interface GetRentedJoinPermissionsArgs extends InvokeArgs {
  /**
   * Whether to read the counters, which the list does not contain. Reading them takes one GetRentedJoinPermission call
   * per join permission, at most 5 calls per second. Default: `false`. API: GetRentedJoinPermission.
   */
  counters?: boolean;
}

const read = async (operation: Operation, JoinPermissionId: string): Promise<GetRentedJoinPermissionResult> =>
  camelCase(await operation.call(GetRentedJoinPermission, { JoinPermissionId }));

/** Reads a rented join permission and its packet counters (GetRentedJoinPermission). Errors: `NonExistent`. */
export const getRentedJoinPermission = accountFunction(
  "getRentedJoinPermission",
  [GetRentedJoinPermission],
  (operation, args: GetRentedJoinPermissionArgs) => read(operation, args.joinPermissionId),
);

/** Like {@link getRentedJoinPermission}, but accepts outputs as arguments. */
export const getRentedJoinPermissionOutput = outputForm(getRentedJoinPermission);

/**
 * Lists every rented join permission, oldest first; `counters: true` adds the counters of each join permission
 * (ListRentedJoinPermissions, 200 per call).
 */
export const getRentedJoinPermissions = accountFunction(
  "getRentedJoinPermissions",
  [ListRentedJoinPermissions, GetRentedJoinPermission],
  async (operation, args?: GetRentedJoinPermissionsArgs): Promise<GetRentedJoinPermissionResult[]> => {
    const held = [...(await rentedJoinPermissions.list(operation, "")).values()].map(camelCase);
    if (args?.counters !== true) return held;
    return Promise.all(
      held.map(async (each) => ({ ...each, ...(await read(operation, each.joinPermissionId)) })),
    );
  },
);

/** Like {@link getRentedJoinPermissions}, but accepts outputs as arguments. */
export const getRentedJoinPermissionsOutput = outputForm(getRentedJoinPermissions);
