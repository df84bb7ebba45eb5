import { ProviderResource } from "@pulumi/pulumi";
import type { PulumiCommand, Stack } from "@pulumi/pulumi/automation";
import type { RunningEmulator } from "pulumi-linkwan/emulator";
import { cloudOf } from "./clouds";
import { dynamicDoor, pluginDoor } from "./doors";
import { FixedWaitLease, ObviousLease } from "./peers";
import { type Declare, type Part, quiet, renterOf, secondsOf, stackOf } from "./stacks";
import { table } from "./table";

/** Returns the parts of each stack. The stacks are destroyed concurrently. */
type Parts = (cloud: RunningEmulator) => readonly (readonly Part[])[];

/** Returns a single stack with a single part. */
const one =
  (count: number, declare: Declare): Parts =>
  () => [[{ count, declare }]];

const obvious: Declare = (name, { joinPermissionId }) => new ObviousLease(name, { joinPermissionId });
const fixedWait: Declare = (name, { joinPermissionId }) => new FixedWaitLease(name, { joinPermissionId });

/** An explicit provider with the renter's credentials. */
class Provider extends ProviderResource {
  constructor(name: string, cloud: RunningEmulator) {
    const { accessKeyId, accessKeySecret } = renterOf(cloud);
    super("linkwan", name, { endpoint: cloud.url, accessKeyId, accessKeySecret });
  }
}

/**
 * Declares each lease with its own explicit provider. Pulumi starts a separate plugin process for each explicit
 * provider.
 */
const withProvider =
  (cloud: RunningEmulator): Declare =>
  (name, lease) =>
    pluginDoor.declare(name, lease, { provider: new Provider(`provider-${name}`, cloud) });

const LIMIT = 5;

const CASES: readonly (readonly [title: string, parts: Parts])[] = [
  ...[10, 60, 300, 1_000].map((count) => [dynamicDoor.title, one(count, dynamicDoor.declare)] as const),
  ...[60, 300].map((count) => [pluginDoor.title, one(count, pluginDoor.declare)] as const),
  [
    "two stacks at once, dynamic resources",
    () => [[{ count: 30, declare: dynamicDoor.declare }], [{ count: 30, declare: dynamicDoor.declare }]],
  ],
  [
    "plugin and dynamic resources in one program",
    () => [
      [
        { count: 30, declare: pluginDoor.declare },
        { count: 30, declare: dynamicDoor.declare },
      ],
    ],
  ],
  [
    "plugin, two explicit providers",
    (cloud) => [
      [
        { count: 30, declare: withProvider(cloud) },
        { count: 30, declare: withProvider(cloud) },
      ],
    ],
  ],
  ...[60, 300].map((count) => ["the obvious provider", one(count, obvious)] as const),
  ["fixed wait of 3 s", one(60, fixedWait)],
];

const destroyed = (stack: Stack): Promise<boolean> =>
  stack.destroy(quiet).then(
    () => true,
    () => false,
  );

/** Destroys stacks concurrently. Returns a table row with the results that the cloud recorded. */
const measure = async (what: string, cloud: RunningEmulator, stacks: readonly Stack[], count: number) => {
  const before = cloud.calls.length;
  let ended: boolean[] = [];
  const wall = await secondsOf(async () => {
    ended = await Promise.all(stacks.map(destroyed));
  });
  const returns = cloud.calls.slice(before).filter(({ action }) => action === "ReturnJoinPermission");
  const returned = returns.filter(({ code }) => code === "OK");
  const refused = returns.filter(({ code }) => code.startsWith("Throttling"));
  const seconds = ((returned.at(-1)?.at ?? 0) - (returns[0]?.at ?? 0)) / 1000;
  const rate = returned.length === count ? returned.length / seconds : Number.NaN;
  return [
    what,
    count,
    `${returned.length}${ended.every(Boolean) ? "" : ", errors"}`,
    `${refused.length} (${Math.round((100 * refused.length) / returns.length)}%)`,
    Number.isNaN(rate) ? "–" : `${rate.toFixed(2)}/s`,
    Number.isNaN(rate) ? "–" : `${Math.round((100 * rate) / LIMIT)}%`,
    wall.toFixed(1),
  ];
};

/** Measures how fast this provider and its peers return leases, and compares their speed with the quota. */
export const returning = async (cli: PulumiCommand, say: (line: string) => void): Promise<string> => {
  const rows: (string | number)[][] = [];
  for (const [title, partsOf] of CASES) {
    const cloud = await cloudOf();
    const parts = partsOf(cloud);
    const stacks: Stack[] = [];
    for (const each of parts) stacks.push(await stackOf(cli, cloud, each));
    const total = parts.flat().reduce((sum, { count }) => sum + count, 0);
    const row = await measure(title, cloud, stacks, total);
    say(row.join("  "));
    rows.push(row);
    await cloud.close();
  }
  rows.push(["the limit", "any", "all", "0 (0%)", `${LIMIT.toFixed(2)}/s`, "100%", "–"]);
  return table(
    ["provider", "leases", "returned", "throttled calls", "speed", "share of quota", "wall s"],
    rows,
  );
};
