import { assumptions } from "../assumptions";
import type { Notification, NotificationSubject } from "../entities";
import type { ServiceCode } from "../errors";
import { spec } from "../parameters";
import { type ActionSpecs, type Call, fail, matches, page, pageParametersOf } from "./action";
import { orderFields } from "./orders";

type Subject<C extends NotificationSubject["category"]> = Extract<NotificationSubject, { category: C }>;

/** Returns the object that describes the subject of a notification, by category. */
const describe: {
  readonly [C in NotificationSubject["category"]]: (subject: Subject<C>, millis: number) => object;
} = {
  JOIN_PERMISSION_AUTH: ({ order, entered }) => ({
    JoinPermissionAuthInfo: {
      ...orderFields(order),
      OrderState: assumptions.notificationShowsCurrentState ? order.state : entered,
      JoinPermissionName: order.permission.name,
      JoinEui: order.permission.joinEui,
    },
  }),
  GATEWAY_OFFLINE: ({ gwEui }, millis) => ({ GatewayOfflineInfo: { GwEui: gwEui, OfflineMillis: millis } }),
  GATEWAY_DATAFLOW_LIMIT: ({ gwEui, alarmDetail }, millis) => ({
    GatewayDataflowLimit: { GwEui: gwEui, DataflowLimitMillis: millis, AlarmDetail: alarmDetail },
  }),
};

/** Returns the category of a notification. */
export const notificationCategoryOf = ({ subject }: Notification): string =>
  subject.category === "JOIN_PERMISSION_AUTH" ? `${subject.category}_${subject.entered}` : subject.category;

/** Returns whether the account has handled a notification. */
export const handleStateOf = ({ handledMillis }: Notification): string =>
  handledMillis === undefined ? "UNHANDLED" : "HANDLED";

const describeSubject = <C extends NotificationSubject["category"]>(subject: Subject<C>, millis: number) =>
  (describe[subject.category as C] as (subject: Subject<C>, millis: number) => object)(subject, millis);

/** Returns the fields of a notification in lists (API file C.4). */
const listFields = (each: Notification) => ({
  NotificationId: each.id,
  Category: notificationCategoryOf(each),
  HandleState: handleStateOf(each),
  NoticeMillis: each.createMillis,
  HandledMillis: each.handledMillis,
  ...describeSubject(each.subject, each.createMillis),
});

/** Returns the fields of a notification in GetNotification, which omits GatewayDataflowLimit. */
const getFields = (each: Notification): object => {
  const { GatewayDataflowLimit: _, ...fields } = listFields(each) as Record<string, unknown>;
  return fields;
};

const notificationOf = ({ state, account }: Call, id: string, notOwnerCode: ServiceCode): Notification => {
  const notification = state.notifications.get(id) ?? fail("NonExistent");
  return notification.account === account.name ? notification : fail(notOwnerCode);
};

const filterNotifications = ({ state, account, value, strings }: Call): Notification[] => {
  const categories = strings("Category");
  const exclusion = assumptions.notificationBoundsAreWithin ? 0 : 1;
  const begin = Number(value("BeginMillis") ?? Number.NEGATIVE_INFINITY) + exclusion;
  const end = Number(value("EndMillis") ?? Number.POSITIVE_INFINITY) - exclusion;
  return state
    .notificationsOf(account)
    .filter((each) => categories.length === 0 || categories.includes(notificationCategoryOf(each)))
    .filter((each) => matches(handleStateOf(each), value("HandleState")))
    .filter((each) => each.createMillis >= begin && each.createMillis <= end);
};

const handleStates = { values: ["HANDLED", "UNHANDLED"] };
const filterParameters = {
  Category: spec.optionalStrings(),
  HandleState: spec.optionalString(handleStates),
  BeginMillis: spec.optionalInt64(),
  EndMillis: spec.optionalInt64(),
};

/** Actions on notifications. */
export const notificationActions: ActionSpecs = {
  GetNotification: {
    parameters: { NotificationId: spec.string() },
    run: (call) => getFields(notificationOf(call, call.string("NotificationId"), "NotResourceOwner")),
  },
  ListNotifications: {
    parameters: { ...pageParametersOf("NOTICE_MILLIS"), ...filterParameters },
    itemTags: { List: "Notification" },
    run: (call) => page(filterNotifications(call), call, listFields),
  },
  CountNotifications: { parameters: filterParameters, run: (call) => filterNotifications(call).length },
  UpdateNotificationsHandleState: {
    parameters: { NotificationId: spec.strings(), TargetHandleState: spec.string(handleStates) },
    feature: assumptions.featureOfNotifications,
    run: (call) => {
      const isHandled = call.string("TargetHandleState") === "HANDLED";
      const notifications = call
        .strings("NotificationId")
        .map((id) => notificationOf(call, id, "NotResourceOwner"));
      for (const each of notifications)
        each.handledMillis = isHandled ? (each.handledMillis ?? call.state.now()) : undefined;
    },
  },
};
