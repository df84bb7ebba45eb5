import { missing } from "../check";
import { legalName } from "../names";
import { isKnown, isSet } from "../properties";
import type { CheckFailure, Values } from "../resource";
import { claims, type InputName, roamingInputs } from "./properties";

const has = (inputs: Values, name: InputName): boolean => isSet(inputs[name]);

/**
 * A sticky input is not kept across a change of type, which makes another lease, nor where the program now says in
 * another way which lease it means.
 */
export const keeps = (name: string, olds: Values, declared: Values): boolean => {
  const claimed = claims.some((each) => isSet(declared[each]));
  return olds.type === declared.type && !(claimed && claims.includes(name));
};

export const defaults = (inputs: Values, resourceName: string): Values => {
  const appliesFor = inputs.type === "ROAMING" && !has(inputs, "joinPermissionId");
  return {
    ...(appliesFor ? { joinPermissionName: legalName(resourceName), enabled: true } : {}),
    unbindOnReturn: false,
  };
};

export const contradictions = (inputs: Values): CheckFailure[] => {
  if (!isSet(inputs.type)) return missing(inputs, ["type"], 'give "ROAMING" or "LOCAL"');
  if (!isKnown(inputs.type)) return [];
  if (inputs.type === "LOCAL") return localContradictions(inputs);
  if (inputs.type === "ROAMING") return roamingContradictions(inputs);
  return [];
};

const localContradictions = (inputs: Values): CheckFailure[] => {
  const owners = roamingInputs
    .filter((name) => has(inputs, name))
    .map((property) => ({
      property,
      reason: "is decided by the owner of a LOCAL join permission; leave it out",
    }));
  if (has(inputs, "authOrderId") && has(inputs, "joinPermissionId")) {
    const reason =
      "cannot be combined with authOrderId: give the order to accept it, or the id of a lease that is held already";
    return [...owners, { property: "joinPermissionId", reason }];
  }
  if (has(inputs, "joinPermissionId")) return owners;
  const reason =
    "give the order with which the owner offers the join permission, or joinPermissionId to take over a lease";
  return [...owners, ...missing(inputs, ["authOrderId"], reason)];
};

const roamingContradictions = (inputs: Values): CheckFailure[] => {
  const reason = "belongs to a LOCAL lease; a ROAMING one is applied for without an order";
  const orders = has(inputs, "authOrderId") ? [{ property: "authOrderId", reason }] : [];
  if (has(inputs, "joinPermissionId")) return orders;
  const required = "a ROAMING lease is applied for with it (or give joinPermissionId to take one over)";
  return [...orders, ...missing(inputs, ["classMode", "freqBandPlanGroupId"], required)];
};
