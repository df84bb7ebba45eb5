import stringWidth from "string-width";
import { oneLine } from "../../provider/client/oneLine";

/** A column of a table. */
export interface Column<T> {
  readonly title: string;
  /** Text of a cell; empty if there is none. */
  readonly cell: (row: T) => string;
  /** Whether a cell can be shortened. */
  readonly canShrink: boolean;
}

const GAP = "  ";
/** Least width to which a column shrinks. */
const NARROWEST = 12;

/** Cuts a text to a width; a Chinese character has the width 2. */
const cut = (text: string, width: number): string => {
  if (stringWidth(text) <= width) return text;
  let kept = "";
  for (const character of text) {
    if (stringWidth(kept + character) > width - 1) break;
    kept += character;
  }
  return `${kept}…`;
};

const pad = (text: string, width: number): string =>
  text + " ".repeat(Math.max(0, width - stringWidth(text)));

/**
 * Returns the lines of a table, at most `width` wide unless columns that cannot shrink need more. Omits empty columns,
 * and makes each cell safe for a terminal.
 */
export const tableOf = <T>(columns: readonly Column<T>[], rows: readonly T[], width: number): string[] => {
  const filled = columns
    .map((column) => ({ ...column, cells: rows.map((row) => oneLine(column.cell(row))) }))
    .filter(({ cells }) => cells.some((cell) => cell !== ""));
  const widths = filled.map(({ title, cells }) => Math.max(...[title, ...cells].map(stringWidth)));
  const total = (): number => widths.reduce((sum, each) => sum + each + GAP.length, -GAP.length);
  while (total() > width) {
    const shrinkable = widths.map((each, index) => (filled[index]?.canShrink ? each : 0));
    const widest = Math.max(...shrinkable);
    if (widest <= NARROWEST) break;
    widths[shrinkable.indexOf(widest)] = widest - 1;
  }
  const lineOf = (cells: readonly string[]): string =>
    cells
      .map((cell, index) => pad(cut(cell, widths[index] ?? 0), widths[index] ?? 0))
      .join(GAP)
      .trimEnd();
  return [
    lineOf(filled.map(({ title }) => title)),
    ...rows.map((_, row) => lineOf(filled.map(({ cells }) => cells[row] ?? ""))),
  ];
};
