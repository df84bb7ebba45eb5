import { hasCode, LinkWanError } from "../../client/errors";
import type { Operation } from "../../client/operation";
import {
  AcceptJoinPermissionAuthOrder,
  GetJoinPermissionAuthOrder,
  type JoinPermissionAuthOrderAnswer,
} from "../joinPermissionAuthOrder/api";
import { GetRentedJoinPermission } from "./api";

/**
 * Accepts the owner's order and returns the id of the lease, which only the order contains. An order that was accepted
 * before is valid as long as its lease is held: an earlier run accepted it. The order alone does not prove that.
 */
export const acceptOrder = async (operation: Operation, OrderId: string): Promise<string> => {
  const read = () => operation.call(GetJoinPermissionAuthOrder, { OrderId });
  const order = await read();
  if (order.OrderState !== "APPLYING") return heldLease(operation, order);
  try {
    await operation.call(AcceptJoinPermissionAuthOrder, { OrderId }, async () =>
      (await read()).OrderState === "ACCEPTED" ? { result: undefined } : undefined,
    );
  } catch (error) {
    if (!hasCode(error, "IllegalOrderStateTransition")) throw error;
    return heldLease(operation, await read());
  }
  return order.JoinPermissionId;
};

const heldLease = async (operation: Operation, order: JoinPermissionAuthOrderAnswer): Promise<string> => {
  const { JoinPermissionId, OrderId, OrderState } = order;
  if (OrderState !== "ACCEPTED") throw unusable(order, `the order is ${OrderState}`);
  try {
    await operation.call(GetRentedJoinPermission, { JoinPermissionId });
  } catch (error) {
    if (!hasCode(error, "NonExistent")) throw error;
    throw unusable(
      order,
      `the order was accepted before, and its lease ${JoinPermissionId} has since been returned`,
    );
  }
  operation.notify(
    `order ${OrderId} was accepted before; adopted its lease ${JoinPermissionId}: destroying this resource returns it`,
  );
  return JoinPermissionId;
};

const unusable = (order: JoinPermissionAuthOrderAnswer, meaning: string): LinkWanError =>
  new LinkWanError({
    action: AcceptJoinPermissionAuthOrder.name,
    subject: `order ${order.OrderId}`,
    code: "IllegalOrderStateTransition",
    meaning,
    remedy: `ask ${order.OwnerAliyunId ?? "the owner"} for a new order and set its id as authOrderId`,
  });

/** Verifies that an order, added to a lease that was adopted by its id, is the one that granted the lease. */
export const verifyOrder = async (operation: Operation, id: string, OrderId: string): Promise<void> => {
  const { JoinPermissionId, OrderState } = await operation.call(GetJoinPermissionAuthOrder, { OrderId });
  if (JoinPermissionId === id && OrderState === "ACCEPTED") return;
  throw new LinkWanError({
    action: "Changing authOrderId",
    subject: `join permission ${id}`,
    code: "Mismatch",
    meaning: `order ${OrderId} is ${OrderState} and offers join permission ${JoinPermissionId}, not the lease that this resource holds`,
    remedy: "declare another resource for that order, or restore joinPermissionId",
  });
};
