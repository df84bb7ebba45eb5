import type { Column } from "./client";
import type { Step } from "./scenario";

/** A step, with the problems in each column in which the step ran. */
export interface Row {
  readonly title: string;
  /** Reasons why clients cannot read the response, by client and format. */
  readonly cannot: Step["cannot"];
  readonly cells: ReadonlyMap<Column, readonly string[]>;
}

/** Returns the name of a client with the response format, such as `Go SDK XML`. */
export const nameOf = ({ client, format }: Column): string => `${client} ${format}`;

/** Returns the name of a column, such as `Go SDK V2 XML GET`. */
export const labelOf = ({ client, signature, format, method }: Column): string =>
  `${client} ${signature} ${format} ${method}`;

const letterOf = (index: number): string => String.fromCharCode("A".charCodeAt(0) + index);

const sign = ({ cells, cannot }: Row, column: Column): string => {
  const problems = cells.get(column);
  if (problems === undefined) return " ";
  if (problems.length > 0) return "X";
  return cannot?.[nameOf(column)] === undefined ? "+" : "-";
};

/**
 * Returns the table of steps and columns. `+` marks a cell without problems, `X` a cell with problems, and `-` a client
 * that cannot read the response, as expected.
 */
export const tableOf = (columns: readonly Column[], rows: readonly Row[]): string => {
  const width = Math.max(...rows.map(({ title }) => title.length));
  const legend = columns.map((column, index) => `${letterOf(index)}  ${labelOf(column)}`);
  const head = `${" ".repeat(width)}  ${columns.map((_, index) => letterOf(index)).join(" ")}`;
  const lines = rows.map(
    (row) => `${row.title.padEnd(width)}  ${columns.map((column) => sign(row, column)).join(" ")}`,
  );
  const cells = rows.flatMap((row) => [...row.cells.values()]);
  const failing = cells.filter((problems) => problems.length > 0).length;
  return [...legend, "", head, ...lines, "", `${cells.length} cells, ${failing} failing`].join("\n");
};
