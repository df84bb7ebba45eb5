import { errorCodes } from "../../client/errorCodes";
import { explainCodes, hasCode, LinkWanError } from "../../client/errors";
import type { Operation } from "../../client/operation";
import type { StartOperation } from "../../client/startOperation";
import { isKnown, isSet, known } from "../../engine/property";
import type { Draft, Replacement } from "../../engine/resource";
import { GetFreqBandPlanGroup } from "../../functions/api";
import { GetJoinPermissionAuthOrder } from "../joinPermissionAuthOrder/api";
import { GetRentedJoinPermission, roamingJoinPermissions } from "./api";
import { explainHeld } from "./createLease";
import type { LeaseProperties } from "./properties";

type VerifyHeld = (operation: Operation, id: string, news: Draft<LeaseProperties>) => Promise<unknown>;

const refuse = (code: string, meaning: string, remedy?: string): LinkWanError =>
  new LinkWanError({
    action: "Replacing the lease",
    code,
    meaning: `${meaning}; nothing was changed`,
    remedy,
  });

/** Checks whether the new lease can be created, as far as that can be known before the old one is returned. */
export const verifyReplacement = async (
  { id, replaces, news }: Replacement<LeaseProperties>,
  startOperation: StartOperation,
  verifyHeld: VerifyHeld,
): Promise<void> => {
  const lease = known(news.joinPermissionId);
  if (lease === id) {
    throw refuse(
      "Mismatch",
      `the lease ${id} was adopted by its id, and its ${replaces.join(" and ")} cannot be changed`,
      "declare it as it is; to get another lease instead, destroy this resource first and declare one without joinPermissionId",
    );
  }
  const changed = <T>(name: string, value: T) => (replaces.includes(name) ? known(value) : undefined);
  const order = changed("authOrderId", news.authOrderId);
  const band = changed("freqBandPlanGroupId", news.freqBandPlanGroupId);
  const applies = changed("type", news.type) === "ROAMING" && !isSet(news.joinPermissionId);
  if ((!lease && !order && !band && !applies) || !isKnown(news.profile)) return;
  const operation = await startOperation(news.profile);
  if (lease) await verifyHeld(operation, lease, news).catch(keepOldIfAbsent);
  else if (band) await operation.call(GetFreqBandPlanGroup, { GroupId: band }).catch(keepOldIfNoBand);
  if (order) await verifyOrder(operation, order, id);
  if (applies) await verifyNoRoaming(operation);
};

const verifyOrder = async (operation: Operation, OrderId: string, id: string): Promise<void> => {
  const order = await operation.call(GetJoinPermissionAuthOrder, { OrderId }).catch(keepOldIfAbsent);
  const { OrderState, JoinPermissionId } = order;
  if (OrderState === "APPLYING") return;
  if (OrderState !== "ACCEPTED")
    throw refuse("IllegalOrderStateTransition", `order ${OrderId} is ${OrderState}`);
  if (JoinPermissionId === id)
    throw refuse("IllegalOrderStateTransition", `order ${OrderId} is an older order of this lease`);
  await operation.call(GetRentedJoinPermission, { JoinPermissionId }).catch(keepOldIfAbsent);
};

const verifyNoRoaming = async (operation: Operation): Promise<void> => {
  const [existing] = (await roamingJoinPermissions.list(operation, "")).values();
  if (existing) throw refuse("ExceedRoamingJoinPermissionLimit", "").explained(explainHeld(existing));
};

const keepOldIfAbsent = explainCodes(["NonExistent"], {
  meaning: "the lease that would replace the present one is not available; nothing was changed",
});

/** Reading a frequency band needs a right that nothing else here needs, so only its absence counts. */
const keepOldIfNoBand = async (error: unknown): Promise<void> => {
  if (!hasCode(error, "NonExistent")) return;
  await keepOldIfAbsent(error.explained({ remedy: errorCodes.InvalidFreqBandPlan.remedy }));
};
