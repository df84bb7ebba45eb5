import { list, nothing, oneOf, optional, record, text, whole } from "../decode";
import { action, type Page } from "./action";

const OrderState = oneOf("APPLYING", "ACCEPTED", "REJECTED", "CANCELED");

const times = {
  ApplyingMillis: optional(whole),
  AcceptedMillis: optional(whole),
  RejectedMillis: optional(whole),
  CanceledMillis: optional(whole),
};

const order = record({
  OrderId: text,
  OrderState,
  JoinPermissionId: text,
  OwnerAliyunId: optional(text),
  RenterAliyunId: optional(text),
  ...times,
});

/** API file C.4, as far as orders are concerned. */
const notification = record({
  NotificationId: text,
  Category: text,
  JoinPermissionAuthInfo: optional(
    record({ OrderId: text, OrderState, JoinPermissionName: optional(text), JoinEui: optional(text) }),
  ),
});

export const orderActions = {
  // B.15; the one answer in which an order's id is a number
  SubmitJoinPermissionAuthOrder: action<{ JoinPermissionId: string; RenterAliyunId: string }>()(
    "unsafe",
    text,
  ),
  // B.16
  AcceptJoinPermissionAuthOrder: action<{ OrderId: string }>()("unsafe", nothing),
  // B.18; the order's state, which is read next, tells whether a repeated one was needed
  CancelJoinPermissionAuthOrder: action<{ OrderId: string }>()("idempotent", nothing),
  // B.19
  GetJoinPermissionAuthOrder: action<{ OrderId: string }>()("read", order),
  // C.1
  ListNotifications: action<Page<"NOTICE_MILLIS"> & { "Category.1": string }>()(
    "read",
    record({ TotalCount: whole, List: list(notification, "Notification") }),
  ),
};
