import type { PulumiCommand, Stack } from "@pulumi/pulumi/automation";
import { lease, unlimited, unlimitedCloud } from "./clouds";
import { doors } from "./doors";
import { Trivial } from "./peers";
import { type Declare, emptyStack, quiet, secondsOf } from "./stacks";
import { median, table } from "./table";

const COUNT = 200;
const RUNS = 5;

/**
 * Outputs of a lease. The SDK's work per output accounts for most of the difference between a lease and a minimal
 * resource.
 */
const OUTPUTS = Object.fromEntries(
  ["joinPermissionId", "joinPermissionName", "classMode", "freqBandPlanGroupId", "joinEui", "enabled"]
    .concat(["rxDelay", "dataRate", "unbindOnReturn", "profile"])
    .map((name) => [name, undefined]),
);

const trivial =
  (outputs: object): Declare =>
  (name, { authOrderId }) =>
    new Trivial(name, { ...outputs, type: "LOCAL", authOrderId });

/** Baselines to compare the leases with. */
const alike = { title: "trivial resources with the same properties", declare: trivial(OUTPUTS) };
const bare = { title: "trivial resources with two inputs and no outputs", declare: trivial({}) };

interface Measured {
  readonly title: string;
  readonly stack: Stack;
  readonly seconds: number[];
}

/** Measures an `up` without changes, for leases and for the same number of minimal dynamic resources. */
export const noOp = async (cli: PulumiCommand, say: (line: string) => void): Promise<string> => {
  const cloud = await unlimitedCloud();
  const leases = Array.from({ length: COUNT }, (_, index) => lease(cloud, `noop_${index}`));
  const measured: Measured[] = [];
  for (const { title, declare } of [...doors, alike, bare]) {
    const program = (): void => {
      for (const [index, each] of leases.entries()) declare(`lease-${index}`, each);
    };
    const stack = await emptyStack(cli, cloud, program, unlimited);
    await stack.up(quiet);
    measured.push({ title, stack, seconds: [] });
  }
  const before = cloud.calls.length;
  for (let run = 0; run <= RUNS; run++) {
    for (const { stack, seconds } of measured) {
      const passed = await secondsOf(() => stack.up(quiet));
      // The first run is a warm-up.
      if (run > 0) seconds.push(passed);
    }
  }
  const calls = cloud.calls.length - before;
  await cloud.close();
  const ratio = (seconds: readonly number[], to: { title: string }): string => {
    const others = measured.find(({ title }) => title === to.title)?.seconds ?? [];
    return median(seconds.map((value, run) => value / (others[run] ?? Number.NaN))).toFixed(2);
  };
  const rows = measured.map(({ title, seconds }) => [
    `${COUNT} ${doors.some((door) => door.title === title) ? `leases, ${title}` : title}`,
    median(seconds).toFixed(2),
    ratio(seconds, alike),
    ratio(seconds, bare),
  ]);
  for (const row of rows) say(row.join("  "));
  const head = [
    `no-op up, median of ${RUNS}`,
    "seconds",
    "ratio to the same properties",
    "ratio to two inputs",
  ];
  return `${table(head, rows)}\n\nCalls to the cloud in all these runs: ${calls}.`;
};
