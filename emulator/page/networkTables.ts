import type { NodeGroup } from "../state";
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
    { key: "nodes", title: "Nodes", chinese: "节点", show: () => 0 },
    { key: "dispatch", title: "Dispatch", chinese: "数据流转", show: () => "off" },
    {
      key: "locks",
      title: "Locks",
      show: ({ locks }) =>
        locks.map(({ type, enabled }) => (enabled ? type : `${type} (off)`)).join(", ") || undefined,
    },
  ],
});

/** What the page shows of a gateway. */
interface Gateway {
  readonly gwEui: string;
  readonly name: string;
  readonly freqBandPlanGroupId: number;
  readonly enabled: boolean;
  readonly onlineState: string;
  readonly city: string;
  readonly district: string;
  readonly address: string;
}

export const gateways = table<Gateway>({
  key: "gateways",
  title: "Gateways",
  chinese: "网关",
  items: () => [],
  columns: [
    { key: "gwEui", title: "GwEUI", as: "code", show: (each) => each.gwEui },
    { key: "name", title: "Name", show: (each) => each.name },
    {
      key: "freqBandPlanGroupId",
      title: "Band",
      chinese: "频段计划组",
      show: (each) => each.freqBandPlanGroupId,
    },
    { key: "enabled", title: "Enabled", mark: "enabled", show: (each) => each.enabled },
    { key: "onlineState", title: "Online state", mark: "onlineState", show: (each) => each.onlineState },
    {
      key: "place",
      title: "Place",
      show: ({ city, district, address }) => [city, district, address].filter(Boolean).join(" "),
    },
  ],
});
