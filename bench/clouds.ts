import { type RunningEmulator, startEmulator } from "pulumi-linkwan/emulator";

/** Starts an emulator with the documented quota and a realistic network latency. */
export const cloudOf = (): Promise<RunningEmulator> => startEmulator({ qps: 5, latency: [5, 80] });

/**
 * Starts an emulator without latency and with a practically unlimited quota, so that only Pulumi's engine takes time.
 */
export const unlimitedCloud = (): Promise<RunningEmulator> => startEmulator({ qps: 100_000 });

/** Configuration that lets the provider make full use of {@link unlimitedCloud}. */
export const unlimited = { "linkwan:requestsPerSecond": "1000" };

/** A LOCAL lease that the renter's account holds, and the order that granted it. */
export interface Lease {
  readonly joinPermissionId: string;
  readonly authOrderId: string;
}

/** Creates a LOCAL lease in the cloud, without Pulumi. */
export const lease = (cloud: RunningEmulator, name: string): Lease => {
  const creation = {
    JoinPermissionName: name,
    ClassMode: "A",
    FreqBandPlanGroupId: 101,
    UseDefaultJoinEui: true,
  };
  const joinPermissionId = String(cloud.callAs("owner", "CreateLocalJoinPermission", creation));
  const offer = { JoinPermissionId: joinPermissionId, RenterAliyunId: "renter" };
  const authOrderId = String(cloud.callAs("owner", "SubmitJoinPermissionAuthOrder", offer));
  cloud.callAs("renter", "AcceptJoinPermissionAuthOrder", { OrderId: authOrderId });
  return { joinPermissionId, authOrderId };
};
