import type { Kill } from "./randomKills";

type Counts = Map<string, number>;

const countIn = (counts: Counts, key: string): Counts => counts.set(key, (counts.get(key) ?? 0) + 1);

const sorted = (counts: Counts): [string, number][] => [...counts].sort(([a], [b]) => a.localeCompare(b));

/** Counts kills and the steps of the recoveries, for a table that is printed after the tests. */
export class Tally {
  private readonly recoveries = new Map<string, Counts>();
  private readonly kinds: Counts = new Map();
  private kills = 0;

  add({ interruption, operation, kind }: Kill, steps: readonly string[]): void {
    const row = `${interruption.padEnd(24)} ${operation.padEnd(8)}`;
    this.recoveries.set(row, countIn(this.recoveries.get(row) ?? new Map(), steps.join(", ")));
    countIn(this.kinds, `${operation} of ${kind}`);
    this.kills++;
  }

  print(): void {
    const rows = [...this.recoveries].sort(([a], [b]) => a.localeCompare(b));
    const lines = [
      `${this.kills} kills`,
      "",
      `${"interruption".padEnd(24)} step     recoveries`,
      ...rows.flatMap(([row, counts]) =>
        sorted(counts).map(
          ([steps, count], index) => `${index === 0 ? row : " ".repeat(row.length)} ${count} × ${steps}`,
        ),
      ),
      "",
      ...sorted(this.kinds).map(([kind, count]) => `${count} × ${kind}`),
    ];
    process.stdout.write(`${lines.map((line) => `    ${line}`.trimEnd()).join("\n")}\n`);
  }
}
