import { action, pageParameters, parameter } from "../../client/action";
import { BATCH_THRESHOLD, type Collection } from "../../client/collection";
import { type Decoded, nothing, oneOf, optional, page, record, text } from "../../client/decode";
import { everyPage } from "../../client/pages";
import { type ClassMode, classMode, joinPermissionFields } from "../joinPermission";

const ownedJoinPermission = record({
  ...joinPermissionFields,
  ClassMode: classMode<Exclude<ClassMode, "D2D">>(),
  RenterAliyunId: optional(text),
  AuthState: oneOf("NEW", "APPLYING", "ACCEPTED"),
  DataDispatchDestination: optional(text),
  BoundProductName: optional(text),
});
export type OwnedJoinPermissionData = Decoded<typeof ownedJoinPermission>;

const subject = ({ JoinPermissionId }: { readonly JoinPermissionId: string }) =>
  `join permission ${JoinPermissionId}`;
const one = ["owned-join-permission/{JoinPermissionId}"];
const all = ["owned-join-permission/*"];

/** API file B.8. */
export const CreateLocalJoinPermission = action({
  name: "CreateLocalJoinPermission",
  effect: "unsafe",
  parameters: {
    JoinPermissionName: parameter.text,
    ClassMode: parameter.text,
    FreqBandPlanGroupId: parameter.text,
    UseDefaultJoinEui: parameter.flag,
    JoinEui: parameter.optionalText,
    RxDelay: parameter.optionalNumber,
    DataRate: parameter.optionalNumber,
  },
  subject: ({ JoinPermissionName }) => `join permission ${JoinPermissionName}`,
  data: text,
  ramResources: all,
  takesIotInstanceId: true,
});

/** API file B.9. */
export const UpdateOwnedLocalJoinPermission = action({
  name: "UpdateOwnedLocalJoinPermission",
  effect: "idempotent",
  parameters: {
    JoinPermissionId: parameter.text,
    JoinPermissionName: parameter.optionalText,
    ClassMode: parameter.optionalText,
    FreqBandPlanGroupId: parameter.optionalText,
    JoinEui: parameter.optionalText,
    RxDelay: parameter.optionalNumber,
    DataRate: parameter.optionalNumber,
  },
  subject,
  data: nothing,
  ramResources: one,
  takesIotInstanceId: true,
});

/** API file B.10. */
export const UpdateOwnedLocalJoinPermissionEnablingState = action({
  name: "UpdateOwnedLocalJoinPermissionEnablingState",
  effect: "idempotent",
  parameters: { JoinPermissionId: parameter.text, Enabled: parameter.flag },
  subject,
  data: nothing,
  ramResources: one,
  takesIotInstanceId: true,
});

/** API file B.11. */
export const DeleteLocalJoinPermission = action({
  name: "DeleteLocalJoinPermission",
  effect: "idempotent",
  parameters: { JoinPermissionId: parameter.text },
  subject,
  data: nothing,
  ramResources: one,
  takesIotInstanceId: true,
});

/** API file B.12. */
export const GetOwnedJoinPermission = action({
  name: "GetOwnedJoinPermission",
  effect: "read",
  parameters: { JoinPermissionId: parameter.text },
  subject,
  data: ownedJoinPermission,
  ramResources: one,
  takesIotInstanceId: true,
});

/** API file B.13. */
export const ListOwnedJoinPermissions = action({
  name: "ListOwnedJoinPermissions",
  effect: "read",
  parameters: pageParameters<"CREATED_MILLIS">(),
  data: page(ownedJoinPermission, "JoinPermission"),
  ramResources: all,
  takesIotInstanceId: true,
});

/** The join permissions that an account owns. */
export const ownedJoinPermissions: Collection<OwnedJoinPermissionData> = {
  kind: "join permission",
  get: (caller, JoinPermissionId) => caller.call(GetOwnedJoinPermission, { JoinPermissionId }),
  list: (caller) =>
    everyPage(
      (request) => caller.call(ListOwnedJoinPermissions, { ...request, SortingField: "CREATED_MILLIS" }),
      (item) => item.JoinPermissionId,
    ),
  batchThreshold: BATCH_THRESHOLD,
};
