import { action, parameter } from "../../client/action";
import type { Caller } from "../../client/collection";
import { type Decoded, id, integer, nothing, optional, record, string } from "../../client/decode";
import { joinPermissionSubject } from "../joinPermission";
import { listNotifications, type NotificationData, orderState } from "../notification";

const order = record({
  OrderId: id,
  OrderState: orderState,
  JoinPermissionId: id,
  OwnerAliyunId: optional(string),
  RenterAliyunId: string,
  ApplyingMillis: optional(integer),
  AcceptedMillis: optional(integer),
  RejectedMillis: optional(integer),
  CanceledMillis: optional(integer),
});
export type JoinPermissionAuthOrderData = Decoded<typeof order>;

const subject = ({ OrderId }: { readonly OrderId: string }) => `order ${OrderId}`;
const one = ["join-permission-auth-order/{OrderId}"];

/** API file B.15. Only this response contains an order id as a number. */
export const SubmitJoinPermissionAuthOrder = action({
  name: "SubmitJoinPermissionAuthOrder",
  effect: "unsafe",
  parameters: { JoinPermissionId: parameter.string, RenterAliyunId: parameter.string },
  subject: joinPermissionSubject,
  decoder: id,
  ramResources: ["join-permission-auth-order/*", "owned-join-permission/{JoinPermissionId}"],
  takesIotInstanceId: false,
});

/** API file B.16. */
export const AcceptJoinPermissionAuthOrder = action({
  name: "AcceptJoinPermissionAuthOrder",
  effect: "unsafe",
  parameters: { OrderId: parameter.string },
  subject,
  decoder: nothing,
  ramResources: one,
  takesIotInstanceId: false,
});

/**
 * API file B.18. If a retry is rejected, the state of the order shows whether an earlier attempt canceled the order.
 */
export const CancelJoinPermissionAuthOrder = action({
  name: "CancelJoinPermissionAuthOrder",
  effect: "idempotent",
  parameters: { OrderId: parameter.string },
  subject,
  decoder: nothing,
  ramResources: one,
  takesIotInstanceId: false,
});

/** API file B.19. */
export const GetJoinPermissionAuthOrder = action({
  name: "GetJoinPermissionAuthOrder",
  effect: "read",
  parameters: { OrderId: parameter.string },
  subject,
  decoder: order,
  ramResources: one,
  takesIotInstanceId: false,
});

type NotifiedOrder = NonNullable<NotificationData["JoinPermissionAuthInfo"]>;

/** Lists the orders in the account's notifications of one category, oldest first. No other action lists orders. */
export const listNotifiedOrders = async (
  caller: Caller,
  category: "JOIN_PERMISSION_AUTH_APPLYING" | "JOIN_PERMISSION_AUTH_ACCEPTED",
): Promise<NotifiedOrder[]> => {
  const notifications = await listNotifications(caller, { category });
  return notifications.flatMap((each) => each.JoinPermissionAuthInfo ?? []);
};
