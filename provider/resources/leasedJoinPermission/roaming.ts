import { type Explanation, explainCodes } from "../../client/errors";
import type { Operation } from "../../client/operation";
import { parametersFrom, updateInPlace, withRequired } from "../../engine/apiFields";
import type { Claims } from "../../engine/claims";
import { createOnce } from "../../engine/createOnce";
import type { Inputs, Resource, State } from "../../engine/resource";
import {
  ApplyRoamingJoinPermission,
  type RentedJoinPermissionAnswer,
  roamingJoinPermissions,
  UpdateRoamingJoinPermission,
  UpdateRoamingJoinPermissionEnablingState,
} from "./api";
import { boundGroup } from "./boundGroup";
import { type LeaseProperties, properties } from "./properties";

/** Applies for the account's ROAMING lease and returns its id. */
export const applyRoaming = (
  operation: Operation,
  resource: Resource<LeaseProperties>,
  inputs: Inputs<LeaseProperties>,
  claims: Claims,
): Promise<string> => {
  const application = withRequired(inputs, "joinPermissionName", "classMode", "freqBandPlanGroupId");
  const parameters = parametersFrom(ApplyRoamingJoinPermission, application);
  return createOnce(operation, claims, resource, {
    collection: roamingJoinPermissions,
    matches: (lease) => lease.JoinPermissionName === application.joinPermissionName,
    create: (check) => operation.call(ApplyRoamingJoinPermission, parameters, check),
    duplicateCodes: ["ExceedRoamingJoinPermissionLimit", "JoinPermissionNameDuplicated"],
    conflicts: () => true,
    adoptWith: (id) => `set joinPermissionId: "${id}"`,
    explainDuplicate: explainHeld,
  });
};

/** Names the ROAMING lease that the account already holds, and how to adopt it. */
export const explainHeld = ({
  JoinPermissionId: id,
  JoinPermissionName: name,
}: RentedJoinPermissionAnswer): Explanation => ({
  meaning: `the account already holds the ROAMING lease ${id} ("${name}"), and can hold only one`,
  remedy: `to manage that lease here, set joinPermissionId: "${id}" (if the resource was only renamed, use the aliases option instead); otherwise return it first`,
});

/** Changes a ROAMING lease from its actual to its declared values. */
export const updateRoaming = (
  operation: Operation,
  id: string,
  actual: Partial<State<LeaseProperties>>,
  declared: Inputs<LeaseProperties>,
  onChange: (changed: Partial<Inputs<LeaseProperties>>) => void,
): Promise<void> =>
  updateInPlace(operation, properties, actual, declared, onChange, {
    identity: { JoinPermissionId: id },
    update: UpdateRoamingJoinPermission,
    enable: UpdateRoamingJoinPermissionEnablingState,
    explain: explainCodes(["JoinPermissionAlreadyBoundNodeGroup"], async () => ({
      meaning: `name, rxDelay and dataRate cannot change while the lease is bound to node group ${await boundGroup(operation, id)}`,
      remedy: "unbind it from the node group, run pulumi up, then bind it again",
    })),
  });
