import { explainCodes, ignoreFailure } from "../../client/errors";
import type { Operation } from "../../client/operation";
import { assertSet, cloudStateFrom, parametersFrom, updateInPlace } from "../../engine/apiFields";
import { missing } from "../../engine/check";
import { name, validName } from "../../engine/names";
import { isSet } from "../../engine/property";
import type { Resource } from "../../engine/resource";
import { boolean, decimalId, eui, integer, oneOf } from "../../engine/types";
import {
  CreateLocalJoinPermission,
  DeleteLocalJoinPermission,
  GetOwnedJoinPermission,
  ListOwnedJoinPermissions,
  ownedJoinPermissions,
  UpdateOwnedLocalJoinPermission,
  UpdateOwnedLocalJoinPermissionEnablingState,
} from "./api";

export const properties = {
  /**
   * Id of the join permission. Set it to adopt a join permission that the account already owns instead of creating one:
   * properties whose declared value differs are updated. Default: a new join permission. Changing it replaces the join
   * permission; omitting it later changes nothing. API: `JoinPermissionId`. Errors: `NonExistent` (not owned by this
   * account).
   */
  joinPermissionId: decimalId.optionalComputed({ onChange: "replace", keepWhenOmitted: true }),

  /**
   * Name, width 4 to 30: Chinese characters (each counts as 2), English letters, digits and underscores; unique in the
   * account. Default: the name of the resource, with invalid characters replaced by underscores; an adopted join
   * permission keeps its name. Changed in place, except while the join permission is granted; omitting it later keeps
   * the name. API: `JoinPermissionName`. Errors: `InvalidName`, `JoinPermissionNameDuplicated`,
   * `JoinPermissionAlreadyAuthorized`.
   */
  joinPermissionName: name.optionalComputed({ keepWhenOmitted: true }),

  /**
   * LoRaWAN class of the devices: `"A"`, `"B"` or `"C"`. Required unless a join permission is adopted. Changed in
   * place, except while the join permission is granted. API: `ClassMode`. Errors: `JoinPermissionAlreadyAuthorized`.
   */
  classMode: oneOf("A", "B", "C").optionalComputed(),

  /**
   * Id of the frequency band plan group: `"101"` (CN470, same uplink and downlink frequency), `"102"` (CN470, different
   * frequencies) or `"201"` (AS923). Required unless a join permission is adopted. Changed in place, except while the
   * join permission is granted. API: `FreqBandPlanGroupId`. Errors: `InvalidFreqBandPlan`,
   * `JoinPermissionAlreadyAuthorized`.
   */
  freqBandPlanGroupId: decimalId.optionalComputed(),

  /**
   * JoinEUI that devices send when they join, 16 hexadecimal digits, converted to lowercase. Default: the JoinEUI that
   * the service assigns (`d896e0efff000000` on the public instance). Changed in place, except while the join permission
   * is granted; omitting it later keeps the value. API: `JoinEui`, or `UseDefaultJoinEui` if no JoinEUI is set. Errors:
   * `JoinPermissionAlreadyAuthorized`.
   */
  joinEui: eui.optionalComputed({ keepWhenOmitted: true }),

  /**
   * Delay of the class A receive window, 1 to 15 s. Default: set by the service. Changed in place, except while the
   * join permission is granted; omitting it later keeps the value. API: `RxDelay`. Errors:
   * `JoinPermissionAlreadyAuthorized`.
   */
  rxDelay: integer(1, 15, "(seconds)").optional({ keepWhenOmitted: true }),

  /**
   * Expected downlink data rate, 0 to 5. Default: set by the service. Changed in place, except while the join
   * permission is granted; omitting it later keeps the value. API: `DataRate`. Errors:
   * `JoinPermissionAlreadyAuthorized`.
   */
  dataRate: integer(0, 5).optional({ keepWhenOmitted: true }),

  /**
   * Whether devices can use the join permission. Default: `true`; an adopted join permission keeps its value. Changed in
   * place, even while granted. API: `Enabled` of UpdateOwnedLocalJoinPermissionEnablingState.
   */
  enabled: boolean.optionalComputed(),
};

type OwnedProperties = typeof properties;

