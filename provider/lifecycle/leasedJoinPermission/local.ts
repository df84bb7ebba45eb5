import type { JoinPermissionAuthOrder } from "../../api/actions";
import type { Operation } from "../../api/client";
import { hasCode, LinkWanError } from "../../api/errors";

/**
 * Accepts the owner's order and gives the id of the lease, which only the order tells. An order that was accepted
 * before is fine as long as its lease is still held: an earlier run got that far. An accepted order alone is no
 * proof that it is.
 */
export const accept = async (operation: Operation, orderId: string): Promise<string> => {
  const order = await operation.call("GetJoinPermissionAuthOrder", { OrderId: orderId });
  if (order.OrderState !== "APPLYING") return heldLease(operation, order);
  const isHeld = async (looking: Operation) => {
    const now = await looking.call("GetJoinPermissionAuthOrder", { OrderId: orderId });
    return now.OrderState === "ACCEPTED" ? { result: undefined } : undefined;
  };
  try {
    await operation.call("AcceptJoinPermissionAuthOrder", { OrderId: orderId }, isHeld);
  } catch (error) {
    if (!hasCode(error, "IllegalOrderStateTransition")) throw error;
    return heldLease(operation, await operation.call("GetJoinPermissionAuthOrder", { OrderId: orderId }));
  }
  return order.JoinPermissionId;
};

const heldLease = async (operation: Operation, order: JoinPermissionAuthOrder): Promise<string> => {
  const { JoinPermissionId } = order;
  if (order.OrderState !== "ACCEPTED") throw closed(order, `the order is ${order.OrderState}`);
  try {
    await operation.call("GetRentedJoinPermission", { JoinPermissionId });
    operation.tell(
      `order ${order.OrderId} was accepted before; its lease ${JoinPermissionId} is taken over, and returned when this resource is destroyed`,
    );
    return JoinPermissionId;
  } catch (error) {
    if (!hasCode(error, "NonExistent")) throw error;
    throw closed(
      order,
      `the order was accepted before, and its lease ${JoinPermissionId} has been returned since`,
    );
  }
};

const closed = (order: JoinPermissionAuthOrder, meaning: string): LinkWanError =>
  new LinkWanError({
    action: "AcceptJoinPermissionAuthOrder",
    subject: `order ${order.OrderId}`,
    code: "IllegalOrderStateTransition",
    meaning,
    remedy: `ask ${order.OwnerAliyunId ?? "the owner"} for a new order and set its id as authOrderId`,
  });

/** An order that is added to a lease which was taken over by its id must be the one that granted it. */
export const verifyOrder = async (operation: Operation, id: string, orderId: string): Promise<void> => {
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
