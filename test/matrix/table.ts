import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Row } from "./rows";

const file = join(__dirname, "..", "..", "docs", "compatibility.md");
const START = "<!-- written by npm run test:matrix -->";
const END = "<!-- end -->";

const HEADINGS = ["language", "package manager", "layout", "Node", "@pulumi/pulumi", "TypeScript", "result"];

const cellsOf = (row: Row): readonly string[] => [
  row.language,
  row.packageManager,
  row.layout,
  `${row.node}`,
  row.pulumi,
  row.typescript,
  row.says ? "refused at `new`, see above" : "works",
];

/** Writes the tested combinations and their results into the documentation. */
export const writeTable = (rows: readonly Row[]): void => {
  const lines = [HEADINGS, HEADINGS.map(() => "---"), ...rows.map(cellsOf)];
  const table = lines.map((cells) => `| ${cells.join(" | ")} |`).join("\n");
  const text = readFileSync(file, "utf8");
  const [before] = text.split(START);
  const [, after] = text.split(END);
  writeFileSync(file, `${before}${START}\n\n${table}\n\n${END}${after}`);
};
