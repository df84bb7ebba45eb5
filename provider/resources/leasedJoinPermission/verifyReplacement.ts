import { type ErrorCodeName, errorCodes } from "../../client/errorCodes";
import { type Explanation, hasCode, isLinkWanError, LinkWanError } from "../../client/errors";
import type { Operation } from "../../client/operation";
import { isSet } from "../../engine/property";
import type { Replacement } from "../../engine/resource";
import { GetFreqBandPlanGroup } from "../freqBandPlanGroup";
import { roamingJoinPermissions } from "./api";
import { readUsableOrder } from "./order";
import type { LeaseProperties } from "./properties";
import { explainHeld } from "./roaming";

/** Throws if it is already known, before the old lease is returned, that the new one cannot be created. */
export const verifyReplacement = async (
  { id, replaces, changed, news }: Replacement<LeaseProperties>,
  startOperation: () => Promise<Operation>,
): Promise<void> => {
  if (news.joinPermissionId === id) {
    throw rejected({
      code: "Mismatch",
      meaning: `the lease ${id} was adopted by its id, and its ${replaces.join(" and ")} cannot be changed`,
      remedy:
        "declare the lease as it is; to get another lease instead, destroy this resource first and declare a resource without joinPermissionId",
    });
  }
  const { authOrderId, freqBandPlanGroupId } = changed;
  const adopts = isSet(news.joinPermissionId);
  if (authOrderId !== undefined) await expectOtherLease(await startOperation(), authOrderId, id);
  if (adopts) return;
  if (freqBandPlanGroupId !== undefined) await expectBand(await startOperation(), freqBandPlanGroupId);
  if (changed.type === "ROAMING") await expectNoRoaming(await startOperation());
};

const rejected = (failure: { code: ErrorCodeName } & Explanation): LinkWanError =>
  new LinkWanError({ action: "Replacing the lease", ...failure });

const expectOtherLease = async (operation: Operation, OrderId: string, id: string): Promise<void> => {
  const { JoinPermissionId, OrderState } = await readUsableOrder(operation, OrderId);
  if (OrderState !== "ACCEPTED") return;
  throw rejected({
    code: "IllegalOrderStateTransition",
    ...(JoinPermissionId === id
      ? {
          meaning: `order ${OrderId} also granted this lease`,
          remedy: "keep the previous authOrderId: a resource needs no other order while its lease is held",
        }
      : {
          // If orders moved between resources, one would return a lease before the other one adopts it.
          meaning: `order ${OrderId} has already been accepted, and its lease ${JoinPermissionId} is still held, possibly by another resource`,
          remedy:
            "to rename resources, use the aliases option and keep the order of each lease; otherwise declare the order in a new resource",
        }),
  });
};

/**
 * Throws if the band does not exist. Any other failure is ignored, because no other call of the resource needs the
 * right to read bands.
 */
const expectBand = async (operation: Operation, GroupId: string): Promise<void> => {
  const { meaning, remedy } = errorCodes.InvalidFreqBandPlan;
  await operation.call(GetFreqBandPlanGroup, { GroupId }).catch((error) => {
    if (hasCode(error, "NonExistent")) throw error.explained({ meaning, remedy });
    if (!isLinkWanError(error)) throw error;
  });
};

const expectNoRoaming = async (operation: Operation): Promise<void> => {
  const [existing] = (await roamingJoinPermissions.list(operation, "")).values();
  if (existing) throw rejected({ code: "ExceedRoamingJoinPermissionLimit", ...explainHeld(existing) });
};
