import { action, pageParameters, parameter } from "../client/action";
import type { Caller } from "../client/collection";
import { type Decoded, id, integer, oneOf, optional, page, record, string } from "../client/decode";
import { everyPage } from "../client/pages";

export const orderState = oneOf("APPLYING", "ACCEPTED", "REJECTED", "CANCELED");

/** API file C.4. */
const notification = record({
  NotificationId: id,
  Category: string,
  HandleState: optional(string),
  NoticeMillis: optional(integer),
  HandledMillis: optional(integer),
  JoinPermissionAuthInfo: optional(
    record({
      OrderId: id,
      OrderState: orderState,
      JoinPermissionId: optional(id),
      JoinPermissionName: optional(string),
      JoinEui: optional(id),
      OwnerAliyunId: optional(string),
      RenterAliyunId: optional(string),
    }),
  ),
  GatewayOfflineInfo: optional(record({ GwEui: id, OfflineMillis: optional(integer) })),
  GatewayDataflowLimit: optional(
    record({ GwEui: id, DataflowLimitMillis: optional(integer), AlarmDetail: optional(string) }),
  ),
});
export type NotificationData = Decoded<typeof notification>;

/** API file C.1. */
export const ListNotifications = action({
  name: "ListNotifications",
  effect: "read",
  parameters: {
    ...pageParameters<"NOTICE_MILLIS">(),
    "Category.1": parameter.optionalString,
    HandleState: parameter.optionalString,
    BeginMillis: parameter.optionalNumber,
    EndMillis: parameter.optionalNumber,
  },
  decoder: page(notification, "Notification"),
  ramResources: ["event/*"],
  takesIotInstanceId: false,
});

/** Filters for notifications. If a filter is absent, all notifications match it. */
interface NotificationFilter {
  readonly category?: string | undefined;
  readonly handleState?: string | undefined;
  readonly beginMillis?: number | undefined;
  readonly endMillis?: number | undefined;
}

/** Lists the notifications of an account, oldest first. */
export const listNotifications = async (
  caller: Caller,
  { category, handleState, beginMillis, endMillis }: NotificationFilter,
): Promise<NotificationData[]> => {
  const notifications = await everyPage(
    (request) =>
      caller.call(ListNotifications, {
        ...request,
        SortingField: "NOTICE_MILLIS",
        "Category.1": category,
        HandleState: handleState,
        BeginMillis: beginMillis,
        EndMillis: endMillis,
      }),
    (each) => each.NotificationId,
  );
  return [...notifications.values()];
};
