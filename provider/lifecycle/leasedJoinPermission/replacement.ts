import type { Operation } from "../../api/client";
import type { Connect } from "../../api/connect";
import { errorCodes } from "../../api/errorCodes";
import { hasCode, LinkWanError } from "../../api/errors";
import { listRentedJoinPermissions } from "../../api/kinds";
import { isKnown, isSet } from "../properties";
import type { Values } from "../resource";
import { profileOf } from "../state";
import { explainHeldAlready } from "./roaming";

const refuse = (code: string, meaning: string, remedy?: string): LinkWanError =>
  new LinkWanError({
    action: "Replacing the lease",
    code,
    meaning: `${meaning}; nothing was changed`,
    remedy,
  });

/**
 * Looks up whether the lease that is to replace the lease `id` can be had, as far as that can be known before the
 * old one is returned; throws where it cannot.
 */
export const verifyReplacement = async (
  id: string,
  replaces: readonly string[],
  news: Values,
  connect: Connect,
  verifyTakeOver: (operation: Operation, inputs: Values) => Promise<unknown>,
): Promise<void> => {
  const known = (name: string): string | undefined =>
    isSet(news[name]) && isKnown(news[name]) ? String(news[name]) : undefined;
  const changed = (name: string): string | undefined => (replaces.includes(name) ? known(name) : undefined);
  if (known("joinPermissionId") === id) {
    throw refuse(
      "Mismatch",
      `the lease ${id} was taken over by its id, and its ${replaces.join(" and ")} cannot be changed`,
      "declare it as it is; to have another lease instead, destroy this resource first and declare one without joinPermissionId",
    );
  }
  const lease = known("joinPermissionId");
  const [order, band] = [changed("authOrderId"), changed("freqBandPlanGroupId")];
  const appliesAnew = changed("type") === "ROAMING" && !isSet(news.joinPermissionId);
  if ((!lease && !order && !band && !appliesAnew) || !isKnown(news.profile)) return;
  const operation = await connect(profileOf(news));
  if (lease) await verifyTakeOver(operation, news).catch(keepOldIfAbsent);
  else if (band) await operation.call("GetFreqBandPlanGroup", { GroupId: band }).catch(keepOldIfNoBand);
  if (order) await verifyOrder(operation, order, id);
  if (appliesAnew) await verifyNoRoaming(operation);
};

const verifyOrder = async (operation: Operation, orderId: string, id: string): Promise<void> => {
  const order = await operation
    .call("GetJoinPermissionAuthOrder", { OrderId: orderId })
    .catch(keepOldIfAbsent);
  if (order.OrderState === "APPLYING") return;
  if (order.OrderState !== "ACCEPTED") {
    throw refuse("IllegalOrderStateTransition", `order ${orderId} is ${order.OrderState}`);
  }
  if (order.JoinPermissionId === id) {
    throw refuse("IllegalOrderStateTransition", `order ${orderId} is an older one of this very lease`);
  }
  await operation
    .call("GetRentedJoinPermission", { JoinPermissionId: order.JoinPermissionId })
    .catch(keepOldIfAbsent);
};

const verifyNoRoaming = async (operation: Operation): Promise<void> => {
  const [existing] = (await listRentedJoinPermissions(operation, "ROAMING")).values();
  if (existing) throw explainHeldAlready(refuse("ExceedRoamingJoinPermissionLimit", ""), existing);
};

const keepOldIfAbsent = (error: unknown): never => {
  if (!hasCode(error, "NonExistent")) throw error;
  throw error.explained({
    meaning: "the lease that would replace the present one cannot be had; nothing was changed",
  });
};

/** Reading frequency bands needs a permission of its own, which nothing else here does: only absence counts. */
const keepOldIfNoBand = (error: unknown): void => {
  if (!hasCode(error, "NonExistent")) return;
  keepOldIfAbsent(error.explained({ remedy: errorCodes.InvalidFreqBandPlan.remedy }));
};
