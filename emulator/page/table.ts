import type { Account } from "../entities";
import type { State } from "../state";

/** Value of a cell. */
export type Cell = string | number | boolean | undefined;
/** Values of a row, by column key. */
export type Row = Readonly<Record<string, Cell>>;

/** Definition of a column, independent of the rows. */
export interface ColumnHeader {
  /** Key of the value in a row. */
  readonly key: string;
  readonly title: string;
  /** Chinese term, as in the Link WAN console. */
  readonly chinese?: string;
  /** Key of the value in a row that determines the color of the cell. */
  readonly badge?: string;
  /** Format of the value: a time of day, or monospaced text. */
  readonly format?: "time" | "code";
}

/** A column, with a function that returns the value of a cell. */
export interface Column<Item> extends ColumnHeader {
  readonly value: (item: Item, state: State) => Cell;
}

interface Table<Item> {
  readonly key: string;
  readonly title: string;
  readonly chinese: string;
  readonly items: (state: State, account: Account) => readonly Item[];
  /** The first column identifies the row. */
  readonly columns: readonly [Column<Item>, ...Column<Item>[]];
}

/** A per-account table: its column headers, and the rows of an account. */
export interface AccountTable {
  readonly key: string;
  readonly title: string;
  readonly chinese: string;
  /** Key of the value that identifies a row. */
  readonly id: string;
  readonly columns: readonly ColumnHeader[];
  readonly rows: (state: State, account: Account) => Row[];
}

/** Defines a per-account table. */
export const table = <Item>({ key, title, chinese, items, columns }: Table<Item>): AccountTable => ({
  key,
  title,
  chinese,
  id: columns[0].key,
  columns: columns.map(({ value: _, ...header }) => header),
  rows: (state, account) =>
    items(state, account).map((item) =>
      Object.fromEntries(columns.map(({ key, value }) => [key, value(item, state)])),
    ),
});

/** Returns the id and name of an object, for a row that refers to the object. */
export const label = (object: { readonly id: string; readonly name: string } | undefined): Cell =>
  object && `${object.id} ${object.name}`;
