import assert from "node:assert/strict";
import { startEmulator } from "../../emulator";
import { actions } from "../../emulator/actions";
import { happen, problemsOf, type Run } from "./cell";
import { Client, type Column, columns } from "./client";
import { type Event, eventsBefore, type Scenario, type Step, scenarios } from "./scenario";
import { labelOf, type Row, tableOf } from "./table";

const titleOf = ({ title, as, call, fails }: Step): string =>
  title ?? `${as}: ${call}${fails === undefined ? "" : `, ${fails}`}`;

const isLike = (column: Column, only: Partial<Column> = {}): boolean =>
  Object.entries(only).every(([name, value]) => column[name as keyof Column] === value);

/** Triggers the events, then makes the calls of the step. Returns the differences from the expected outcomes. */
const cellOf = async (run: Run, step: Step, events: readonly Event[]): Promise<string[]> => {
  try {
    for (const event of events) happen(run, event);
    return await problemsOf(run, step);
  } catch (error) {
    return [(error as Error).message];
  }
};

/** Returns one line per distinct problem, with the columns that have the problem. */
const failuresOf = (cells: Row["cells"]): string[] => {
  const columnsByProblem = new Map<string, Column[]>();
  for (const [column, problems] of cells)
    for (const problem of problems)
      columnsByProblem.set(problem, [...(columnsByProblem.get(problem) ?? []), column]);
  return [...columnsByProblem].map(([problem, found]) => {
    const where = found.length === cells.size ? "all columns" : found.map(labelOf).join(", ");
    return `${problem} (${where})`;
  });
};

describe("clients of the vendor", () => {
  const names = [...new Set(columns.map(({ client }) => client))];
  const clients = new Map(names.map((name) => [name, new Client(name)]));
  const rows: Row[] = [];

  after(async () => {
    await Promise.all([...clients.values()].map((client) => client.close()));
    console.log(`\n${tableOf(columns, rows)}\n`);
  });

  const runScenario = ({ title, emulator, only, steps }: Scenario) =>
    describe(title, function () {
      this.timeout(300_000);
      const taken = columns.filter((column) => isLike(column, only));
      let now = Date.now();
      let runs: Run[] = [];

      before(async () => {
        runs = await Promise.all(
          taken.map(async (column) => ({
            column,
            client: clients.get(column.client) as Client,
            cloud: await startEmulator({ ...emulator, now: () => now }),
            kept: {},
          })),
        );
      });

      after(() => Promise.all(runs.map(({ cloud }) => cloud.close())));

      for (const step of steps) {
        if ("cloud" in step) continue;
        const events = eventsBefore(steps, step);
        it(titleOf(step), async () => {
          now += 1000;
          const cells = new Map(
            await Promise.all(
              runs.map(async (run) => [run.column, await cellOf(run, step, events)] as const),
            ),
          );
          rows.push({ title: titleOf(step), cannot: step.cannot, cells });
          const failures = failuresOf(cells);
          if (failures.length > 0) throw new Error(failures.join("\n"));
        });
      }
    });

  scenarios.forEach(runScenario);

  it("call every action of Link WAN", () => {
    const called = new Set(
      scenarios.flatMap(({ steps }) => steps.map((step) => "call" in step && step.call)),
    );
    // GetCallerIdentity belongs to Security Token Service.
    const { GetCallerIdentity: _, ...ofLinkWan } = actions;
    assert.deepEqual(
      Object.keys(ofLinkWan).filter((action) => !called.has(action)),
      [],
    );
  });
});
