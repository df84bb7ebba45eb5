import type { Operation } from "../../client/operation";
import { accountFunction, camelCase, type InvokeArgs, outputForm } from "../../program/invoke";
import { GetRentedJoinPermission, ListRentedJoinPermissions, rentedJoinPermissions } from "./api";

/** A join permission that the account rents. */
export interface GetRentedJoinPermissionResult {
  /** Id, decimal text. API: `JoinPermissionId`. */
  joinPermissionId: string;
  /** Name; a LOCAL one has its owner's. API: `JoinPermissionName`. */
  joinPermissionName: string;
  /** Whether it is another account's or the platform's. API: `Type`. */
  type: "LOCAL" | "ROAMING";
  /** Account that owns it, `AliCloud IoT` for ROAMING; only the list tells it. API: `OwnerAliyunId`. */
  ownerAliyunId?: string;
  /** LoRaWAN class of the devices. API: `ClassMode`. */
  classMode: string;
  /** Id of the frequency band plan group, decimal text. API: `FreqBandPlanGroupId`. */
  freqBandPlanGroupId: string;
  /** JoinEUI, 16 hexadecimal digits. API: `JoinEui`. */
  joinEui: string;
  /** Whether devices may use it. API: `Enabled`. */
  enabled: boolean;
  /** Delay of the class A receive window in seconds, 1 to 15. API: `RxDelay`. */
  rxDelay?: number;
  /** Expected downlink data rate, 0 to 5. API: `DataRate`. */
  dataRate?: number;
  /** Id of the node group that it is bound to, decimal text, absent where it is bound to none. API: `BoundNodeGroupId`. */
  boundNodeGroupId?: string;
  /** Name of that node group. API: `BoundNodeGroupName`. */
  boundNodeGroupName?: string;
  /** When it was made, Unix milliseconds; not in a list without counters. API: `CreateMillis`. */
  createMillis?: number;
  /** How many nodes use it; not in a list without counters. API: `NodesCnt`. */
  nodesCnt?: number;
  /** Uplink packets of today; not in a list without counters. API: `RxDailySum`. */
  rxDailySum?: number;
  /** Uplink packets of this month; not in a list without counters. API: `RxMonthSum`. */
  rxMonthSum?: number;
  /** Downlink packets of today; not in a list without counters. API: `TxDailySum`. */
  txDailySum?: number;
  /** Downlink packets of this month; not in a list without counters. API: `TxMonthSum`. */
  txMonthSum?: number;
}

/** Arguments of {@link getRentedJoinPermission}. */
export interface GetRentedJoinPermissionArgs extends InvokeArgs {
  /** Id of the join permission, decimal text. API: `JoinPermissionId`. */
  joinPermissionId: string;
}

/** Arguments of {@link getRentedJoinPermissions}. */
export interface GetRentedJoinPermissionsArgs extends InvokeArgs {
  /**
   * Whether to read the counters too, which the list does not hold: a call of GetRentedJoinPermission for each, at 5
   * a second. Default `false`. API: GetRentedJoinPermission.
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

/** {@link getRentedJoinPermission} for arguments that are not known yet. */
export const getRentedJoinPermissionOutput = outputForm(getRentedJoinPermission);

/** Lists every rented join permission, oldest first; with `counters: true`, also its packet counters (ListRentedJoinPermissions, 200 a call). */
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

/** {@link getRentedJoinPermissions} for arguments that are not known yet. */
export const getRentedJoinPermissionsOutput = outputForm(getRentedJoinPermissions);
