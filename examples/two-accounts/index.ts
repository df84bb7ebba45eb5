import * as pulumi from "@pulumi/pulumi";
import {
  JoinPermissionAuthOrder,
  LeasedJoinPermission,
  OwnedJoinPermission,
  NodeGroup,
  NodeGroupBinding,
} from "pulumi-linkwan";

const config = new pulumi.Config();

// Keys of both accounts: pulumi config set --path --secret linkwan:profiles.owner.accessKeySecret, and so on.
const owner = { profile: "owner" };
const renter = { profile: "renter" };

// The owner makes a join permission of its own network and offers it.
const valley = new OwnedJoinPermission("valley", { classMode: "C", freqBandPlanGroupId: "102", ...owner });
const offer = new JoinPermissionAuthOrder("offer", {
  joinPermissionId: valley.joinPermissionId,
  renterAliyunId: config.require("renterAliyunId"),
  ...owner,
});

// The renter accepts it, and binds a group of nodes to it.
const lease = new LeasedJoinPermission("lease", { type: "LOCAL", authOrderId: offer.orderId, ...renter });
const pumps = new NodeGroup("pumps", renter);
const binding = new NodeGroupBinding("pumps", {
  nodeGroupId: pumps.nodeGroupId,
  joinPermissionId: lease.joinPermissionId,
  ...renter,
});

// Destroyed in the opposite order: unbound, returned, and only then deleted by its owner.
export const joinEui = lease.joinEui;
export const nodeGroupId = binding.nodeGroupId;
