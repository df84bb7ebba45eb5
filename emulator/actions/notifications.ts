import { assumptions } from "../assumptions";
import type { Notification } from "../entities";
import { spec } from "../parameters";
import { type ActionSpecs, type Call, matches, page, pageParametersOf } from "./action";
import { orderFields } from "./orders";

/** `HandleState` of every notification: no emulated action marks notifications as handled. */
const HANDLE_STATE = "UNHANDLED";

const categoryOf = ({ entered }: Notification): string => `JOIN_PERMISSION_AUTH_${entered}`;

/** Returns the fields of a notification in replies (API file C.4). */
const fieldsOf = (each: Notification) => ({
  NotificationId: each.id,
  Category: categoryOf(each),
  HandleState: HANDLE_STATE,
  NoticeMillis: each.createMillis,
  JoinPermissionAuthInfo: {
    ...orderFields(each.order),
    OrderState: assumptions.notificationShowsCurrentState ? each.order.state : each.entered,
    JoinPermissionName: each.order.permission.name,
    JoinEui: each.order.permission.joinEui,
  },
});

const filterNotifications = ({ state, account, value, strings }: Call): Notification[] => {
  const categories = strings("Category");
  const exclusion = assumptions.notificationBoundsAreWithin ? 0 : 1;
  const begin = Number(value("BeginMillis") ?? Number.NEGATIVE_INFINITY) + exclusion;
  const end = Number(value("EndMillis") ?? Number.POSITIVE_INFINITY) - exclusion;
  return [...state.notifications.values()]
    .filter((each) => each.account === account.name)
    .filter((each) => categories.length === 0 || categories.includes(categoryOf(each)))
    .filter(() => matches(HANDLE_STATE, value("HandleState")))
    .filter((each) => each.createMillis >= begin && each.createMillis <= end);
};

/** Actions on notifications. */
export const notificationActions: ActionSpecs = {
  ListNotifications: {
    parameters: {
      ...pageParametersOf("NOTICE_MILLIS"),
      Category: spec.optionalStrings(),
      HandleState: spec.optionalString({ values: ["HANDLED", "UNHANDLED"] }),
      BeginMillis: spec.optionalInt64(),
      EndMillis: spec.optionalInt64(),
    },
    itemTags: { List: "Notification" },
    run: (call) => page(filterNotifications(call), call, fieldsOf),
  },
};
