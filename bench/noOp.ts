import type { PulumiCommand } from "@pulumi/pulumi/automation";
import { LeasedJoinPermission } from "pulumi-linkwan";
import { startEmulator } from "pulumi-linkwan/emulator";
import { openStack } from "../scripts/engine";
import { lease } from "./leases";
import { Trivial } from "./peers";
import { median, table } from "./table";

const COUNT = 200;
const RUNS = 5;

/** Outputs of a lease. The SDK's work per output is most of the difference between a lease and a minimal resource. */
const OUTPUTS = Object.fromEntries(
  ["joinPermissionId", "joinPermissionName", "classMode", "freqBandPlanGroupId", "joinEui", "enabled"]
    .concat(["rxDelay", "dataRate", "unbindOnReturn", "profile"])
    .map((name) => [name, undefined]),
);

/** Measures an `up` without changes, for leases and for the same number of minimal dynamic resources. */
export const noOp = async (cli: PulumiCommand, say: (line: string) => void): Promise<string> => {
  const cloud = await startEmulator({ qps: 100_000 });
  const [renter] = cloud.accounts;
  if (!renter) throw new Error("the emulator has no account");
  const leases = Array.from({ length: COUNT }, (_, index) => lease(cloud, `noop_${index}`));
  const stackOf = async (name: string, program: () => unknown) => {
    const stack = await openStack({
      name: `bench-${process.pid}-${name}`,
      cli,
      program: async () => void program(),
      config: {
        "linkwan:endpoint": cloud.url,
        "linkwan:accessKeyId": renter.accessKeyId,
        "linkwan:accessKeySecret": { secret: renter.accessKeySecret },
        "linkwan:requestsPerSecond": "1000",
      },
    });
    await stack.up();
    return stack;
  };
  const ours = await stackOf("ours", () =>
    leases.map(
      ({ authOrderId }, index) => new LeasedJoinPermission(`lease-${index}`, { type: "LOCAL", authOrderId }),
    ),
  );
  const trivial = (name: string, outputs: object) =>
    stackOf(name, () =>
      leases.map(
        ({ authOrderId }, index) => new Trivial(`lease-${index}`, { ...outputs, type: "LOCAL", authOrderId }),
      ),
    );
  const stacks = { ours, alike: await trivial("alike", OUTPUTS), bare: await trivial("bare", {}) };
  const seconds: Record<keyof typeof stacks, number[]> = { ours: [], alike: [], bare: [] };
  const before = cloud.calls.length;
  for (let run = 0; run <= RUNS; run++) {
    for (const name of ["ours", "alike", "bare"] as const) {
      const started = Date.now();
      await stacks[name].up({ onOutput: () => {} });
      // The first run warms up.
      if (run > 0) seconds[name].push((Date.now() - started) / 1000);
    }
  }
  const calls = cloud.calls.length - before;
  const { deployment } = await ours.exportStack();
  const bytes = (deployment as { resources: object[] }).resources
    .map((each) => JSON.stringify(each).length)
    .slice(2);
  await cloud.close();
  const ratioTo = (name: "alike" | "bare"): string =>
    median(seconds.ours.map((value, run) => value / (seconds[name][run] ?? Number.NaN))).toFixed(2);
  const rows = [
    [`${COUNT} leases`, median(seconds.ours).toFixed(2), "1.00", calls, median(bytes)],
    [
      `${COUNT} trivial resources with the same properties`,
      median(seconds.alike).toFixed(2),
      ratioTo("alike"),
      0,
      "–",
    ],
    [
      `${COUNT} trivial resources with two inputs and no outputs`,
      median(seconds.bare).toFixed(2),
      ratioTo("bare"),
      0,
      "–",
    ],
  ];
  for (const row of rows) say(row.join("  "));
  return table(
    [`no-op up, median of ${RUNS}`, "seconds", "leases / these", "calls", "bytes of state per resource"],
    rows,
  );
};
