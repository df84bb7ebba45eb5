import type { Operation } from "../../api/client";
import { hasCode, LinkWanError } from "../../api/errors";
import { isSet } from "../properties";
import { type Context, PartialFailure, type Values } from "../resource";
import { change } from "./roaming";
import { keyOf, ofCloud, ownOf, profileOf, stateOf } from "./state";

export const update = async (id: string, state: Values, news: Values, { connect }: Context) => {
  const operation = await connect(profileOf(news));
  if (isSet(news.authOrderId) && !isSet(state.authOrderId))
    await verifyOrder(operation, id, String(news.authOrderId));
  let changed: Values | undefined;
  try {
    if (news.type === "ROAMING") {
      await change(operation, id, state, news, (values) => {
        changed = { ...changed, ...values };
      });
    }
    return { outs: stateOf(ofCloud(await readBack(operation, id)), ownOf(news, keyOf(state))) };
  } catch (error) {
    if (!changed) throw error;
    throw new PartialFailure(id, { ...state, ...changed }, error as Error);
  }
};

const readBack = (operation: Operation, id: string) =>
  operation.call("GetRentedJoinPermission", { JoinPermissionId: id }).catch((error) => {
    if (!hasCode(error, "NonExistent")) throw error;
    throw error.explained({
      meaning: "the account of these credentials (profile) does not hold this lease",
      remedy:
        "if it was returned outside Pulumi, run pulumi refresh; if the profile changed, use one of the same account",
    });
  });

/** An order that is added to a lease which was taken over by its id must be the one that granted it. */
const verifyOrder = async (operation: Operation, id: string, orderId: string): Promise<void> => {
  const order = await operation.call("GetJoinPermissionAuthOrder", { OrderId: orderId });
  if (order.JoinPermissionId === id && order.OrderState === "ACCEPTED") return;
  throw new LinkWanError({
    action: "Changing authOrderId",
    subject: `join permission ${id}`,
    code: "Mismatch",
    meaning: `order ${orderId} is ${order.OrderState} and offers join permission ${order.JoinPermissionId}, not the lease that this resource holds`,
    remedy: "declare another resource for that order, or set joinPermissionId back",
  });
};
