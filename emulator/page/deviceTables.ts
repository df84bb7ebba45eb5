import { handleStateOf, notificationCategoryOf } from "../actions/notifications";
import type { Node, Notification, TupleOrder } from "../entities";
import { label, table } from "./table";

/** Nodes in the groups of an account. */
export const nodes = table<Node>({
  key: "nodes",
  title: "Nodes",
  chinese: "节点",
  items: (state, account) => state.nodesOf(account),
  columns: [
    { key: "devEui", title: "DevEUI", format: "code", value: (each) => each.id },
    {
      key: "group",
      title: "Node group",
      chinese: "节点分组",
      value: ({ groupId }, state) => label(state.groups.get(groupId)),
    },
    { key: "enabled", title: "Enabled", badge: "enabled", value: (each) => each.enabled },
    { key: "devAddr", title: "DevAddr", format: "code", value: ({ session }) => session?.devAddr },
    { key: "joined", title: "Joined", format: "time", value: ({ session }) => session?.joinMillis },
    { key: "uplinks", title: "Uplinks", chinese: "上行包", value: ({ session }) => session?.fcntUp ?? 0 },
    { key: "queue", title: "Waiting commands", value: ({ queue }) => queue.length },
  ],
});

/** Gateway and node tuple orders of an account. */
export const tupleOrders = table<TupleOrder>({
  key: "tupleOrders",
  title: "Tuple orders",
  chinese: "密钥工单",
  items: (state, account) => [...state.tupleOrders.values()].filter((each) => each.account === account.name),
  columns: [
    { key: "id", title: "ID", format: "code", value: (each) => each.id },
    { key: "device", title: "Device", value: (each) => each.device },
    { key: "type", title: "Type", value: (each) => each.tupleType },
    { key: "count", title: "Count", value: (each) => each.requiredCount },
    { key: "state", title: "State", value: (each) => each.state },
  ],
});

/** Notifications of an account. */
export const notifications = table<Notification>({
  key: "notifications",
  title: "Notifications",
  chinese: "消息通知",
  items: (state, account) => state.notificationsOf(account),
  columns: [
    { key: "id", title: "ID", format: "code", value: (each) => each.id },
    { key: "time", title: "Time", format: "time", value: (each) => each.createMillis },
    { key: "category", title: "Category", value: notificationCategoryOf },
    {
      key: "about",
      title: "Target",
      value: ({ subject }) =>
        subject.category === "JOIN_PERMISSION_AUTH"
          ? `order ${subject.order.id}`
          : `gateway ${subject.gwEui}`,
    },
    { key: "handleState", title: "State", value: handleStateOf },
  ],
});
