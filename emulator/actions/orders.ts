import { choices } from "../choices";
import type { Order, OrderState } from "../entities";
import type { ServiceCode } from "../errors";
import { spec } from "../parameters";
import type { State } from "../state";
import { type ActionSpec, type ActionSpecs, type Call, fail } from "./action";
import { checkGuess } from "./guesses";

const feature = "JOIN_PERMISSION_AUTHORIZATION";

/** Takes an order into a state, of which one party is told (API file D.3). */
export const enter = (state: State, order: Order, entered: OrderState): void => {
  const createMillis = state.now();
  order.state = entered;
  order.millis[entered] = createMillis;
  const id = state.nextId("notification");
  state.notifications.set(id, {
    id,
    account: order[choices.notified[entered]],
    entered,
    order,
    createMillis,
  });
};

const orderOf = (call: Call, party: "owner" | "renter", otherwise: ServiceCode): Order => {
  const order = call.state.orders.get(call.text("OrderId"));
  if (!order) return fail("NonExistent");
  return order[party] === call.account.name ? order : fail(otherwise);
};

/** Accept, Reject and Cancel differ in who may call them, and in the state they lead to. */
const transition = (
  party: "owner" | "renter",
  to: OrderState,
  otherwise: ServiceCode,
  effect: (order: Order) => void = () => {},
): ActionSpec => ({
  parameters: { OrderId: spec.text() },
  feature,
  run: (call) => {
    const order = orderOf(call, party, otherwise);
    if (order.state !== "APPLYING") fail("IllegalOrderStateTransition");
    enter(call.state, order, to);
    effect(order);
  },
});

/** An order in answers, on its own and in a notification. */
export const showOrder = (order: Order) => ({
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

export const orderActions: ActionSpecs = {
  // B.15
  SubmitJoinPermissionAuthOrder: {
    parameters: { JoinPermissionId: spec.text(), RenterAliyunId: spec.text() },
    feature,
    run: (call) => {
      const { state, account, text } = call;
      const permission = state.permissions.get(text("JoinPermissionId"));
      if (permission?.type !== "LOCAL" || permission.owner !== account.name)
        return fail(choices.submitOfOthers);
      const renter = text("RenterAliyunId");
      checkGuess(
        call,
        "renter",
        state.accounts.some((each) => each.name === renter),
      );
      if (permission.renter !== undefined) fail("JoinPermissionAlreadyAuthorized");
      if (state.openOrderOf(permission.id)) fail(choices.submitWhileApplying);
      const id = state.nextId("order");
      const order: Order = { id, state: "APPLYING", permission, owner: account.name, renter, millis: {} };
      state.orders.set(id, order);
      enter(state, order, "APPLYING");
      // The one answer in which an order id is a number.
      return Number(id);
    },
  },
  // B.16
  AcceptJoinPermissionAuthOrder: transition("renter", "ACCEPTED", choices.orderOfOthers, (order) => {
    order.permission.renter = order.renter;
  }),
  // B.17
  RejectJoinPermissionAuthOrder: transition("renter", "REJECTED", "NotResourceOwner"),
  // B.18
  CancelJoinPermissionAuthOrder: transition("owner", "CANCELED", choices.orderOfOthers),
  // B.19
  GetJoinPermissionAuthOrder: {
    parameters: { OrderId: spec.text() },
    run: ({ state, account, text }) => {
      const order = state.orders.get(text("OrderId")) ?? fail("NonExistent");
      if (order.owner !== account.name && order.renter !== account.name) fail(choices.getOrderOfOthers);
      return showOrder(order);
    },
  },
};
