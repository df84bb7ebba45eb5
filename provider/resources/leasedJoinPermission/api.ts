import { action, pageParameters, parameter } from "../../client/action";
import { BATCH_THRESHOLD, type Caller, type Collection } from "../../client/collection";
import {
  type Decoded,
  type Decoder,
  id,
  nothing,
  oneOf,
  optional,
  page,
  record,
  string,
} from "../../client/decode";
import { everyPage } from "../../client/pages";
import { isObject } from "../../client/plain";
import { type ClassMode, classMode, joinPermissionFields, joinPermissionSubject } from "../joinPermission";
import { dataDispatchConfig } from "../nodeGroup/api";

export type JoinPermissionType = "LOCAL" | "ROAMING";

const fields = record({
  ...joinPermissionFields,
  ClassMode: classMode<ClassMode>(),
  Type: oneOf<JoinPermissionType>("LOCAL", "ROAMING"),
  OwnerAliyunId: optional(string),
  BoundNodeGroupId: optional(id),
  BoundNodeGroupName: optional(string),
  DataDispatchConfig: dataDispatchConfig,
});
export type RentedJoinPermissionData = Decoded<typeof fields>;

/** In an old sample response of GetRentedJoinPermission, the field `Type` is named `type`. */
const rentedJoinPermission: Decoder<RentedJoinPermissionData> = (value, path) =>
  fields(isObject(value) && value.Type === undefined ? { ...value, Type: value.type } : value, path);

const subject = joinPermissionSubject;
const one = ["rented-join-permission/{JoinPermissionId}"];
const all = ["rented-join-permission/*"];

/** API file B.1. */
export const ReturnJoinPermission = action({
  name: "ReturnJoinPermission",
  effect: "idempotent",
  parameters: {
    JoinPermissionId: parameter.string,
    JoinPermissionType: parameter.literal<JoinPermissionType>(),
  },
  subject,
  decoder: nothing,
  ramResources: one,
  takesIotInstanceId: false,
});

/** API file B.2. */
export const ApplyRoamingJoinPermission = action({
  name: "ApplyRoamingJoinPermission",
  effect: "unsafe",
  parameters: {
    JoinPermissionName: parameter.string,
    ClassMode: parameter.string,
    FreqBandPlanGroupId: parameter.string,
    RxDelay: parameter.optionalNumber,
    DataRate: parameter.optionalNumber,
  },
  subject: ({ JoinPermissionName }) => `join permission ${JoinPermissionName}`,
  decoder: id,
  ramResources: all,
  takesIotInstanceId: false,
});

/** API file B.3. */
export const UpdateRoamingJoinPermission = action({
  name: "UpdateRoamingJoinPermission",
  effect: "idempotent",
  parameters: {
    JoinPermissionId: parameter.string,
    JoinPermissionName: parameter.optionalString,
    RxDelay: parameter.optionalNumber,
    DataRate: parameter.optionalNumber,
  },
  subject,
  decoder: nothing,
  ramResources: one,
  takesIotInstanceId: false,
});

/** API file B.4. */
export const UpdateRoamingJoinPermissionEnablingState = action({
  name: "UpdateRoamingJoinPermissionEnablingState",
  effect: "idempotent",
  parameters: { JoinPermissionId: parameter.string, Enabled: parameter.boolean },
  subject,
  decoder: nothing,
  ramResources: one,
  takesIotInstanceId: false,
});

/** API file B.5. */
export const GetRentedJoinPermission = action({
  name: "GetRentedJoinPermission",
  effect: "read",
  parameters: { JoinPermissionId: parameter.string },
  subject,
  decoder: rentedJoinPermission,
  ramResources: one,
  takesIotInstanceId: false,
});

/** API file B.6. */
export const ListRentedJoinPermissions = action({
  name: "ListRentedJoinPermissions",
  effect: "read",
  parameters: {
    ...pageParameters<"CREATED_MILLIS">(),
    Type: parameter.optionalLiteral<JoinPermissionType>(),
  },
  subject: ({ Type }) => (Type === undefined ? "the account" : `join permissions of type ${Type}`),
  decoder: page(rentedJoinPermission, "JoinPermission"),
  ramResources: all,
  takesIotInstanceId: true,
});

const listOf = (Type: JoinPermissionType | undefined) => (caller: Caller) =>
  everyPage(
    (request) => caller.call(ListRentedJoinPermissions, { ...request, SortingField: "CREATED_MILLIS", Type }),
    (item) => item.JoinPermissionId,
  );

/** The join permissions that an account rents. */
export const rentedJoinPermissions: Collection<RentedJoinPermissionData> = {
  kind: "join permission",
  get: (caller, JoinPermissionId) => caller.call(GetRentedJoinPermission, { JoinPermissionId }),
  list: listOf(undefined),
  batchThreshold: BATCH_THRESHOLD,
};

/** The ROAMING join permissions that an account rents, at most one. */
export const roamingJoinPermissions: Collection<RentedJoinPermissionData> = {
  ...rentedJoinPermissions,
  list: listOf("ROAMING"),
};
