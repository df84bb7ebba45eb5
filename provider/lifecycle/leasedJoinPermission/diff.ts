import { errorCodes } from "../../api/errorCodes";
import { hasCode, LinkWanError } from "../../api/errors";
import { diffProperties, isKnown, isSet } from "../properties";
import type { Connect, Context, DiffResult, Values } from "../resource";
import { properties } from "./properties";
import { profileOf } from "./state";

/**
 * What a change of inputs means. A replacement returns the old lease before it gets the new one, so before one is
 * announced, what the new one needs is looked up: a mistyped id must not cost the old lease.
 */
export const diff = async (
  _id: string,
  state: Values,
  news: Values,
  { connect }: Context,
): Promise<DiffResult> => {
  const result = decide(state, news);
  if (result.replaces.length > 0) await verifyReplacement(result, news, connect);
  return result;
};

/** The decision alone. An order that a lease taken over by its id is given later is verified, and replaces nothing. */
export const decide = (state: Values, news: Values): DiffResult => {
  const result = diffProperties(properties, state, news);
  const sameLease = news.type === state.type && !isSet(state.authOrderId);
  const replaces = result.replaces.filter((name) => !(name === "authOrderId" && sameLease));
  return { ...result, replaces, deleteBeforeReplace: replaces.length > 0 };
};

const verifyReplacement = async ({ replaces }: DiffResult, news: Values, connect: Connect): Promise<void> => {
  const wanted = (name: string): string | undefined =>
    replaces.includes(name) && isSet(news[name]) && isKnown(news[name]) ? String(news[name]) : undefined;
  const [lease, order, band] = [
    wanted("joinPermissionId"),
    wanted("authOrderId"),
    wanted("freqBandPlanGroupId"),
  ];
  if (!lease && !order && !band) return;
  if (!isKnown(news.profile)) return;
  const operation = await connect(profileOf(news));
  if (lease) await operation.call("GetRentedJoinPermission", { JoinPermissionId: lease }).catch(keepOld);
  if (band) await operation.call("GetFreqBandPlanGroup", { GroupId: band }).catch(keepOldIfAbsent);
  if (!order) return;
  const { OrderState } = await operation
    .call("GetJoinPermissionAuthOrder", { OrderId: order })
    .catch(keepOld);
  if (OrderState === "APPLYING" || OrderState === "ACCEPTED") return;
  throw new LinkWanError({
    action: "Replacing the lease",
    subject: `order ${order}`,
    code: "IllegalOrderStateTransition",
    meaning: `the order is ${OrderState}, so the lease that would replace the present one cannot be had; nothing was changed`,
  });
};

const keepOld = (error: unknown): never => {
  throw error instanceof LinkWanError
    ? error.explained({
        meaning: "the lease that would replace the present one cannot be had; nothing was changed",
      })
    : error;
};

/** Reading frequency bands needs a permission of its own, which nothing else here does: only absence counts. */
const keepOldIfAbsent = (error: unknown): void => {
  if (!hasCode(error, "NonExistent")) return;
  keepOld(error.explained({ remedy: errorCodes.InvalidFreqBandPlan.remedy }));
};
