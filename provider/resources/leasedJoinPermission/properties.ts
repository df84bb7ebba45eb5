import { missing } from "../../engine/check";
import { name, validName } from "../../engine/names";
import { isKnown, isSet, propertyType } from "../../engine/property";
import type { CheckFailure, Draft } from "../../engine/resource";
import { boolean, decimalId, integer, oneOf, string, validateOneOf } from "../../engine/types";

const OFFERED_CLASSES = ["A", "B", "C"];

/** A lease can have class `D2D`, which only the API's schema contains, so messages do not list this class. */
const classMode = propertyType<"A" | "B" | "C" | "D2D">({
  type: "string",
  values: [...OFFERED_CLASSES, "D2D"],
  validate: (value) => (value === "D2D" ? undefined : validateOneOf(...OFFERED_CLASSES)(value)),
});

/**
 * Properties of a leased join permission. If one ROAMING lease replaces another, the old lease is returned first,
 * because an account can hold only one. Any other replacement obtains the new lease first, and returns the old lease at
 * the end of the update, so the old lease is kept if the order for the new one cannot be accepted.
 */
export const properties = {
  /**
   * Source of the lease: `"ROAMING"` applies for the platform's shared network, one lease per account; `"LOCAL"`
   * accepts an order for another account's network. Required. Changing it replaces the lease.
   * API: `JoinPermissionType` of ReturnJoinPermission. Errors: `ExceedRoamingJoinPermissionLimit`,
   * `FeatureNotActivated`.
   */
  type: oneOf("ROAMING", "LOCAL").required({ onChange: "replace" }),

  /**
   * LOCAL only: id of the order that offers the join permission. Creation accepts the order; an order accepted earlier
   * is valid while its lease is held. Required unless `joinPermissionId` is set; the two inputs cannot be combined.
   * Changing it replaces the lease; omitting it later changes nothing. API: `OrderId` of AcceptJoinPermissionAuthOrder.
   * Errors: `IllegalOrderStateTransition` (rejected, canceled, or accepted and returned since), `NonExistent`.
   */
  authOrderId: decimalId.programOnly({
    onChange: "replace",
    keepWhenOmitted: true,
    references: "JoinPermissionAuthOrder",
  }),

  /**
   * Id of the lease. Set it to adopt a lease of either type that the account already holds instead of creating one:
   * properties whose declared value differs are updated; a difference that cannot be updated is an error. Default: a
   * new lease. Changing it replaces the lease; omitting it later changes nothing. API: `JoinPermissionId` of
   * GetRentedJoinPermission. Errors: `NonExistent` (not held by this account), `Mismatch`.
   */
  joinPermissionId: decimalId.optionalComputed({ onChange: "replace", keepWhenOmitted: true }),

  /**
   * Name of the lease; the owner sets the name of a LOCAL lease. Width 4 to 30: Chinese characters (each counts as 2),
   * English letters, digits and underscores; unique in the account. Default: the name of the resource, with invalid
   * characters replaced by underscores; an adopted lease keeps its name. Changed in place, except while the lease is
   * bound to a node group; omitting it later keeps the name. API: `JoinPermissionName`. Errors: `InvalidName`,
   * `JoinPermissionNameDuplicated`, `JoinPermissionAlreadyBoundNodeGroup`.
   */
  joinPermissionName: name.optionalComputed({ keepWhenOmitted: true }),

  /**
   * LoRaWAN class of the devices: `"A"`, `"B"` or `"C"` (`"D2D"` appears only in the API's schema); the owner sets it
   * for a LOCAL lease. Required for ROAMING unless a lease is adopted. Changing it returns the lease first, then
   * replaces it. API: `ClassMode`.
   */
  classMode: classMode.optionalComputed({ onChange: "deleteBeforeReplace" }),

  /**
   * Id of the frequency band plan group: `"101"` (CN470, same uplink and downlink frequency), `"102"` (CN470, different
   * frequencies) or `"201"` (AS923); the owner sets it for a LOCAL lease. Required for ROAMING unless a lease is
   * adopted. Changing it returns the lease first, then replaces it. API: `FreqBandPlanGroupId`.
   * Errors: `InvalidFreqBandPlan`.
   */
  freqBandPlanGroupId: decimalId.optionalComputed({ onChange: "deleteBeforeReplace" }),

  /**
   * Delay of the class A receive window, 1 to 15 s; the owner sets it for a LOCAL lease. Default: set by the service.
   * Changed in place, except while the lease is bound to a node group; omitting it later keeps the value. API:
   * `RxDelay`. Errors: `JoinPermissionAlreadyBoundNodeGroup`.
   */
  rxDelay: integer(1, 15, "(seconds)").optional({ keepWhenOmitted: true }),

  /**
   * Expected downlink data rate of class B, 0 to 5; the owner sets it for a LOCAL lease. Default: set by the service.
   * Changed in place, except while the lease is bound to a node group; omitting it later keeps the value. API:
   * `DataRate`. Errors: `JoinPermissionAlreadyBoundNodeGroup`.
   */
  dataRate: integer(0, 5).optional({ keepWhenOmitted: true }),

  /**
   * Whether devices can use the join permission; the owner sets it for a LOCAL lease. Default: `true`; an adopted lease
   * keeps its value. Changed in place, even while bound. API: `Enabled` of UpdateRoamingJoinPermissionEnablingState.
   */
  enabled: boolean.optionalComputed(),

  /** JoinEUI that devices send when they join, 16 hexadecimal digits. API: `JoinEui`. */
  joinEui: string.computed(),

  /**
   * Whether to unbind a bound lease from its node group so that it can be returned. Default: `false`; a bound lease is
   * then not returned, and the error names the group. With `true`, the nodes of the group lose network access. Changed
   * in the state only; `pulumi destroy` uses the value of the last `pulumi up`. API: UnbindJoinPermissionFromNodeGroup.
   * Errors: `JoinPermissionAlreadyBoundNodeGroup` (if `false`).
   */
  unbindOnReturn: boolean.programOnly(),
};

export type LeaseProperties = typeof properties;
type LeaseDraft = Draft<LeaseProperties>;

/** The inputs that select a lease. One of them is sufficient. */
export const orderOrLeaseId = ["authOrderId", "joinPermissionId"] as const;

/** Inputs that the renter sets for a ROAMING lease, and that the owner sets for a LOCAL lease. */
export const roamingInputs = [
  "joinPermissionName",
  "classMode",
  "freqBandPlanGroupId",
  "rxDelay",
  "dataRate",
  "enabled",
] as const;

/**
 * Returns whether an omitted input keeps its last value. If the type changes, no input keeps its value, because another
 * lease replaces the old one. If the program sets `authOrderId` or `joinPermissionId`, the other of these inputs does
 * not keep its value.
 */
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
      "cannot be combined with authOrderId: set authOrderId to accept an order, or joinPermissionId to adopt a lease that the account already holds";
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
