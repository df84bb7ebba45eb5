import { action, pageParameters, parameter } from "../../client/action";
import { type Decoded, nothing, oneOf, optional, page, record, text, whole } from "../../client/decode";

const OrderState = oneOf("APPLYING", "ACCEPTED", "REJECTED", "CANCELED");

const order = record({
  OrderId: text,
  OrderState,
  JoinPermissionId: text,
  OwnerAliyunId: optional(text),
  RenterAliyunId: text,
  ApplyingMillis: optional(whole),
  AcceptedMillis: optional(whole),
  RejectedMillis: optional(whole),
  CanceledMillis: optional(whole),
});
export type JoinPermissionAuthOrderData = Decoded<typeof order>;

/** API file C.4, the part about orders. */
const notification = record({
  NotificationId: text,
  Category: text,
  JoinPermissionAuthInfo: optional(
    record({ OrderId: text, OrderState, JoinPermissionName: optional(text), JoinEui: optional(text) }),
  ),
});

const subject = ({ OrderId }: { readonly OrderId: string }) => `order ${OrderId}`;
const one = ["join-permission-auth-order/{OrderId}"];

/** API file B.15; the only response that contains an order id as a number. */
export const SubmitJoinPermissionAuthOrder = action({
  name: "SubmitJoinPermissionAuthOrder",
  effect: "unsafe",
  parameters: { JoinPermissionId: parameter.text, RenterAliyunId: parameter.text },
  subject: ({ JoinPermissionId }) => `join permission ${JoinPermissionId}`,
  data: text,
  ramResources: ["join-permission-auth-order/*", "owned-join-permission/{JoinPermissionId}"],
  takesIotInstanceId: false,
});

/** API file B.16. */
export const AcceptJoinPermissionAuthOrder = action({
  name: "AcceptJoinPermissionAuthOrder",
  effect: "unsafe",
  parameters: { OrderId: parameter.text },
  subject,
  data: nothing,
  ramResources: one,
  takesIotInstanceId: false,
});

/** API file B.18; the state of the order, read next, shows whether a retry is needed. */
export const CancelJoinPermissionAuthOrder = action({
  name: "CancelJoinPermissionAuthOrder",
  effect: "idempotent",
  parameters: { OrderId: parameter.text },
  subject,
  data: nothing,
  ramResources: one,
  takesIotInstanceId: false,
});

/** API file B.19. */
export const GetJoinPermissionAuthOrder = action({
  name: "GetJoinPermissionAuthOrder",
  effect: "read",
  parameters: { OrderId: parameter.text },
  subject,
  data: order,
  ramResources: one,
  takesIotInstanceId: false,
});

/** API file C.1. */
export const ListNotifications = action({
  name: "ListNotifications",
  effect: "read",
  parameters: { ...pageParameters<"NOTICE_MILLIS">(), "Category.1": parameter.text },
  data: page(notification, "Notification"),
  ramResources: ["event/*"],
  takesIotInstanceId: false,
});
