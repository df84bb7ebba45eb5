import { choices } from "../choices";
import type { ServiceCode } from "../errors";
import { spec } from "../parameters";
import type { Account, Order, OrderState, State } from "../state";
import { type ActionSpec, type ActionSpecs, type Call, fail } from "./action";

const feature = "JOIN_PERMISSION_AUTHORIZATION";

const checkRenter = (state: State, account: Account, renter: string): void => {
  const now = state.now();
  const recent = (state.unknownRenters.get(account.name) ?? []).filter(
    (millis) => now - millis < choices.unknownRentersPauseMs,
  );
  if (recent.length >= choices.unknownRentersAllowed) fail("TooManyRenterNonExistentFailures");
  if (state.accounts.some((each) => each.name === renter)) return;
  state.unknownRenters.set(account.name, [...recent, now]);
  fail("RenterDoesNotExist");
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
  effect: (state: State, order: Order) => void = () => {},
): ActionSpec => ({
  parameters: { OrderId: spec.text() },
  feature,
  run: (call) => {
    const order = orderOf(call, party, otherwise);
    if (order.state !== "APPLYING") fail("IllegalOrderStateTransition");
    order.state = to;
    order.millis[to] = call.state.now();
    effect(call.state, order);
  },
});

export const orderActions: ActionSpecs = {
  // B.15
  SubmitJoinPermissionAuthOrder: {
    parameters: { JoinPermissionId: spec.text(), RenterAliyunId: spec.text() },
    feature,
    run: ({ state, account, text }) => {
      const permission = state.permissions.get(text("JoinPermissionId"));
      if (permission?.type !== "LOCAL" || permission.owner !== account.name)
        return fail(choices.submitOfOthers);
      checkRenter(state, account, text("RenterAliyunId"));
      if (permission.renter !== undefined) fail("JoinPermissionAlreadyAuthorized");
      if (state.openOrderOf(permission.id)) fail(choices.submitWhileApplying);
      const id = state.nextId("order");
      state.orders.set(id, {
        id,
        state: "APPLYING",
        joinPermissionId: permission.id,
        owner: account.name,
        renter: text("RenterAliyunId"),
        millis: { APPLYING: state.now() },
      });
      // The one answer in which an order id is a number.
      return Number(id);
    },
  },
  // B.16
  AcceptJoinPermissionAuthOrder: transition("renter", "ACCEPTED", choices.orderOfOthers, (state, order) => {
    const permission = state.permissions.get(order.joinPermissionId);
    if (permission) permission.renter = order.renter;
  }),
  // B.17
  RejectJoinPermissionAuthOrder: transition("renter", "REJECTED", "NotResourceOwner"),
  // B.18
  CancelJoinPermissionAuthOrder: transition("owner", "CANCELED", choices.orderOfOthers),
  // B.19
  GetJoinPermissionAuthOrder: {
    parameters: { OrderId: spec.text() },
    feature: "",
    run: ({ state, account, text }) => {
      const order = state.orders.get(text("OrderId")) ?? fail("NonExistent");
      if (order.owner !== account.name && order.renter !== account.name) fail(choices.getOrderOfOthers);
      return {
        OrderId: order.id,
        OrderState: order.state,
        JoinPermissionId: order.joinPermissionId,
        OwnerAliyunId: order.owner,
        RenterAliyunId: order.renter,
        ApplyingMillis: order.millis.APPLYING,
        AcceptedMillis: order.millis.ACCEPTED,
        RejectedMillis: order.millis.REJECTED,
        CanceledMillis: order.millis.CANCELED,
      };
    },
  },
};
