import { authState } from "../actions/owned";
import type { JoinPermission, Order } from "../entities";
import { type Column, named, table } from "./table";

const id: Column<JoinPermission> = { key: "id", title: "Id", as: "code", show: (each) => each.id };
const name: Column<JoinPermission> = { key: "name", title: "Name", show: (each) => each.name };
const classMode: Column<JoinPermission> = {
  key: "classMode",
  title: "Class",
  show: (each) => each.classMode,
};
const band: Column<JoinPermission> = {
  key: "freqBandPlanGroupId",
  title: "Band",
  chinese: "频段计划组",
  show: (each) => each.freqBandPlanGroupId,
};
const enabled: Column<JoinPermission> = {
  key: "enabled",
  title: "Enabled",
  mark: "enabled",
  show: (each) => each.enabled,
};

export const rented = table<JoinPermission>({
  key: "rentedJoinPermissions",
  title: "Rented join permissions",
  chinese: "入网凭证",
  items: (state, account) => state.rentedBy(account),
  columns: [
    id,
    name,
    { key: "type", title: "Type", show: (each) => each.type },
    classMode,
    band,
    { key: "joinEui", title: "JoinEUI", as: "code", show: (each) => each.joinEui },
    enabled,
    {
      key: "nodeGroup",
      title: "Node group",
      chinese: "节点分组",
      show: (each, state) => named(state.groupOfPermission(each.id)),
    },
    { key: "owner", title: "Owner", chinese: "拥有者", show: (each) => each.owner },
  ],
});

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
      mark: "authState",
      show: (each, state) => authState(state, each),
    },
    { key: "renter", title: "Renter", chinese: "租户", show: (each) => each.renter },
    classMode,
    band,
    enabled,
    {
      key: "openOrder",
      title: "Open order",
      chinese: "授权工单",
      as: "code",
      show: (each, state) => state.openOrderOf(each.id)?.id,
    },
  ],
});

/** Where a renter finds the id that it needs to accept. */
export const offered = table<Order>({
  key: "offeredOrders",
  title: "Orders that wait for this account",
  chinese: "授权工单",
  items: (state, { name }) =>
    [...state.orders.values()].filter((each) => each.renter === name && each.state === "APPLYING"),
  columns: [
    { key: "id", title: "Id", as: "code", show: (each) => each.id },
    { key: "state", title: "State", mark: "state", show: (each) => each.state },
    {
      key: "joinPermission",
      title: "Join permission",
      chinese: "入网凭证",
      show: ({ permission }) => named(permission),
    },
    { key: "owner", title: "Owner", chinese: "拥有者", show: (each) => each.owner },
    { key: "since", title: "Since", as: "time", show: (each) => each.millis.APPLYING },
  ],
});
