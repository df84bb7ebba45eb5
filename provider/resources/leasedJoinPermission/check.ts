import { missing } from "../../engine/check";
import { validName } from "../../engine/names";
import { isKnown, isSet } from "../../engine/property";
import type { CheckFailure, Draft } from "../../engine/resource";
import type { LeaseProperties } from "./properties";

type LeaseDraft = Draft<LeaseProperties>;

/** The inputs that select a lease; one of them is enough. */
export const orderOrLeaseId = ["authOrderId", "joinPermissionId"] as const;

/** Inputs that the renter sets for a ROAMING lease, and the owner for a LOCAL one. */
const roamingInputs = [
  "joinPermissionName",
  "classMode",
  "freqBandPlanGroupId",
  "rxDelay",
  "dataRate",
  "enabled",
] as const;

/** An omitted input is not kept if the type changes, which gets another lease, or if the program selects the lease differently. */
export const keepsOmitted = (name: string, previous: LeaseDraft, declared: LeaseDraft): boolean => {
  const selects = orderOrLeaseId.some((each) => isSet(declared[each]));
  return previous.type === declared.type && !(selects && orderOrLeaseId.some((each) => each === name));
};

export const defaults = (inputs: LeaseDraft, resourceName: string): LeaseDraft =>
  inputs.type === "ROAMING" && !isSet(inputs.joinPermissionId)
    ? { joinPermissionName: validName(resourceName), enabled: true }
    : {};

export const validate = (inputs: LeaseDraft): CheckFailure[] => {
  const { type } = inputs;
  if (!isSet(type)) return missing(inputs, ["type"], 'set "ROAMING" or "LOCAL"');
  if (!isKnown(type)) return [];
  return type === "LOCAL" ? validateLocal(inputs) : validateRoaming(inputs);
};

const validateLocal = (inputs: LeaseDraft): CheckFailure[] => {
  const ofOwner = roamingInputs
    .filter((name) => isSet(inputs[name]))
    .map((property) => ({ property, reason: "is set by the owner of a LOCAL join permission; omit it" }));
  if (isSet(inputs.authOrderId) && isSet(inputs.joinPermissionId)) {
    const reason =
      "cannot be combined with authOrderId: set the order to accept it, or the id of a lease that is already held";
    return [...ofOwner, { property: "joinPermissionId", reason }];
  }
  if (isSet(inputs.joinPermissionId)) return ofOwner;
  const reason =
    "set the order with which the owner offers the join permission, or joinPermissionId to adopt a lease";
  return [...ofOwner, ...missing(inputs, ["authOrderId"], reason)];
};

const validateRoaming = (inputs: LeaseDraft): CheckFailure[] => {
  const reason = "belongs to a LOCAL lease; a ROAMING lease has no order";
  const orders = isSet(inputs.authOrderId) ? [{ property: "authOrderId", reason }] : [];
  if (isSet(inputs.joinPermissionId)) return orders;
  const required = "a new ROAMING lease requires it (or set joinPermissionId to adopt one)";
  return [...orders, ...missing(inputs, ["classMode", "freqBandPlanGroupId"], required)];
};
