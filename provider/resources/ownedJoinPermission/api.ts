import { action, pageParameters, parameter } from "../../client/action";
import { BATCH_THRESHOLD, type Caller, type Collection } from "../../client/collection";
import { type Decoded, id, nothing, oneOf, optional, page, record, string } from "../../client/decode";
import { everyPage } from "../../client/pages";
import { type ClassMode, classMode, joinPermissionFields, joinPermissionSubject } from "../joinPermission";

const ownedJoinPermission = record({
  ...joinPermissionFields,
  ClassMode: classMode<Exclude<ClassMode, "D2D">>(),
  RenterAliyunId: optional(string),
  AuthState: oneOf("NEW", "APPLYING", "ACCEPTED"),
  DataDispatchDestination: optional(string),
  BoundProductName: optional(string),
});
export type OwnedJoinPermissionData = Decoded<typeof ownedJoinPermission>;

const subject = joinPermissionSubject;
const one = ["owned-join-permission/{JoinPermissionId}"];
const all = ["owned-join-permission/*"];

/** API file B.8. */
export const CreateLocalJoinPermission = action({
  name: "CreateLocalJoinPermission",
  effect: "unsafe",
  parameters: {
    JoinPermissionName: parameter.string,
    ClassMode: parameter.string,
    FreqBandPlanGroupId: parameter.string,
    UseDefaultJoinEui: parameter.boolean,
    JoinEui: parameter.optionalString,
    RxDelay: parameter.optionalNumber,
    DataRate: parameter.optionalNumber,
  },
  subject: ({ JoinPermissionName }) => `join permission ${JoinPermissionName}`,
  decoder: id,
  ramResources: all,
  takesIotInstanceId: true,
});

/** API file B.9. */
export const UpdateOwnedLocalJoinPermission = action({
  name: "UpdateOwnedLocalJoinPermission",
  effect: "idempotent",
  parameters: {
    JoinPermissionId: parameter.string,
    JoinPermissionName: parameter.optionalString,
    ClassMode: parameter.optionalString,
    FreqBandPlanGroupId: parameter.optionalString,
    JoinEui: parameter.optionalString,
    RxDelay: parameter.optionalNumber,
    DataRate: parameter.optionalNumber,
  },
  subject,
  decoder: nothing,
  ramResources: one,
  takesIotInstanceId: true,
});

/** API file B.10. */
export const UpdateOwnedLocalJoinPermissionEnablingState = action({
  name: "UpdateOwnedLocalJoinPermissionEnablingState",
  effect: "idempotent",
  parameters: { JoinPermissionId: parameter.string, Enabled: parameter.boolean },
  subject,
  decoder: nothing,
  ramResources: one,
  takesIotInstanceId: true,
});

/** API file B.11. */
export const DeleteLocalJoinPermission = action({
  name: "DeleteLocalJoinPermission",
  effect: "idempotent",
  parameters: { JoinPermissionId: parameter.string },
  subject,
  decoder: nothing,
  ramResources: one,
  takesIotInstanceId: true,
});

/** API file B.12. */
export const GetOwnedJoinPermission = action({
  name: "GetOwnedJoinPermission",
  effect: "read",
  parameters: { JoinPermissionId: parameter.string },
  subject,
  decoder: ownedJoinPermission,
  ramResources: one,
  takesIotInstanceId: true,
});

/** API file B.13. */
export const ListOwnedJoinPermissions = action({
  name: "ListOwnedJoinPermissions",
  effect: "read",
  parameters: pageParameters<"CREATED_MILLIS">(),
  decoder: page(ownedJoinPermission, "JoinPermission"),
  ramResources: all,
  takesIotInstanceId: true,
});

/** Lists all join permissions that an account owns, keyed by id. */
export const listOwnedJoinPermissions = (
  caller: Caller,
): Promise<ReadonlyMap<string, OwnedJoinPermissionData>> =>
  everyPage(
    (request) => caller.call(ListOwnedJoinPermissions, { ...request, SortingField: "CREATED_MILLIS" }),
    (item) => item.JoinPermissionId,
  );

/** The join permissions that an account owns. */
export const ownedJoinPermissions: Collection<OwnedJoinPermissionData> = {
  kind: "join permission",
  get: (caller, JoinPermissionId) => caller.call(GetOwnedJoinPermission, { JoinPermissionId }),
  list: listOwnedJoinPermissions,
  batchThreshold: BATCH_THRESHOLD,
};
