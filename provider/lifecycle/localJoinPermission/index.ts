import type { OwnedJoinPermission } from "../../api/actions";
import type { Operation } from "../../api/client";
import { changeInPlace } from "../changeInPlace";
import { missing } from "../check";
import type { Definition, Obtained } from "../definition";
import { makeOnce } from "../makeOnce";
import { legalName } from "../names";
import { isSet } from "../properties";
import type { Values } from "../resource";
import type { Run } from "../run";
import { takeOver } from "../takeOver";
import { explainGranted } from "./granted";
import { properties } from "./properties";

/** A join permission that the account owns, and can offer to a renter. */
export const localJoinPermission: Definition = {
  resource: "LocalJoinPermission",
  words: { kind: "join permission", thing: "join permission", removed: "deleted" },
  properties,
  identities: ["joinPermissionId", "joinPermissionName"],
  idProperty: "joinPermissionId",
  defaults: (inputs, resourceName) =>
    isSet(inputs.joinPermissionId) ? {} : { joinPermissionName: legalName(resourceName), enabled: true },
  contradictions: (inputs) =>
    isSet(inputs.joinPermissionId)
      ? []
      : missing(
          inputs,
          ["classMode", "freqBandPlanGroupId"],
          "the join permission is made with it (or give joinPermissionId to take one over)",
        ),
  obtain: (operation, inputs, run) =>
    isSet(inputs.joinPermissionId) ? takeOverOwned(operation, inputs) : make(operation, inputs, run),
  change: (operation, id, present, declared, changed) =>
    changeInPlace(operation, properties, present, declared, changed, {
      identity: { JoinPermissionId: id },
      update: "UpdateOwnedLocalJoinPermission",
      fields: ["joinPermissionName", "classMode", "freqBandPlanGroupId", "joinEui", "rxDelay", "dataRate"],
      enable: "UpdateOwnedLocalJoinPermissionEnablingState",
      explain: (error) => explainGranted(operation, id, error, "only enabled can change"),
    }),
  get: async (operation, id) =>
    ofCloud(await operation.call("GetOwnedJoinPermission", { JoinPermissionId: id })),
  read: async (operation, id) => ofCloud(await operation.read("ownedJoinPermission", id)),
  remove: async (operation, id) => {
    await operation
      .call("DeleteLocalJoinPermission", { JoinPermissionId: id })
      .catch((error) => explainGranted(operation, id, error, "it cannot be deleted"));
  },
};

/** Who rents it is not state: that changes by itself. */
const ofCloud = (owned: OwnedJoinPermission): Values => ({
  joinPermissionId: owned.JoinPermissionId,
  joinPermissionName: owned.JoinPermissionName,
  classMode: owned.ClassMode,
  freqBandPlanGroupId: owned.FreqBandPlanGroupId,
  joinEui: owned.JoinEui.toLowerCase(),
  enabled: owned.Enabled,
  rxDelay: owned.RxDelay,
  dataRate: owned.DataRate,
});

const takeOverOwned = (operation: Operation, inputs: Values): Promise<Obtained> =>
  takeOver(operation, localJoinPermission, String(inputs.joinPermissionId), inputs, {
    remedy:
      "check joinPermissionId and the credentials (profile), or remove joinPermissionId to make a new join permission",
  });

const make = async (operation: Operation, inputs: Values, run: Run): Promise<Obtained> => {
  const parameters = {
    JoinPermissionName: String(inputs.joinPermissionName),
    ClassMode: String(inputs.classMode),
    FreqBandPlanGroupId: String(inputs.freqBandPlanGroupId),
    UseDefaultJoinEui: !isSet(inputs.joinEui),
    JoinEui: inputs.joinEui as string | undefined,
    RxDelay: inputs.rxDelay as number | undefined,
    DataRate: inputs.dataRate as number | undefined,
  };
  const id = await makeOnce(operation, run, localJoinPermission, {
    kind: "ownedJoinPermission",
    isIt: (owned) => owned.JoinPermissionName === inputs.joinPermissionName,
    make: (look) => operation.call("CreateLocalJoinPermission", parameters, look),
    taken: ["JoinPermissionNameDuplicated"],
    takeOver: (existing) => `set joinPermissionId: "${existing}"`,
  });
  return { id, granted: { ...inputs, enabled: true } };
};
