import { assumptions } from "../assumptions";
import type { Order, OrderState } from "../entities";
import type { ServiceCode } from "../errors";
import { spec } from "../parameters";
import type { State } from "../state";
import { type ActionSpec, type ActionSpecs, type Call, fail } from "./action";
import { checkAttempt } from "./attemptLimit";

const feature = "JOIN_PERMISSION_AUTHORIZATION";

/** Changes the state of an order and notifies one party of the order (API file D.3). */
export const enter = (state: State, order: Order, entered: OrderState): void => {
  const createMillis = state.now();
  order.state = entered;
  order.millis[entered] = createMillis;
  state.notify(order[assumptions.notified[entered]], { category: "JOIN_PERMISSION_AUTH", entered, order });
};

const orderOf = (call: Call, party: "owner" | "renter", notOwnerCode: ServiceCode): Order => {
  const order = call.state.orders.get(call.string("OrderId"));
  if (!order) return fail("NonExistent");
  return order[party] === call.account.name ? order : fail(notOwnerCode);
};

/**
 * Defines the action that accepts, rejects or cancels an order. The three actions differ in the new state and in the
 * party that can call the action.
 */
const transition = (
  party: "owner" | "renter",
  to: OrderState,
  notOwnerCode: ServiceCode,
  effect: (order: Order) => void = () => {},
): ActionSpec => ({
  parameters: { OrderId: spec.string() },
  feature,
  run: (call) => {
    const order = orderOf(call, party, notOwnerCode);
    if (order.state !== "APPLYING") fail("IllegalOrderStateTransition");
    enter(call.state, order, to);
    effect(order);
  },
});

/** Returns the fields of an order in replies that contain orders or notifications. */
export const orderFields = (order: Order) => ({
  OrderId: order.id,
  OrderState: order.state,
  JoinPermissionId: order.permission.id,
  OwnerAliyunId: order.owner,
  RenterAliyunId: order.renter,
  ApplyingMillis: order.millis.APPLYING,
  AcceptedMillis: order.millis.ACCEPTED,
  RejectedMillis: order.millis.REJECTED,
  CanceledMillis: order.millis.CANCELED,
});

/** Actions on authorization orders. */
export const orderActions: ActionSpecs = {
  // B.15
  SubmitJoinPermissionAuthOrder: {
    parameters: { JoinPermissionId: spec.string(), RenterAliyunId: spec.string() },
    feature,
    run: (call) => {
      const { state, account, string } = call;
      const permission = state.permissions.get(string("JoinPermissionId"));
      if (permission?.type !== "LOCAL" || permission.owner !== account.name)
        return fail(assumptions.submitOfOthers);
      const renter = string("RenterAliyunId");
      checkAttempt(
        call,
        "renter",
        state.accounts.some((each) => each.name === renter),
      );
      if (permission.renter !== undefined) fail("JoinPermissionAlreadyAuthorized");
      if (state.openOrderOf(permission.id)) fail(assumptions.submitWhileApplying);
      const id = state.nextId("order");
      const order: Order = { id, state: "APPLYING", permission, owner: account.name, renter, millis: {} };
      state.orders.set(id, order);
      enter(state, order, "APPLYING");
      // Only this reply contains the order id as a number.
      return Number(id);
    },
  },
  // B.16
  AcceptJoinPermissionAuthOrder: transition("renter", "ACCEPTED", assumptions.orderOfOthers, (order) => {
    order.permission.renter = order.renter;
  }),
  // B.17
  RejectJoinPermissionAuthOrder: transition("renter", "REJECTED", "NotResourceOwner"),
  // B.18
  CancelJoinPermissionAuthOrder: transition("owner", "CANCELED", assumptions.orderOfOthers),
  // B.19
  GetJoinPermissionAuthOrder: {
    parameters: { OrderId: spec.string() },
    run: ({ state, account, string }) => {
      const order = state.orders.get(string("OrderId")) ?? fail("NonExistent");
      if (order.owner !== account.name && order.renter !== account.name) fail(assumptions.getOrderOfOthers);
      return orderFields(order);
    },
  },
};
