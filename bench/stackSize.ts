import type { PulumiCommand } from "@pulumi/pulumi/automation";
import { lease, unlimited, unlimitedCloud } from "./clouds";
import { type Door, dynamicDoor, pluginDoor } from "./doors";
import { emptyStack, quiet, secondsOf, stackOf } from "./stacks";
import { table } from "./table";

/** Stacks to measure. An `up` of the largest would take minutes. */
const CASES: readonly { readonly count: number; readonly door: Door; readonly creates: boolean }[] = [
  { count: 250, door: pluginDoor, creates: true },
  { count: 250, door: dynamicDoor, creates: true },
  { count: 1_000, door: pluginDoor, creates: true },
  { count: 1_000, door: dynamicDoor, creates: true },
  { count: 2_000, door: pluginDoor, creates: false },
];

/** Number of the first deletions that are also measured alone, because the state shrinks with each. */
const FIRST = 100;

/** Measures what a lease costs Pulumi's engine, which writes the whole state at each step, if no quota limits it. */
export const stackSize = async (cli: PulumiCommand, say: (line: string) => void): Promise<string> => {
  const rows: (string | number)[][] = [];
  for (const { count, door, creates } of CASES) {
    const cloud = await unlimitedCloud();
    const perLease = async (command: () => Promise<unknown>): Promise<string> =>
      `${Math.round((1000 * (await secondsOf(command))) / count)} ms`;
    const up = async (): Promise<string> => {
      const leases = Array.from({ length: count }, (_, index) => lease(cloud, `up_${index}`));
      const program = (): void => {
        for (const [index, each] of leases.entries()) door.declare(`lease-${index}`, each);
      };
      const stack = await emptyStack(cli, cloud, program, unlimited);
      return perLease(() => stack.up(quiet));
    };
    const created = creates ? await up() : "–";
    const stack = await stackOf(cli, cloud, [{ count, declare: door.declare }], unlimited);
    const before = cloud.calls.length;
    const destroyed = await perLease(() => stack.destroy(quiet));
    const returns = cloud.calls.slice(before).filter(({ action }) => action === "ReturnJoinPermission");
    const first = ((returns[FIRST]?.at ?? Number.NaN) - (returns[0]?.at ?? Number.NaN)) / FIRST;
    const row = [door.title, count, created, destroyed, `${Math.round(first)} ms`];
    say(row.join("  "));
    rows.push(row);
    await cloud.close();
  }
  return table(
    [
      "provider",
      "leases in the stack",
      "up, each lease",
      "destroy, each lease",
      `each of the first ${FIRST}`,
    ],
    rows,
  );
};
