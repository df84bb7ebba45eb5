import * as pulumi from "@pulumi/pulumi";
import { LeasedJoinPermission } from "pulumi-linkwan";

const config = new pulumi.Config();

// Applied for from the platform's shared network; an account may hold one.
const roaming = new LeasedJoinPermission("roaming", {
  type: "ROAMING",
  joinPermissionName: config.get("joinPermissionName"),
  classMode: "A",
  freqBandPlanGroupId: "101",
  rxDelay: 1,
});

// Offered by another account: its order is accepted.
const local = new LeasedJoinPermission("local", {
  type: "LOCAL",
  authOrderId: config.require("authOrderId"),
});

export const roamingId = roaming.joinPermissionId;
export const roamingJoinEui = roaming.joinEui;
export const localId = local.joinPermissionId;
export const localName = local.joinPermissionName;
