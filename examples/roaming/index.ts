import * as pulumi from "@pulumi/pulumi";
import { RoamingNetwork } from "pulumi-linkwan";

const config = new pulumi.Config();

// The account's ROAMING join permission, a node group bound to this permission, and a message queue for the data of the
// group's nodes.
const meters = new RoamingNetwork("meters", {
  classMode: "A",
  freqBandPlanGroupId: "101",
  rxDelay: 1,
  dataDispatch: {
    destination: "ONS",
    uplinkRegionName: "cn-shanghai",
    uplinkTopic: config.get("uplinkTopic") ?? "meter_readings",
  },
});

export const joinPermissionId = meters.joinPermissionId;
export const joinEui = meters.joinEui;
export const nodeGroupId = meters.nodeGroupId;
