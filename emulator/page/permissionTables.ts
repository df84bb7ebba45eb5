import { authState } from "../actions/owned";
import type { JoinPermission, Order } from "../entities";
import { type Column, label, table } from "./table";

const id: Column<JoinPermission> = { key: "id", title: "ID", format: "code", value: (each) => each.id };
const name: Column<JoinPermission> = { key: "name", title: "Name", value: (each) => each.name };
const classMode: Column<JoinPermission> = {
  key: "classMode",
  title: "Class",
  value: (each) => each.classMode,
};
const band: Column<JoinPermission> = {
  key: "freqBandPlanGroupId",
  title: "Band",
  chinese: "频段计划组",
  value: (each) => each.freqBandPlanGroupId,
};
const enabled: Column<JoinPermission> = {
  key: "enabled",
  title: "Enabled",
  badge: "enabled",
  value: (each) => each.enabled,
};

/** Join permissions that an account rents. */
export const rented = table<JoinPermission>({
  key: "rentedJoinPermissions",
  title: "Rented join permissions",
  chinese: "入网凭证",
  items: (state, account) => state.rentedBy(account),
  columns: [
    id,
    name,
    { key: "type", title: "Type", value: (each) => each.type },
    classMode,
    band,
    { key: "joinEui", title: "JoinEUI", format: "code", value: (each) => each.joinEui },
    enabled,
    {
      key: "nodeGroup",
      title: "Node group",
      chinese: "节点分组",
      value: (each, state) => label(state.groupOfPermission(each.id)),
    },
    { key: "owner", title: "Owner", chinese: "拥有者", value: (each) => each.owner },
  ],
});

/** LOCAL join permissions that an account owns. */
export const owned = table<JoinPermission>({
  key: "ownedJoinPermissions",
  title: "Owned join permissions",
  chinese: "入网凭证",
  items: (state, account) => state.ownedBy(account),
  columns: [
    id,
    name,
    {
      key: "authState",
      title: "AuthState",
      badge: "authState",
      value: (each, state) => authState(state, each),
    },
    { key: "renter", title: "Renter", chinese: "租户", value: (each) => each.renter },
    classMode,
    band,
    enabled,
    {
      key: "openOrder",
      title: "Open order",
      chinese: "授权工单",
      format: "code",
      value: (each, state) => state.openOrderOf(each.id)?.id,
    },
  ],
});

/** Open orders that an account can accept as the renter. */
export const offered = table<Order>({
  key: "offeredOrders",
  title: "Incoming orders",
  chinese: "授权工单",
  items: (state, { name }) =>
    [...state.orders.values()].filter((each) => each.renter === name && each.state === "APPLYING"),
  columns: [
    { key: "id", title: "ID", format: "code", value: (each) => each.id },
    { key: "state", title: "State", badge: "state", value: (each) => each.state },
    {
      key: "joinPermission",
      title: "Join permission",
      chinese: "入网凭证",
      value: ({ permission }) => label(permission),
    },
    { key: "owner", title: "Owner", chinese: "拥有者", value: (each) => each.owner },
    { key: "since", title: "Submitted", format: "time", value: (each) => each.millis.APPLYING },
  ],
});
