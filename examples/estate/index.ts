import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import {
  Gateway,
  JoinPermissionAuthOrder,
  LeasedJoinPermission,
  Node,
  NodeGroup,
  NodeGroupBinding,
  OwnedJoinPermission,
  RoamingNetwork,
} from "pulumi-linkwan";
import { readDevices } from "./devices";

const config = new pulumi.Config();

// Gateways of our own network. To set a PIN: pulumi config set --path --secret gatewayPins.aaaa000000000001 …
const gatewayPins = config.requireSecretObject<Record<string, string>>("gatewayPins");
const site = {
  freqBandPlanGroupId: "101",
  communicationMode: "FULL_DUPLEX" as const,
  city: "杭州市",
  district: "余杭区",
  addressCode: 330110,
  gisCoordinateSystem: "WGS_84" as const,
};
const gateways = [
  {
    gwEui: "aaaa000000000001",
    name: "water_tower",
    address: "水塔",
    longitude: 120.001234,
    latitude: 30.281234,
  },
  {
    gwEui: "aaaa000000000002",
    name: "pump_house",
    address: "泵房",
    longitude: 120.014321,
    latitude: 30.294321,
  },
].map(
  (gateway) =>
    new Gateway(gateway.name, {
      ...site,
      ...gateway,
      pinCode: gatewayPins.apply((pins) => pins[gateway.gwEui] ?? ""),
    }),
);

// All nodes send their data to a message queue, with a separate topic for each node group.
const queue = (uplinkTopic: string) => ({
  destination: "ONS" as const,
  uplinkRegionName: "cn-shanghai",
  uplinkTopic,
});

// Meters use the platform's shared network.
const meters = new RoamingNetwork("meters", {
  classMode: "A",
  freqBandPlanGroupId: "101",
  dataDispatch: queue("meter_readings"),
});

// Pumps use our own network: our account grants our own join permission to itself.
const own = new OwnedJoinPermission("pumps", { classMode: "C", freqBandPlanGroupId: "101" });
const grant = new JoinPermissionAuthOrder("pumps", {
  joinPermissionId: own.joinPermissionId,
  renterAliyunId: config.require("accountName"),
});
const lease = new LeasedJoinPermission("pumps", { type: "LOCAL", authOrderId: grant.orderId });
const pumps = new NodeGroup("pumps", { dataDispatch: queue("pump_states") });
new NodeGroupBinding("pumps", {
  nodeGroupId: pumps.nodeGroupId,
  joinPermissionId: lease.joinPermissionId,
});

// nodes.csv lists the DevEUI, PIN and node group of each node. A real file contains real PINs: keep the file out of
// version control.
const groups: Record<string, pulumi.Output<string>> = {
  meters: meters.nodeGroupId,
  pumps: pumps.nodeGroupId,
};
const nodes = readDevices(join(__dirname, "nodes.csv"), Object.keys(groups)).map(
  ({ devEui, pinCode, group }) => new Node(devEui, { devEui, pinCode, nodeGroupId: groups[group] ?? "" }),
);

export const gatewayEuis = gateways.map((gateway) => gateway.gwEui);
export const nodeCount = nodes.length;
export const joinEuis = { meters: meters.joinEui, pumps: lease.joinEui };
