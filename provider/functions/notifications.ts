import { accountFunction, camelCase, type InvokeArgs, outputForm } from "../invoke/accountFunction";
import { ListNotifications, listNotifications } from "../resources/notification";

/** Content of a notification about an order. */
export interface NotifiedOrder {
  /** Id of the order, a decimal string. API: `OrderId`. */
  orderId: string;
  /** State of the order; `getJoinPermissionAuthOrder` reads the current state. API: `OrderState`. */
  orderState: string;
  /** Id of the offered join permission, a decimal string. API: `JoinPermissionId`. */
  joinPermissionId?: string;
  /** Name of the offered join permission. API: `JoinPermissionName`. */
  joinPermissionName?: string;
  /** JoinEUI of the offered join permission, 16 hexadecimal digits. API: `JoinEui`. */
  joinEui?: string;
  /** Account name of the owner. API: `OwnerAliyunId`. */
  ownerAliyunId?: string;
  /** Account name of the renter. API: `RenterAliyunId`. */
  renterAliyunId?: string;
}

/** Content of a notification about an offline gateway. */
export interface NotifiedOffline {
  /** GwEUI, 16 hexadecimal digits. API: `GwEui`. */
  gwEui: string;
  /** Time when the gateway went offline, in Unix milliseconds. API: `OfflineMillis`. */
  offlineMillis?: number;
}

/** Content of a notification about excessive traffic of a gateway. */
export interface NotifiedDataflow {
  /** GwEUI, 16 hexadecimal digits. API: `GwEui`. */
  gwEui: string;
  /** Time when the limit was exceeded, in Unix milliseconds. API: `DataflowLimitMillis`. */
  dataflowLimitMillis?: number;
  /** Description, in the language of the service. API: `AlarmDetail`. */
  alarmDetail?: string;
}

/** A notification of the account. */
export interface GetNotificationResult {
  /** Id. API: `NotificationId`. */
  notificationId: string;
  /** Category, for example `GATEWAY_OFFLINE` or `JOIN_PERMISSION_AUTH_APPLYING`. API: `Category`. */
  category: string;
  /** Whether the notification has been handled: `HANDLED` or `UNHANDLED`. API: `HandleState`. */
  handleState?: string;
  /** Time of the notification, in Unix milliseconds. API: `NoticeMillis`. */
  noticeMillis?: number;
  /**
   * Time when the notification was handled, in Unix milliseconds; absent if it was not handled. API: `HandledMillis`.
   */
  handledMillis?: number;
  /**
   * The order. Set only if the category begins with `JOIN_PERMISSION_AUTH`. API: `JoinPermissionAuthInfo`.
   */
  joinPermissionAuthInfo?: NotifiedOrder;
  /** The gateway. Set only in category `GATEWAY_OFFLINE`. API: `GatewayOfflineInfo`. */
  gatewayOfflineInfo?: NotifiedOffline;
  /** The gateway. Set only in category `GATEWAY_DATAFLOW_LIMIT`. API: `GatewayDataflowLimit`. */
  gatewayDataflowLimit?: NotifiedDataflow;
}

/** Arguments of {@link getNotifications}. */
export interface GetNotificationsArgs extends InvokeArgs {
  /** Category. Default: all categories. API: `Category`. */
  category?: string;
  /** `HANDLED` or `UNHANDLED`. Default: both. API: `HandleState`. */
  handleState?: string;
  /** Start of the period, in Unix milliseconds. Default: no limit. API: `BeginMillis`. */
  beginMillis?: number;
  /** End of the period, in Unix milliseconds. Default: no limit. API: `EndMillis`. */
  endMillis?: number;
}

/** Lists the notifications of the account, oldest first (ListNotifications, 200 per call). */
export const getNotifications = accountFunction(
  "getNotifications",
  [ListNotifications],
  async (operation, args: GetNotificationsArgs = {}): Promise<GetNotificationResult[]> =>
    camelCase(await listNotifications(operation, args)),
);

/** Like {@link getNotifications}, but accepts outputs as arguments. */
export const getNotificationsOutput = outputForm(getNotifications);