/** A join permission that the account owns and can offer to a renter. */
export const ownedJoinPermission: Resource<OwnedProperties> = {
  name: "OwnedJoinPermission",
  terms: { kind: "join permission", object: "join permission", deleted: "deleted" },
  properties,
  uniqueInputs: ["joinPermissionId", "joinPermissionName"],
  idProperty: "joinPermissionId",
  features: [
    {
      name: "LOCAL_JOIN_PERMISSION",
      use: "OwnedJoinPermission",
      limit: { objects: "LOCAL join permissions", field: "LocalJoinPermission" },
    },
  ],
  actions: [
    CreateLocalJoinPermission,
    UpdateOwnedLocalJoinPermission,
    UpdateOwnedLocalJoinPermissionEnablingState,
    GetOwnedJoinPermission,
    ListOwnedJoinPermissions,
    DeleteLocalJoinPermission,
  ],
  defaults: (inputs, resourceName) =>
    isSet(inputs.joinPermissionId) ? {} : { joinPermissionName: validName(resourceName), enabled: true },
  validate: (inputs) =>
    isSet(inputs.joinPermissionId)
      ? []
      : missing(
          inputs,
          ["classMode", "freqBandPlanGroupId"],
          "a new join permission requires it (or set joinPermissionId to adopt one)",
        ),
  adoption: {
    id: ({ joinPermissionId }) => joinPermissionId,
    remedy:
      "check joinPermissionId and the credentials (profile); if the account rents the join permission, declare a LeasedJoinPermission with this id; or remove joinPermissionId to create a new join permission",
  },
  create: async (operation, inputs, createOnce) => {
    assertSet(inputs, "joinPermissionName", "classMode", "freqBandPlanGroupId");
    const { joinPermissionName } = inputs;
    const parameters = {
      ...parametersFrom(CreateLocalJoinPermission, inputs),
      UseDefaultJoinEui: !isSet(inputs.joinEui),
    };
    const id = await createOnce({
      collection: ownedJoinPermissions,
      matches: (owned) => owned.JoinPermissionName === joinPermissionName,
      create: (findEffect) => operation.call(CreateLocalJoinPermission, parameters, findEffect),
      duplicateCodes: ["JoinPermissionNameDuplicated"],
      adoptWith: (existing) => `set joinPermissionId: "${existing}"`,
    });
    return { id, values: { ...inputs, enabled: true } };
  },
  update: (operation, id, actual, declared, onChange) =>
    updateInPlace(operation, properties, actual, declared, {
      onChange,
      identity: { JoinPermissionId: id },
      update: UpdateOwnedLocalJoinPermission,
      enable: UpdateOwnedLocalJoinPermissionEnablingState,
      explain: explainGranted(operation, id, "only its enabled property can be changed"),
    }),
  readAlone: async (operation, JoinPermissionId) =>
    cloudStateFrom(properties, await operation.call(GetOwnedJoinPermission, { JoinPermissionId })),
  readBatched: async (operation, id) =>
    cloudStateFrom(properties, await operation.read(ownedJoinPermissions, id)),
  delete: async (operation, id) => {
    await operation
      .call(DeleteLocalJoinPermission, { JoinPermissionId: id })
      .catch(explainGranted(operation, id, "it cannot be deleted"));
  },
  discover: async (startOperation) => {
    const owned = await (await startOperation()).listAtStart(ownedJoinPermissions);
    return [...owned].map(([id, response]) => ({
      id,
      name: response.JoinPermissionName,
      inputs: cloudStateFrom(properties, response),
    }));
  },
};

/** Returns a handler that adds the renter or the open order to the error for a granted or offered join permission. */
const explainGranted = (operation: Operation, JoinPermissionId: string, restriction: string) =>
  explainCodes(["JoinPermissionAlreadyAuthorized"], async () => {
    const owned = await operation.call(GetOwnedJoinPermission, { JoinPermissionId }).catch(ignoreFailure);
    if (owned?.AuthState === "APPLYING") {
      return {
        meaning: `an open order offers it, and until the order is decided, ${restriction}`,
        remedy: "cancel the order (destroy its JoinPermissionAuthOrder), then run the same command again",
      };
    }
    const renter = owned?.RenterAliyunId ?? "its renter";
    return {
      meaning: `it is granted to ${renter}, and until it is returned, ${restriction}`,
      remedy: `ask ${renter} to return it (only the renter can: destroy the LeasedJoinPermission there, or use the console), then run the same command again; if no stack has that lease because a command was interrupted, declare a LeasedJoinPermission with type: "LOCAL", joinPermissionId: "${JoinPermissionId}" and the profile of ${renter}, run pulumi up, then run pulumi destroy`,
    };
  });
