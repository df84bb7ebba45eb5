// A network of two accounts: the owner offers a join permission, the renter accepts it and adds a gateway and a node.
import * as pulumi from "@pulumi/pulumi";
import * as linkwan from "pulumi-linkwan/plugin";

const config = new pulumi.Config();

// Profiles with the keys of both accounts.
const owner = { profile: "owner" };
const renter = { profile: "renter" };

const valley = new linkwan.OwnedJoinPermission("valley", {
  classMode: "C",
  freqBandPlanGroupId: "102",
  ...owner,
});
const offer = new linkwan.JoinPermissionAuthOrder("offer", {
  joinPermissionId: valley.joinPermissionId,
  renterAliyunId: config.require("renterAliyunId"),
  ...owner,
});
const lease = new linkwan.LeasedJoinPermission("lease", {
  type: "LOCAL",
  authOrderId: offer.orderId,
  ...renter,
});
const pumps = new linkwan.NodeGroup("pumps", {
  nodeGroupName: config.require("nodeGroupName"),
  ...renter,
});
const binding = new linkwan.NodeGroupBinding("pumps", {
  nodeGroupId: pumps.nodeGroupId,
  joinPermissionId: lease.joinPermissionId,
  ...renter,
});
new linkwan.Gateway("mast", {
  gwEui: config.require("gwEui"),
  pinCode: config.requireSecret("gatewayPin"),
  name: "mast",
  freqBandPlanGroupId: "102",
  communicationMode: "HALF_DUPLEX",
  city: "杭州市",
  district: "余杭区",
  address: "水塔",
  addressCode: 330110,
  gisCoordinateSystem: "WGS_84",
  longitude: 120.001234,
  latitude: 30.281234,
  ...renter,
});
new linkwan.Node(
  "pump",
  {
    devEui: config.require("devEui"),
    pinCode: config.requireSecret("nodePin"),
    nodeGroupId: pumps.nodeGroupId,
    ...renter,
  },
  { dependsOn: [binding] },
);

export const joinEui = lease.joinEui;
export const bands = linkwan.getFreqBandPlanGroupsOutput(renter);
