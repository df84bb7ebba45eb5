import type { Gateway, NodeGroup } from "../entities";
import { onlineStateOf } from "../traffic/online";
import { label, table } from "./table";

/** Node groups of an account. */
export const nodeGroups = table<NodeGroup>({
  key: "nodeGroups",
  title: "Node groups",
  chinese: "节点分组",
  items: (state, account) => state.groupsOf(account),
  columns: [
    { key: "id", title: "ID", format: "code", value: (each) => each.id },
    { key: "name", title: "Name", value: (each) => each.name },
    {
      key: "joinPermission",
      title: "Join permission",
      chinese: "入网凭证",
      value: (each, state) =>
        each.joinPermissionId === undefined ? undefined : label(state.permissions.get(each.joinPermissionId)),
    },
    {
      key: "nodes",
      title: "Nodes",
      chinese: "节点",
      value: ({ id }, state) => state.nodesIn(id).length,
    },
    {
      key: "dispatch",
      title: "Data dispatch",
      chinese: "数据流转",
      value: ({ dataDispatchConfig: config, dataDispatchEnabled: enabled }) =>
        enabled && config ? config.Destination : "off",
    },
    {
      key: "locks",
      title: "Locks",
      value: ({ locks }) =>
        locks.map(({ type, enabled }) => (enabled ? type : `${type} (off)`)).join(", ") || undefined,
    },
  ],
});

/** Gateways of an account. */
export const gateways = table<Gateway>({
  key: "gateways",
  title: "Gateways",
  chinese: "网关",
  items: (state, account) => state.gatewaysOf(account),
  columns: [
    { key: "gwEui", title: "GwEUI", format: "code", value: (each) => each.id },
    { key: "name", title: "Name", value: ({ attributes }) => String(attributes.Name) },
    {
      key: "freqBandPlanGroupId",
      title: "Band",
      chinese: "频段计划组",
      value: ({ attributes }) => String(attributes.FreqBandPlanGroupId),
    },
    { key: "enabled", title: "Enabled", badge: "enabled", value: (each) => each.enabled },
    {
      key: "onlineState",
      title: "Online state",
      badge: "onlineState",
      value: onlineStateOf,
    },
    {
      key: "place",
      title: "Location",
      value: ({ attributes: { City, District, Address } }) => [City, District, Address].join(" "),
    },
  ],
});
