import { choices } from "../choices";
import type { Notification } from "../entities";
import { spec } from "../parameters";
import { type ActionSpecs, type Call, equal, page, pageParametersOf } from "./action";
import { showOrder } from "./orders";

/** Nothing in the emulator handles a notification. */
const HANDLE_STATE = "UNHANDLED";

const categoryOf = ({ entered }: Notification): string => `JOIN_PERMISSION_AUTH_${entered}`;

/** API file C.4. */
const shown = (each: Notification) => ({
  NotificationId: each.id,
  Category: categoryOf(each),
  HandleState: HANDLE_STATE,
  NoticeMillis: each.createMillis,
  JoinPermissionAuthInfo: {
    ...showOrder(each.order),
    OrderState: choices.notificationShowsCurrentState ? each.order.state : each.entered,
    JoinPermissionName: each.order.permission.name,
    JoinEui: each.order.permission.joinEui,
  },
});

const filtered = ({ state, account, value, texts }: Call): Notification[] => {
  const categories = texts("Category");
  const atBounds = choices.notificationBoundsAreWithin ? 0 : 1;
  const begin = Number(value("BeginMillis") ?? Number.NEGATIVE_INFINITY) + atBounds;
  const end = Number(value("EndMillis") ?? Number.POSITIVE_INFINITY) - atBounds;
  return [...state.notifications.values()]
    .filter((each) => each.account === account.name)
    .filter((each) => categories.length === 0 || categories.includes(categoryOf(each)))
    .filter(() => equal(HANDLE_STATE, value("HandleState")))
    .filter((each) => each.createMillis >= begin && each.createMillis <= end);
};

export const notificationActions: ActionSpecs = {
  ListNotifications: {
    parameters: {
      ...pageParametersOf("NOTICE_MILLIS"),
      Category: spec.optionalTexts(),
      HandleState: spec.optionalText({ values: ["HANDLED", "UNHANDLED"] }),
      BeginMillis: spec.optionalInt64(),
      EndMillis: spec.optionalInt64(),
    },
    itemTag: choices.itemTags.notification,
    run: (call) => page(filtered(call), call, shown),
  },
};
