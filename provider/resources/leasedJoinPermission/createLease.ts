import { type Explanation, hasCode, LinkWanError } from "../../client/errors";
import type { Operation } from "../../client/operation";
import { assertSet, parametersFrom } from "../../engine/apiFields";
import type { Claims } from "../../engine/claims";
import { createOnce } from "../../engine/createOnce";
import type { Inputs, Resource } from "../../engine/resource";
import {
  AcceptJoinPermissionAuthOrder,
  GetJoinPermissionAuthOrder,
  type JoinPermissionAuthOrderData,
} from "../joinPermissionAuthOrder/api";
import {
  ApplyRoamingJoinPermission,
  GetRentedJoinPermission,
  type RentedJoinPermissionData,
  roamingJoinPermissions,
} from "./api";
import type { LeaseProperties } from "./properties";

/** Applies for the account's ROAMING lease and returns its id. */
export const applyRoaming = (
  operation: Operation,
  resource: Resource<LeaseProperties>,
  inputs: Inputs<LeaseProperties>,
  claims: Claims,
): Promise<string> => {
  assertSet(inputs, "joinPermissionName", "classMode", "freqBandPlanGroupId");
  const { joinPermissionName } = inputs;
  const parameters = parametersFrom(ApplyRoamingJoinPermission, inputs);
  return createOnce(operation, claims, resource, {
    collection: roamingJoinPermissions,
    matches: (lease) => lease.JoinPermissionName === joinPermissionName,
    create: (check) => operation.call(ApplyRoamingJoinPermission, parameters, check),
    duplicateCodes: ["ExceedRoamingJoinPermissionLimit", "JoinPermissionNameDuplicated"],
    conflicts: () => true,
    adoptWith: (id) => `set joinPermissionId: "${id}"`,
    explainDuplicate: explainHeld,
  });
};

/** Names the ROAMING lease that the account already holds, and how to adopt it. */
export const explainHeld = ({
  JoinPermissionId: id,
  JoinPermissionName: name,
}: RentedJoinPermissionData): Explanation => ({
  meaning: `the account already holds the ROAMING lease ${id} ("${name}"), and can hold only one`,
  remedy: `to manage that lease here, set joinPermissionId: "${id}" (if the resource was only renamed, use the aliases option instead); otherwise return it first`,
});

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

const heldLease = async (operation: Operation, order: JoinPermissionAuthOrderData): Promise<string> => {
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

const unusable = (order: JoinPermissionAuthOrderData, meaning: string): LinkWanError =>
  new LinkWanError({
    action: AcceptJoinPermissionAuthOrder.name,
    subject: `order ${order.OrderId}`,
    code: "IllegalOrderStateTransition",
    meaning,
    remedy: `ask ${order.OwnerAliyunId ?? "the owner"} for a new order and set its id as authOrderId`,
  });
