import {
  accountFunction,
  argumentlessFunction,
  camelCase,
  type InvokeArgs,
  outputForm,
} from "../../invoke/accountFunction";
import { GetOwnedJoinPermission, ListOwnedJoinPermissions, ownedJoinPermissions } from "./api";

/** A LOCAL join permission that the account owns. */
export interface GetOwnedJoinPermissionResult {
  /** Id, a decimal string. API: `JoinPermissionId`. */
  joinPermissionId: string;
  /** Name of the join permission. API: `JoinPermissionName`. */
  joinPermissionName: string;
  /** State: `NEW` (neither offered nor granted), `APPLYING` (an order is open) or `ACCEPTED` (granted to a renter). API: `AuthState`. */
  authState: "NEW" | "APPLYING" | "ACCEPTED";
  /** Account name of the renter, if there is one. API: `RenterAliyunId`. */
  renterAliyunId?: string;
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
  /** Creation time, in Unix milliseconds; absent from lists. API: `CreateMillis`. */
  createMillis?: number;
  /** Number of nodes that use the join permission; absent from lists. API: `NodesCnt`. */
  nodesCnt?: number;
  /** Number of uplink packets today; absent from lists. API: `RxDailySum`. */
  rxDailySum?: number;
  /** Number of uplink packets this month; absent from lists. API: `RxMonthSum`. */
  rxMonthSum?: number;
  /** Number of downlink packets today; absent from lists. API: `TxDailySum`. */
  txDailySum?: number;
  /** Number of downlink packets this month; absent from lists. API: `TxMonthSum`. */
  txMonthSum?: number;
  /**
   * Destination of the data, `IOT` or `ONS`, if the renter's node group dispatches data; absent from lists. API:
   * `DataDispatchDestination`.
   */
  dataDispatchDestination?: string;
  /** Name of the IoT Platform product that receives the data, if there is one; absent from lists. API: `BoundProductName`. */
  boundProductName?: string;
}

/** Arguments of {@link getOwnedJoinPermission}. */
export interface GetOwnedJoinPermissionArgs extends InvokeArgs {
  /** Id of the join permission, a decimal string. API: `JoinPermissionId`. */
  joinPermissionId: string;
}

/** Reads an owned join permission (GetOwnedJoinPermission). Errors: `NonExistent`, `NotResourceOwner`. */
export const getOwnedJoinPermission = accountFunction(
  "getOwnedJoinPermission",
  [GetOwnedJoinPermission],
  async (operation, args: GetOwnedJoinPermissionArgs): Promise<GetOwnedJoinPermissionResult> =>
    camelCase(await operation.call(GetOwnedJoinPermission, { JoinPermissionId: args.joinPermissionId })),
);

/** Like {@link getOwnedJoinPermission}, but accepts outputs as arguments. */
export const getOwnedJoinPermissionOutput = outputForm(getOwnedJoinPermission);

/** Lists every owned join permission, oldest first (ListOwnedJoinPermissions, 200 per call). */
export const getOwnedJoinPermissions = argumentlessFunction(
  "getOwnedJoinPermissions",
  [ListOwnedJoinPermissions],
  async (operation): Promise<GetOwnedJoinPermissionResult[]> =>
    [...(await ownedJoinPermissions.list(operation, "")).values()].map(camelCase),
);

/** Like {@link getOwnedJoinPermissions}, but accepts outputs as arguments. */
export const getOwnedJoinPermissionsOutput = outputForm(getOwnedJoinPermissions);
