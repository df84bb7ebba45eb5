/** Formats a name as Markdown code. */
export const code = (name: string): string => `\`${name}\``;

/** Formats a Markdown table. */
export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [row(head), `|${head.map(() => "---|").join("")}`, ...rows.map(row)].join("\n");

/** Formats a table row. Vertical bars are escaped, because a vertical bar ends a cell even inside code. */
const row = (cells: readonly string[]): string =>
  `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
