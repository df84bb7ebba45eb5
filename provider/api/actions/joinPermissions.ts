import { type Decoder, flag, list, nothing, oneOf, optional, record, text, whole } from "../decode";
import { action, type Page } from "./action";
import { dataDispatchConfig } from "./nodeGroups";

export type JoinPermissionType = "LOCAL" | "ROAMING";

/** Fields of every join permission (API file B.0.2); what only Get returns is optional. */
const common = {
  JoinPermissionId: text,
  JoinPermissionName: text,
  ClassMode: text,
  FreqBandPlanGroupId: text,
  JoinEui: text,
  Enabled: flag,
  RxDelay: optional(whole),
  DataRate: optional(whole),
  CreateMillis: optional(whole),
  NodesCnt: optional(whole),
  RxDailySum: optional(whole),
  RxMonthSum: optional(whole),
  TxDailySum: optional(whole),
  TxMonthSum: optional(whole),
};

const rentedFields = record({
  ...common,
  Type: oneOf<JoinPermissionType>("LOCAL", "ROAMING"),
  OwnerAliyunId: optional(text),
  BoundNodeGroupId: optional(text),
  BoundNodeGroupName: optional(text),
  DataDispatchConfig: dataDispatchConfig,
});

/** An old sample of GetRentedJoinPermission spells the field `type`. */
const withType =
  <T>(decoder: Decoder<T>): Decoder<T> =>
  (value, path) => {
    const fields = value as { Type?: unknown; type?: unknown } | null;
    const old = typeof fields === "object" && fields !== null && fields.Type === undefined;
    return decoder(old ? { ...fields, Type: fields.type } : value, path);
  };
const rented = withType(rentedFields);

const owned = record({
  ...common,
  RenterAliyunId: optional(text),
  AuthState: oneOf("NEW", "APPLYING", "ACCEPTED"),
  DataDispatchDestination: optional(text),
  BoundProductName: optional(text),
});

/** Values of a join permission that its holder decides. */
type RadioValues = { RxDelay: number | undefined; DataRate: number | undefined };

export const rentedActions = {
  // B.1
  ReturnJoinPermission: action<{ JoinPermissionId: string; JoinPermissionType: JoinPermissionType }>()(
    "idempotent",
    nothing,
  ),
  // B.2
  ApplyRoamingJoinPermission: action<
    RadioValues & { JoinPermissionName: string; ClassMode: string; FreqBandPlanGroupId: string }
  >()("unsafe", text),
  // B.3
  UpdateRoamingJoinPermission: action<
    RadioValues & { JoinPermissionId: string; JoinPermissionName: string | undefined }
  >()("idempotent", nothing),
  // B.4
  UpdateRoamingJoinPermissionEnablingState: action<{ JoinPermissionId: string; Enabled: boolean }>()(
    "idempotent",
    nothing,
  ),
  // B.5
  GetRentedJoinPermission: action<{ JoinPermissionId: string }>()("read", rented),
  // B.6
  ListRentedJoinPermissions: action<Page<"CREATED_MILLIS"> & { Type: JoinPermissionType | undefined }>()(
    "read",
    record({ TotalCount: whole, List: list(rented, "JoinPermission") }),
  ),
};

export const ownedActions = {
  // B.8
  CreateLocalJoinPermission: action<
    RadioValues & {
      JoinPermissionName: string;
      ClassMode: string;
      FreqBandPlanGroupId: string;
      UseDefaultJoinEui: boolean;
      JoinEui: string | undefined;
    }
  >()("unsafe", text),
  // B.9
  UpdateOwnedLocalJoinPermission: action<
    RadioValues & {
      JoinPermissionId: string;
      JoinPermissionName: string | undefined;
      ClassMode: string | undefined;
      FreqBandPlanGroupId: string | undefined;
      JoinEui: string | undefined;
    }
  >()("idempotent", nothing),
  // B.10
  UpdateOwnedLocalJoinPermissionEnablingState: action<{ JoinPermissionId: string; Enabled: boolean }>()(
    "idempotent",
    nothing,
  ),
  // B.11
  DeleteLocalJoinPermission: action<{ JoinPermissionId: string }>()("idempotent", nothing),
  // B.12
  GetOwnedJoinPermission: action<{ JoinPermissionId: string }>()("read", owned),
  // B.13
  ListOwnedJoinPermissions: action<Page<"CREATED_MILLIS">>()(
    "read",
    record({ TotalCount: whole, List: list(owned, "JoinPermission") }),
  ),
};
