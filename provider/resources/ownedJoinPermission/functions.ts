import {
  accountFunction,
  argumentlessFunction,
  camelCase,
  type InvokeArgs,
  outputForm,
} from "../../program/invoke";
import { GetOwnedJoinPermission, ListOwnedJoinPermissions, ownedJoinPermissions } from "./api";

/** A LOCAL join permission that the account owns. */
export interface GetOwnedJoinPermissionResult {
  /** Id, decimal text. API: `JoinPermissionId`. */
  joinPermissionId: string;
  /** Name. API: `JoinPermissionName`. */
  joinPermissionName: string;
  /** Whether it is offered or granted: `NEW` (neither), `APPLYING` (an order is open) or `ACCEPTED` (granted to a renter). API: `AuthState`. */
  authState: "NEW" | "APPLYING" | "ACCEPTED";
  /** Account name of the renter, absent where there is none. API: `RenterAliyunId`. */
  renterAliyunId?: string;
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
  /** When it was made, Unix milliseconds; not in lists. API: `CreateMillis`. */
  createMillis?: number;
  /** How many nodes use it; not in lists. API: `NodesCnt`. */
  nodesCnt?: number;
  /** Uplink packets of today; not in lists. API: `RxDailySum`. */
  rxDailySum?: number;
  /** Uplink packets of this month; not in lists. API: `RxMonthSum`. */
  rxMonthSum?: number;
  /** Downlink packets of today; not in lists. API: `TxDailySum`. */
  txDailySum?: number;
  /** Downlink packets of this month; not in lists. API: `TxMonthSum`. */
  txMonthSum?: number;
  /** Where the data goes, `IOT` or `ONS`, where its renter's node group dispatches; not in lists. API: `DataDispatchDestination`. */
  dataDispatchDestination?: string;
  /** Name of the product that the data goes to, where it is one of the IoT Platform; not in lists. API: `BoundProductName`. */
  boundProductName?: string;
}

/** Arguments of {@link getOwnedJoinPermission}. */
export interface GetOwnedJoinPermissionArgs extends InvokeArgs {
  /** Id of the join permission, decimal text. API: `JoinPermissionId`. */
  joinPermissionId: string;
}

/** Reads an owned join permission (GetOwnedJoinPermission). Errors: `NonExistent`, `NotResourceOwner`. */
export const getOwnedJoinPermission = accountFunction(
  "getOwnedJoinPermission",
  [GetOwnedJoinPermission],
  async (operation, args: GetOwnedJoinPermissionArgs): Promise<GetOwnedJoinPermissionResult> =>
    camelCase(await operation.call(GetOwnedJoinPermission, { JoinPermissionId: args.joinPermissionId })),
);

/** {@link getOwnedJoinPermission} for arguments that are not known yet. */
export const getOwnedJoinPermissionOutput = outputForm(getOwnedJoinPermission);

/** Lists every owned join permission, oldest first (ListOwnedJoinPermissions, 200 a call). */
export const getOwnedJoinPermissions = argumentlessFunction(
  "getOwnedJoinPermissions",
  [ListOwnedJoinPermissions],
  async (operation): Promise<GetOwnedJoinPermissionResult[]> =>
    [...(await ownedJoinPermissions.list(operation, "")).values()].map(camelCase),
);

/** {@link getOwnedJoinPermissions} for arguments that are not known yet. */
export const getOwnedJoinPermissionsOutput = outputForm(getOwnedJoinPermissions);
