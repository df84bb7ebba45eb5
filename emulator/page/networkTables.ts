import { choices } from "../choices";
import type { Gateway, NodeGroup } from "../entities";
import { named, table } from "./table";

export const nodeGroups = table<NodeGroup>({
  key: "nodeGroups",
  title: "Node groups",
  chinese: "节点分组",
  items: (state, account) => state.groupsOf(account),
  columns: [
    { key: "id", title: "Id", as: "code", show: (each) => each.id },
    { key: "name", title: "Name", show: (each) => each.name },
    {
      key: "joinPermission",
      title: "Join permission",
      chinese: "入网凭证",
      show: (each, state) =>
        each.joinPermissionId === undefined ? undefined : named(state.permissions.get(each.joinPermissionId)),
    },
    {
      key: "nodes",
      title: "Nodes",
      chinese: "节点",
      show: ({ id }, state) => state.nodesIn(id).length,
    },
    {
      key: "dispatch",
      title: "Dispatch",
      chinese: "数据流转",
      show: ({ dataDispatchConfig: config, dataDispatchEnabled: flows }) =>
        flows && config ? config.Destination : "off",
    },
    {
      key: "locks",
      title: "Locks",
      show: ({ locks }) =>
        locks.map(({ type, enabled }) => (enabled ? type : `${type} (off)`)).join(", ") || undefined,
    },
  ],
});

export const gateways = table<Gateway>({
  key: "gateways",
  title: "Gateways",
  chinese: "网关",
  items: (state, account) => state.gatewaysOf(account),
  columns: [
    { key: "gwEui", title: "GwEUI", as: "code", show: (each) => each.id },
    { key: "name", title: "Name", show: ({ attributes }) => String(attributes.Name) },
    {
      key: "freqBandPlanGroupId",
      title: "Band",
      chinese: "频段计划组",
      show: ({ attributes }) => String(attributes.FreqBandPlanGroupId),
    },
    { key: "enabled", title: "Enabled", mark: "enabled", show: (each) => each.enabled },
    {
      key: "onlineState",
      title: "Online state",
      mark: "onlineState",
      show: () => choices.gatewayState.OnlineState,
    },
    {
      key: "place",
      title: "Place",
      show: ({ attributes: { City, District, Address } }) => [City, District, Address].join(" "),
    },
  ],
});
