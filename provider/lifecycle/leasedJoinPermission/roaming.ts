import type { RentedJoinPermission } from "../../api/actions";
import type { Operation } from "../../api/client";
import { hasCode, isLinkWanError, type LinkWanError } from "../../api/errors";
import { listRentedJoinPermissions } from "../../api/kinds";
import { changeInPlace } from "../changeInPlace";
import type { Values } from "../resource";
import { type Run, thingOf } from "../run";
import { explainBound } from "./bound";
import { properties, RESOURCE } from "./properties";

/**
 * Applies for the account's ROAMING lease and gives its id. Which leases were there before is looked up first, so
 * that after a lost answer the one that this call made is told from one that was there already.
 */
export const apply = async (operation: Operation, inputs: Values, run: Run): Promise<string> => {
  const before = await listRentedJoinPermissions(operation, "ROAMING");
  const name = String(inputs.joinPermissionName);
  const lookForOurs = async (looking: Operation) => {
    const held = await listRentedJoinPermissions(looking, "ROAMING");
    const ours = [...held].find(
      ([id, lease]) =>
        lease.JoinPermissionName === name && !before.has(id) && !run.isKept(thingOf(RESOURCE, id)),
    );
    return ours && { result: ours[0] };
  };
  try {
    return await operation.call(
      "ApplyRoamingJoinPermission",
      {
        JoinPermissionName: name,
        ClassMode: String(inputs.classMode),
        FreqBandPlanGroupId: String(inputs.freqBandPlanGroupId),
        RxDelay: inputs.rxDelay as number | undefined,
        DataRate: inputs.dataRate as number | undefined,
      },
      lookForOurs,
    );
  } catch (error) {
    if (!isHeldAlready(error)) throw explainUnknownEnd(error, name);
    const held = before.size > 0 ? before : await listRentedJoinPermissions(operation, "ROAMING");
    const [existing] = held.values();
    throw existing ? explainHeldAlready(error, existing) : error;
  }
};

const isHeldAlready = (error: unknown): error is LinkWanError =>
  hasCode(error, "ExceedRoamingJoinPermissionLimit", "JoinPermissionNameDuplicated");

/** Names the lease that is in the way, and how to take it over. */
export const explainHeldAlready = (
  error: LinkWanError,
  { JoinPermissionId: id, JoinPermissionName: name }: RentedJoinPermission,
): LinkWanError =>
  error.explained({
    meaning: `the account already holds the ROAMING lease ${id} ("${name}"), and may hold only one`,
    remedy: `to manage that lease here, set joinPermissionId: "${id}" (after a mere renaming of the resource, rather use the aliases option); otherwise return it first`,
  });

const explainUnknownEnd = (error: unknown, name: string): unknown =>
  isLinkWanError(error) && error.kind === "ambiguous"
    ? error.explained({
        meaning: "it is not known whether the lease was granted",
        remedy: `run pulumi up again; if it then says that the account holds "${name}" already, take it over with joinPermissionId`,
      })
    : error;

/** Brings a ROAMING lease from its present to its declared values. */
export const change = (
  operation: Operation,
  id: string,
  present: Values,
  declared: Values,
  changed: (values: Values) => void,
): Promise<void> =>
  changeInPlace(operation, properties, present, declared, changed, {
    identity: { JoinPermissionId: id },
    update: "UpdateRoamingJoinPermission",
    fields: ["joinPermissionName", "rxDelay", "dataRate"],
    enable: "UpdateRoamingJoinPermissionEnablingState",
    explain: (error) =>
      explainBound(operation, id, error, (group) => ({
        meaning: `name, rxDelay and dataRate cannot change while the lease is bound to node group ${group}`,
        remedy: "unbind it from the node group, run pulumi up, then bind it again",
      })),
  });
