import * as pulumi from "@pulumi/pulumi";
import {
  JoinPermissionAuthOrder,
  LeasedJoinPermission,
  NodeGroup,
  NodeGroupBinding,
  OwnedJoinPermission,
} from "pulumi-linkwan";

const config = new pulumi.Config();

// Profiles with the keys of both accounts. To set a secret:
// pulumi config set --path --secret linkwan:profiles.owner.accessKeySecret …
const owner = { profile: "owner" };
const renter = { profile: "renter" };

// The owner creates a join permission for its own network and offers the permission to the renter.
const valley = new OwnedJoinPermission("valley", { classMode: "C", freqBandPlanGroupId: "102", ...owner });
const offer = new JoinPermissionAuthOrder("offer", {
  joinPermissionId: valley.joinPermissionId,
  renterAliyunId: config.require("renterAliyunId"),
  ...owner,
});

// The renter accepts the order and binds a node group to the lease.
const lease = new LeasedJoinPermission("lease", { type: "LOCAL", authOrderId: offer.orderId, ...renter });
const pumps = new NodeGroup("pumps", renter);
const binding = new NodeGroupBinding("pumps", {
  nodeGroupId: pumps.nodeGroupId,
  joinPermissionId: lease.joinPermissionId,
  ...renter,
});

// `pulumi destroy` runs in reverse order: the renter unbinds and returns the lease, then the owner deletes the
// permission.
export const joinEui = lease.joinEui;
export const nodeGroupId = binding.nodeGroupId;
