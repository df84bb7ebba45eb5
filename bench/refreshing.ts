import type { PulumiCommand } from "@pulumi/pulumi/automation";
import { cloudOf, type Lease, stackOf } from "./leases";
import { ObviousLease } from "./peers";
import { ours } from "./returning";
import { table } from "./table";

const oneByOne = (name: string, { joinPermissionId }: Lease): unknown =>
  new ObviousLease(name, { joinPermissionId });

/** Measures the refresh of leases, in batches and one by one. */
export const refreshing = async (cli: PulumiCommand, say: (line: string) => void): Promise<string> => {
  const rows: (string | number)[][] = [];
  const add = async (what: string, count: number, declare: typeof ours): Promise<void> => {
    const cloud = await cloudOf();
    const stack = await stackOf(cli, cloud, count, declare);
    const before = cloud.calls.length;
    const started = Date.now();
    await stack.refresh({ onOutput: () => {} });
    const wall = (Date.now() - started) / 1000;
    const row = [what, count, cloud.calls.length - before, wall.toFixed(1)];
    say(row.join("  "));
    rows.push(row);
    await cloud.close();
  };
  for (const count of [10, 100, 300, 1_000]) await add("this provider", count, ours);
  for (const count of [10, 100, 300]) await add("one by one, fixed wait of 3 s", count, oneByOne);
  return table(["provider", "leases", "calls", "wall s"], rows);
};
