import type { PulumiCommand, Stack } from "@pulumi/pulumi/automation";
import { LeasedJoinPermission } from "pulumi-linkwan";
import type { RunningEmulator } from "pulumi-linkwan/emulator";
import { cloudOf, type Lease, stackOf } from "./leases";
import { FixedWaitLease, ObviousLease } from "./peers";
import { table } from "./table";

/** Declares a lease with this provider. */
export const ours = (name: string, { authOrderId }: Lease): unknown =>
  new LeasedJoinPermission(name, { type: "LOCAL", authOrderId });
const obvious = (name: string, { joinPermissionId }: Lease): unknown =>
  new ObviousLease(name, { joinPermissionId });
const fixedWait = (name: string, { joinPermissionId }: Lease): unknown =>
  new FixedWaitLease(name, { joinPermissionId });

const LIMIT = 5;

const destroyed = (stack: Stack): Promise<boolean> =>
  stack.destroy({ onOutput: () => {} }).then(
    () => true,
    () => false,
  );

/** Destroys stacks concurrently. Returns the results as recorded by the cloud. */
const measure = async (what: string, cloud: RunningEmulator, stacks: readonly Stack[], count: number) => {
  const before = cloud.calls.length;
  const started = Date.now();
  const ended = await Promise.all(stacks.map(destroyed));
  const wall = (Date.now() - started) / 1000;
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

/** Measures the return of leases by this provider and its peers, compared with the limit. */
export const returning = async (cli: PulumiCommand, say: (line: string) => void): Promise<string> => {
  const rows: (string | number)[][] = [];
  const add = async (what: string, counts: readonly number[], declare: typeof ours): Promise<void> => {
    const cloud = await cloudOf();
    const stacks: Stack[] = [];
    for (const count of counts) stacks.push(await stackOf(cli, cloud, count, declare));
    const total = counts.reduce((sum, each) => sum + each, 0);
    const row = await measure(what, cloud, stacks, total);
    say(row.join("  "));
    rows.push(row);
    await cloud.close();
  };
  for (const count of [10, 60, 100, 300, 1_000]) await add("this provider", [count], ours);
  await add("this provider, two stacks at once", [30, 30], ours);
  for (const count of [60, 300]) await add("the obvious provider", [count], obvious);
  for (const count of [60, 300]) await add("fixed wait of 3 s", [count], fixedWait);
  rows.push(["the limit", "any", "all", "0 (0%)", `${LIMIT.toFixed(2)}/s`, "100%", "–"]);
  return table(
    ["provider", "leases", "returned", "throttled calls", "speed", "share of quota", "wall s"],
    rows,
  );
};
