import type { PulumiCommand } from "@pulumi/pulumi/automation";
import { cloudOf } from "./clouds";
import { dynamicDoor, pluginDoor } from "./doors";
import { ObviousLease } from "./peers";
import { type Declare, quiet, secondsOf, stackOf } from "./stacks";
import { table } from "./table";

const oneByOne = {
  title: "one by one, fixed wait of 3 s",
  declare: ((name, { joinPermissionId }) => new ObviousLease(name, { joinPermissionId })) satisfies Declare,
};

/** Measures the refresh of leases, in batches and one by one. */
export const refreshing = async (cli: PulumiCommand, say: (line: string) => void): Promise<string> => {
  const rows: (string | number)[][] = [];
  const cases = [
    { ...dynamicDoor, counts: [10, 100, 300, 1_000] },
    { ...pluginDoor, counts: [10, 300, 1_000] },
    { ...oneByOne, counts: [10, 60] },
  ];
  for (const { title, declare, counts } of cases) {
    for (const count of counts) {
      const cloud = await cloudOf();
      const stack = await stackOf(cli, cloud, [{ count, declare }]);
      const before = cloud.calls.length;
      const wall = await secondsOf(() => stack.refresh(quiet));
      const row = [title, count, cloud.calls.length - before, wall.toFixed(1)];
      say(row.join("  "));
      rows.push(row);
      await cloud.close();
    }
  }
  return table(["provider", "leases", "calls", "wall s"], rows);
};
