import { type ErrorCodeName, errorCodes } from "../../client/errorCodes";
import { type Explanation, hasCode, ignoreFailure, isLinkWanError, LinkWanError } from "../../client/errors";
import type { Operation } from "../../client/operation";
import { isSet } from "../../engine/property";
import type { Replacement } from "../../engine/resource";
import { GetFreqBandPlanGroup } from "../freqBandPlanGroup";
import { listOwnedJoinPermissions } from "../ownedJoinPermission/api";
import { roamingJoinPermissions } from "./api";
import { readUsableOrder } from "./order";
import type { LeaseProperties } from "./properties";
import { explainHeld } from "./roaming";

/** Throws if the new lease certainly cannot be created. Called before the old lease is returned. */
export const verifyReplacement = async (
  replacement: Replacement<LeaseProperties>,
  startOperation: () => Promise<Operation>,
): Promise<void> => {
  const { id, replaces, changed, state, news } = replacement;
  if (news.joinPermissionId === id) {
    throw rejected({
      code: "Mismatch",
      meaning: `the lease ${id} was adopted by its id, and its ${replaces.join(" and ")} cannot be changed`,
      remedy:
        "declare the lease as it is; to get another lease instead, destroy this resource first and declare a resource without joinPermissionId",
    });
  }
  const { authOrderId, freqBandPlanGroupId, joinPermissionName } = changed;
  if (authOrderId !== undefined) await expectOtherLease(await startOperation(), authOrderId, replacement);
  if (isSet(news.joinPermissionId) || news.type !== "ROAMING") return;
  if (freqBandPlanGroupId !== undefined) await expectBand(await startOperation(), freqBandPlanGroupId);
  if (joinPermissionName !== undefined) await expectUnusedName(await startOperation(), joinPermissionName);
  if (state.type !== "ROAMING") await expectNoRoaming(await startOperation());
};

const rejected = (failure: { code: ErrorCodeName; subject?: string } & Explanation): LinkWanError =>
  new LinkWanError({ action: "Replacing the lease", ...failure });

const expectOtherLease = async (
  operation: Operation,
  OrderId: string,
  { id, expectNotMoved }: Replacement<LeaseProperties>,
): Promise<void> => {
  const { JoinPermissionId, OrderState } = await readUsableOrder(operation, OrderId);
  if (OrderState !== "ACCEPTED") return;
  if (JoinPermissionId !== id) return expectNotMoved(JoinPermissionId);
  throw rejected({
    code: "IllegalOrderStateTransition",
    meaning: `order ${OrderId} also granted this lease`,
    remedy: "keep the previous authOrderId; a resource needs no other order while its lease is held",
  });
};

/**
 * Throws if the band does not exist. Any other failure is ignored, because no other call of the resource requires
 * permission to read bands.
 */
const expectBand = async (operation: Operation, GroupId: string): Promise<void> => {
  const { meaning, remedy } = errorCodes.InvalidFreqBandPlan;
  await operation.call(GetFreqBandPlanGroup, { GroupId }).catch((error) => {
    if (hasCode(error, "NonExistent")) throw error.explained({ meaning, remedy });
    if (!isLinkWanError(error)) throw error;
  });
};

/**
 * Throws if the account owns a join permission with the name. Ignores a failure to list the join permissions, for the
 * same reason as `expectBand`.
 */
const expectUnusedName = async (operation: Operation, name: string): Promise<void> => {
  const owned = await listOwnedJoinPermissions(operation).catch(ignoreFailure);
  if ([...(owned?.values() ?? [])].every(({ JoinPermissionName }) => JoinPermissionName !== name)) return;
  throw rejected({ code: "JoinPermissionNameDuplicated", subject: `join permission ${name}` });
};

const expectNoRoaming = async (operation: Operation): Promise<void> => {
  const [existing] = (await roamingJoinPermissions.list(operation, "")).values();
  if (existing) throw rejected({ code: "ExceedRoamingJoinPermissionLimit", ...explainHeld(existing) });
};
