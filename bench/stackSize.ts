import type { PulumiCommand } from "@pulumi/pulumi/automation";
import { lease, unlimited, unlimitedCloud } from "./clouds";
import { type Door, dynamicDoor, pluginDoor } from "./doors";
import { emptyStack, quiet, secondsOf, stackOf } from "./stacks";
import { table } from "./table";

/** Stacks to measure. `up` is not measured for the largest stack, because it would take minutes. */
const CASES: readonly { readonly count: number; readonly door: Door; readonly creates: boolean }[] = [
  { count: 250, door: pluginDoor, creates: true },
  { count: 250, door: dynamicDoor, creates: true },
  { count: 1_000, door: pluginDoor, creates: true },
  { count: 1_000, door: dynamicDoor, creates: true },
  { count: 2_000, door: pluginDoor, creates: false },
];

/** Number of initial deletions that are also measured separately, because the state shrinks with each deletion. */
const FIRST = 100;

/** Measures the engine's time per lease without a quota. Pulumi's engine writes the whole state at each step. */
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
