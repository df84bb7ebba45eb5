import { type Decoder, flag, list, nothing, oneOf, optional, record, text, whole } from "./decode";

/** A business parameter as the code holds it; on the wire each is text. */
export type Parameter = string | number | boolean | undefined;

/**
 * What a call does, which decides whether it may be sent again when it is unknown if the first one took effect.
 * - `read`: changes nothing
 * - `idempotent`: a write that leads to the same end (a repeated Return answers NonExistent, which is success)
 * - `unsafe`: a write whose repeat would fail or double; the caller must look at the cloud first
 */
export type Effect = "read" | "idempotent" | "unsafe";

export interface Action<P extends Record<string, Parameter>, R> {
  /** Never set; carries the type of the parameters. */
  readonly parameters?: P;
  /** Decodes the answer's `Data`. */
  readonly data: Decoder<R>;
  readonly effect: Effect;
}

const action =
  <P extends Record<string, Parameter>>() =>
  <R>(effect: Effect, data: Decoder<R>): Action<P, R> => ({ effect, data });

export type ClassMode = "A" | "B" | "C";
export type JoinPermissionType = "LOCAL" | "ROAMING";

/** Fields that GetRentedJoinPermission and ListRentedJoinPermissions both return (API file B.0.2). */
const rentedFields = {
  JoinPermissionId: text,
  JoinPermissionName: text,
  ClassMode: text,
  FreqBandPlanGroupId: text,
  JoinEui: text,
  Enabled: flag,
  RxDelay: optional(whole),
  DataRate: optional(whole),
  BoundNodeGroupId: optional(text),
  BoundNodeGroupName: optional(text),
};
const permissionType = oneOf<JoinPermissionType>("LOCAL", "ROAMING");

const listedLease = record({ ...rentedFields, Type: permissionType, OwnerAliyunId: optional(text) });
const readLease = record({ ...rentedFields, Type: permissionType });

/** An old sample of GetRentedJoinPermission spells the field `type`. */
const withType =
  <T>(decoder: Decoder<T>): Decoder<T> =>
  (value, path) => {
    const fields = value as { Type?: unknown; type?: unknown } | null;
    const old = typeof fields === "object" && fields !== null && fields.Type === undefined;
    return decoder(old ? { ...fields, Type: fields.type } : value, path);
  };

const order = record({
  OrderId: text,
  OrderState: oneOf("APPLYING", "ACCEPTED", "REJECTED", "CANCELED"),
  JoinPermissionId: text,
  OwnerAliyunId: optional(text),
  RenterAliyunId: optional(text),
});

/** The calls of Link WAN 2019-03-01 that this package makes; the section of the API file stands behind each. */
export const actions = {
  // B.1
  ReturnJoinPermission: action<{ JoinPermissionId: string; JoinPermissionType: JoinPermissionType }>()(
    "idempotent",
    nothing,
  ),
  // B.2
  ApplyRoamingJoinPermission: action<{
    JoinPermissionName: string;
    ClassMode: string;
    FreqBandPlanGroupId: string;
    RxDelay: number | undefined;
    DataRate: number | undefined;
  }>()("unsafe", text),
  // B.3
  UpdateRoamingJoinPermission: action<{
    JoinPermissionId: string;
    JoinPermissionName: string | undefined;
    RxDelay: number | undefined;
    DataRate: number | undefined;
  }>()("idempotent", nothing),
  // B.4
  UpdateRoamingJoinPermissionEnablingState: action<{ JoinPermissionId: string; Enabled: boolean }>()(
    "idempotent",
    nothing,
  ),
  // B.5
  GetRentedJoinPermission: action<{ JoinPermissionId: string }>()("read", withType(readLease)),
  // B.6
  ListRentedJoinPermissions: action<{
    Offset: number;
    Limit: number;
    Type: JoinPermissionType | undefined;
    SortingField: "CREATED_MILLIS";
    Ascending: boolean;
  }>()("read", record({ TotalCount: whole, List: list(withType(listedLease), "JoinPermission") })),
  // B.16
  AcceptJoinPermissionAuthOrder: action<{ OrderId: string }>()("unsafe", nothing),
  // B.19
  GetJoinPermissionAuthOrder: action<{ OrderId: string }>()("read", order),
  // B.28
  UnbindJoinPermissionFromNodeGroup: action<{ NodeGroupId: string; JoinPermissionId: string }>()(
    "idempotent",
    nothing,
  ),
  // B.30
  GetFreqBandPlanGroup: action<{ GroupId: string }>()("read", record({ GroupId: text })),
};

export type Actions = typeof actions;
export type ActionName = keyof Actions;
export type ParametersOf<A extends ActionName> = Actions[A] extends Action<infer P, unknown> ? P : never;
export type ResultOf<A extends ActionName> = Actions[A] extends Action<infer _P, infer R> ? R : never;

/** A rented join permission as every read path returns it. */
export type RentedJoinPermission = ResultOf<"GetRentedJoinPermission">;
export type JoinPermissionAuthOrder = ResultOf<"GetJoinPermissionAuthOrder">;
