import { explainCodes, hasCode, LinkWanError } from "../../client/errors";
import type { Operation } from "../../client/operation";
import {
  AcceptJoinPermissionAuthOrder,
  GetJoinPermissionAuthOrder,
  type JoinPermissionAuthOrderData,
} from "../joinPermissionAuthOrder/api";
import { GetRentedJoinPermission } from "./api";

/**
 * Returns an order if it can still provide a lease: the order is open, or it was accepted and its lease is still held.
 * Throws for any other order. An accepted order alone does not prove that its lease is still held.
 */
export const readUsableOrder = async (
  operation: Operation,
  OrderId: string,
): Promise<JoinPermissionAuthOrderData> => {
  const order = await operation.call(GetJoinPermissionAuthOrder, { OrderId });
  const { OrderState, JoinPermissionId } = order;
  if (OrderState === "APPLYING") return order;
  if (OrderState !== "ACCEPTED") throw unusable(order, `the order is ${OrderState}`);
  await operation.call(GetRentedJoinPermission, { JoinPermissionId }).catch((error) => {
    if (!hasCode(error, "NonExistent")) throw error;
    throw unusable(
      order,
      `the order has already been accepted, and its lease ${JoinPermissionId} has since been returned`,
    );
  });
  return order;
};

const unusable = (order: JoinPermissionAuthOrderData, meaning: string): LinkWanError =>
  new LinkWanError({
    action: AcceptJoinPermissionAuthOrder.name,
    subject: `order ${order.OrderId}`,
    code: "IllegalOrderStateTransition",
    meaning,
    remedy: `if the order is a resource of this stack, run pulumi up --refresh, which offers the lease again; otherwise ask ${order.OwnerAliyunId ?? "the owner"} for a new order and set its id as authOrderId`,
  });

/**
 * Accepts an order and returns the id of the lease, which only the order contains. If the order has already been
 * accepted, adopts its lease.
 */
export const acceptOrder = async (operation: Operation, OrderId: string): Promise<string> => {
  const order = await readUsableOrder(operation, OrderId);
  if (order.OrderState === "ACCEPTED") return adoptLease(operation, order);
  try {
    await operation.call(AcceptJoinPermissionAuthOrder, { OrderId }, async () => {
      const { OrderState } = await operation.call(GetJoinPermissionAuthOrder, { OrderId });
      return OrderState === "ACCEPTED" ? { result: undefined } : undefined;
    });
  } catch (error) {
    if (!hasCode(error, "IllegalOrderStateTransition")) throw error;
    const decided = await readUsableOrder(operation, OrderId);
    if (decided.OrderState !== "ACCEPTED") throw error;
    return adoptLease(operation, decided);
  }
  return order.JoinPermissionId;
};

const adoptLease = (
  operation: Operation,
  { JoinPermissionId, OrderId }: JoinPermissionAuthOrderData,
): string => {
  operation.notify(
    `order ${OrderId} has already been accepted; adopted its lease ${JoinPermissionId}; destroying this resource returns the lease`,
  );
  return JoinPermissionId;
};

/** Throws unless the order granted the lease. Used if an order is added to a lease that was adopted by its id. */
export const expectGrantedBy = async (operation: Operation, id: string, OrderId: string): Promise<void> => {
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

/**
 * Throws unless the credentials belong to the renter or the owner, the only accounts that can read the order. For a
 * lease, the service returns the same error whether the lease was returned or the credentials belong to another
 * account.
 */
export const expectVisible = async (operation: Operation, id: string, OrderId: string): Promise<void> => {
  await operation.call(GetJoinPermissionAuthOrder, { OrderId }).catch(
    explainCodes(["NonExistent", "NotResourceOwner"], {
      subject: `join permission ${id}`,
      meaning: `these credentials do not belong to the account that accepted order ${OrderId}, so they cannot see the lease`,
      remedy:
        "use the credentials (profile) that created the lease; if you already use them and the lease is gone, remove the resource with pulumi state delete",
    }),
  );
};
