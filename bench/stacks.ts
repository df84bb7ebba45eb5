import type { CustomResourceOptions } from "@pulumi/pulumi";
import type { PulumiCommand, Stack } from "@pulumi/pulumi/automation";
import type { RunningEmulator } from "pulumi-linkwan/emulator";
import { openStack } from "../scripts/engine";
import { type Lease, lease } from "./clouds";

/** Declares a lease in a program. */
export type Declare = (name: string, lease: Lease, opts?: CustomResourceOptions) => unknown;

/** A number of leases in a stack, all declared in the same way. */
export interface Part {
  readonly count: number;
  readonly declare: Declare;
}

interface Stored {
  urn: string;
  id: string;
  inputs: Record<string, unknown>;
  outputs: Record<string, unknown>;
}

let stacks = 0;

/** Creates an empty stack for the renter's account. */
export const emptyStack = (
  cli: PulumiCommand,
  cloud: RunningEmulator,
  program: () => void,
  config: Readonly<Record<string, string>> = {},
): Promise<Stack> => {
  const { accessKeyId, accessKeySecret } = renterOf(cloud);
  return openStack({
    name: `bench-${process.pid}-${stacks++}`,
    cli,
    program: async () => program(),
    config: {
      "linkwan:endpoint": cloud.url,
      "linkwan:accessKeyId": accessKeyId,
      "linkwan:accessKeySecret": { secret: accessKeySecret },
      ...config,
    },
  });
};

/** Returns the account that holds the leases. */
export const renterOf = ({ accounts: [renter] }: RunningEmulator) => {
  if (!renter) throw new Error("the emulator has no account");
  return renter;
};

/**
 * Creates a stack with leases. A real `up` creates only the first lease of each part, because at five calls per second,
 * creating all of them with `up` would take too long. The other resources are copies in the state, each with its own
 * lease in the cloud.
 */
export const stackOf = async (
  cli: PulumiCommand,
  cloud: RunningEmulator,
  parts: readonly Part[],
  config?: Readonly<Record<string, string>>,
): Promise<Stack> => {
  const prefix = `l${stacks}_`;
  const nameOf = (part: number, index: number) => `${prefix}${part}_${String(index).padStart(5, "0")}`;
  const firsts = parts.map((_, part) => lease(cloud, nameOf(part, 0)));
  const stack = await emptyStack(
    cli,
    cloud,
    () => {
      for (const [part, first] of firsts.entries()) parts[part]?.declare(`lease-${part}-0`, first);
    },
    config,
  );
  await stack.up();
  const exported = await stack.exportStack();
  const { resources } = exported.deployment as { resources: Stored[] };
  for (const [part, first] of firsts.entries()) {
    const original = resources.find(({ urn }) => urn.endsWith(`::lease-${part}-0`));
    if (!original) throw new Error("a resource is missing from the stack");
    for (let index = 1; index < (parts[part]?.count ?? 0); index++) {
      const name = nameOf(part, index);
      const { joinPermissionId, authOrderId } = lease(cloud, name);
      const replaced = JSON.stringify(original)
        .replaceAll(`"${first.joinPermissionId}"`, `"${joinPermissionId}"`)
        .replaceAll(`"${first.authOrderId}"`, `"${authOrderId}"`)
        .replaceAll(`"${nameOf(part, 0)}"`, `"${name}"`)
        .replace(/"__key":"\w+"/, () => `"__key":"${String(resources.length).padStart(8, "0")}"`)
        .replace(`::lease-${part}-0`, () => `::lease-${part}-${index}`);
      resources.push(JSON.parse(replaced) as Stored);
    }
  }
  await stack.importStack(exported);
  return stack;
};

/** Runs a command. Returns its duration in seconds. */
export const secondsOf = async (command: () => Promise<unknown>): Promise<number> => {
  const started = Date.now();
  await command();
  return (Date.now() - started) / 1000;
};

/** Options of a command whose output is discarded. */
export const quiet = { onOutput: () => {} };
