import type { Account } from "../entities";
import type { State } from "../state";

export type Cell = string | number | boolean | undefined;
export type Row = Readonly<Record<string, Cell>>;

/** What the page knows of a column before it knows any row. */
export interface Heading {
  /** Name of the value in a row. */
  readonly key: string;
  readonly title: string;
  /** The domain's own term, which the vendor's console shows. */
  readonly chinese?: string;
  /** Name of the value in a row by which the cell is coloured. */
  readonly mark?: string;
  /** How the value is shown: as the time of day, or in letters of one width. */
  readonly as?: "time" | "code";
}

export interface Column<Item> extends Heading {
  readonly show: (item: Item, state: State) => Cell;
}

interface Table<Item> {
  readonly key: string;
  readonly title: string;
  readonly chinese: string;
  readonly items: (state: State, account: Account) => readonly Item[];
  /** The first one tells one item from another. */
  readonly columns: readonly [Column<Item>, ...Column<Item>[]];
}

/** A table of whatever items: its headings for the page, and its rows for an account. */
export interface AccountTable {
  readonly key: string;
  readonly title: string;
  readonly chinese: string;
  /** Name of the value by which rows are told apart. */
  readonly id: string;
  readonly columns: readonly Heading[];
  readonly rows: (state: State, account: Account) => Row[];
}

export const table = <Item>({ key, title, chinese, items, columns }: Table<Item>): AccountTable => ({
  key,
  title,
  chinese,
  id: columns[0].key,
  columns: columns.map(({ show: _, ...heading }) => heading),
  rows: (state, account) =>
    items(state, account).map((item) =>
      Object.fromEntries(columns.map(({ key, show }) => [key, show(item, state)])),
    ),
});

/** How one thing is named in another's row. */
export const named = (thing: { readonly id: string; readonly name: string } | undefined): Cell =>
  thing && `${thing.id} ${thing.name}`;
