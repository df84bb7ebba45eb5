import type { Explanation } from "../../client/errors";
import type { Operation } from "../../client/operation";
import { assertSet, parametersFrom } from "../../engine/apiFields";
import type { CreateOnce, Inputs } from "../../engine/resource";
import { ApplyRoamingJoinPermission, type RentedJoinPermissionData, roamingJoinPermissions } from "./api";
import type { LeaseProperties } from "./properties";

/** Applies for the ROAMING lease of the account and returns its id. */
export const applyRoaming = (
  operation: Operation,
  inputs: Inputs<LeaseProperties>,
  createOnce: CreateOnce,
): Promise<string> => {
  assertSet(inputs, "joinPermissionName", "classMode", "freqBandPlanGroupId");
  const { joinPermissionName } = inputs;
  const parameters = parametersFrom(ApplyRoamingJoinPermission, inputs);
  return createOnce({
    collection: roamingJoinPermissions,
    matches: (lease) => lease.JoinPermissionName === joinPermissionName,
    create: (findEffect) => operation.call(ApplyRoamingJoinPermission, parameters, findEffect),
    duplicateCodes: ["ExceedRoamingJoinPermissionLimit", "JoinPermissionNameDuplicated"],
    conflicts: () => true,
    adoptWith: (id) => `set joinPermissionId: "${id}"`,
    explainDuplicate: (lease) => explainHeld(lease, joinPermissionName),
  });
};

/** Explains that the account already holds a ROAMING lease, and how to adopt that lease. */
export const explainHeld = (
  { JoinPermissionId: id, JoinPermissionName: name }: RentedJoinPermissionData,
  declaredName?: string,
): Explanation => {
  const forOneRun = name === declaredName ? ", or set linkwan:adoptExisting to true for one run" : "";
  return {
    meaning: `the account already holds the ROAMING lease ${id} ("${name}"), and can hold only one`,
    remedy: `if no other stack manages that lease (pulumi stack export shows the ids of a stack), set joinPermissionId: "${id}"${forOneRun}; if the resource was only renamed, use the aliases option instead; otherwise return the lease first`,
  };
};
