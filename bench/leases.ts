import type { PulumiCommand, Stack } from "@pulumi/pulumi/automation";
import { type RunningEmulator, startEmulator } from "pulumi-linkwan/emulator";
import { openStack } from "../scripts/engine";

/** Starts an emulator with the documented quota and a realistic network latency. */
export const cloudOf = (): Promise<RunningEmulator> => startEmulator({ qps: 5, latency: [5, 80] });

/** A LOCAL lease held by the renter's account, and its order. */
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

interface Stored {
  urn: string;
  id: string;
  inputs: Record<string, unknown>;
  outputs: Record<string, unknown>;
}

let stacks = 0;

/**
 * Creates a stack with `count` leases. A real `up` creates the first; the others are copies of it in the state, each
 * with its own lease in the cloud, because creating them with `up` at five per second would take too long.
 */
export const stackOf = async (
  cli: PulumiCommand,
  cloud: RunningEmulator,
  count: number,
  declare: (name: string, lease: Lease) => unknown,
): Promise<Stack> => {
  const [renter] = cloud.accounts;
  if (!renter) throw new Error("the emulator has no account");
  const prefix = `l${stacks++}_`;
  const first = lease(cloud, `${prefix}00000`);
  const stack = await openStack({
    name: `bench-${process.pid}-${prefix}`,
    cli,
    program: async () => {
      declare("lease-0", first);
    },
    config: {
      "linkwan:endpoint": cloud.url,
      "linkwan:accessKeyId": renter.accessKeyId,
      "linkwan:accessKeySecret": { secret: renter.accessKeySecret },
    },
  });
  await stack.up();
  const exported = await stack.exportStack();
  const { resources } = exported.deployment as { resources: Stored[] };
  const original = resources.at(-1);
  if (!original) throw new Error("the stack has no resources");
  for (let index = 1; index < count; index++) {
    const name = `${prefix}${String(index).padStart(5, "0")}`;
    const { joinPermissionId, authOrderId } = lease(cloud, name);
    const replaced = JSON.stringify(original)
      .replaceAll(`"${first.joinPermissionId}"`, `"${joinPermissionId}"`)
      .replaceAll(`"${first.authOrderId}"`, `"${authOrderId}"`)
      .replaceAll(`"${prefix}00000"`, `"${name}"`)
      .replace("::lease-0", `::lease-${index}`);
    resources.push(JSON.parse(replaced) as Stored);
  }
  await stack.importStack(exported);
  return stack;
};
