import { assumptions } from "../assumptions";
import type { AccessKey, Account } from "../entities";
import { type ServiceCode, serviceError } from "../errors";
import { type ParameterSpecs, type ParameterValue, spec } from "../parameters";
import type { State } from "../state";

/** Input of an action: the state, the calling account, the access key, and accessors for the validated parameters. */
export interface Call {
  readonly state: State;
  readonly account: Account;
  /** The access key that signed the call. */
  readonly key: AccessKey;
  readonly string: (parameter: string) => string;
  readonly number: (parameter: string) => number;
  readonly bool: (parameter: string) => boolean;
  readonly strings: (parameter: string) => readonly string[];
  /** Returns the value of a parameter; `undefined` if the parameter is optional and absent. */
  readonly value: (parameter: string) => ParameterValue;
}

/** Specification of an API action. */
export interface ActionSpec {
  readonly parameters: ParameterSpecs;
  /** Feature that the account must have. Default: none. */
  readonly feature?: string;
  /** API version of the action. Default: the version of the Link WAN API. */
  readonly version?: string;
  /**
   * Location of the result in the reply. `data`: in `Data` (the default). `fields`: at the top level, with `Success`.
   * `bare`: at the top level, without `Success`, as in the STS API.
   */
  readonly envelope?: "data" | "fields" | "bare";
  /** Whether the action works before Link WAN is activated. Default false. */
  readonly beforeActivation?: boolean;
  /** XML tags of list items, by list name. Default: each item is an element with the name of the list. */
  readonly itemTags?: Readonly<Record<string, string>>;
  /** Returns `Data`; `undefined` if the action returns no `Data`. */
  readonly run: (call: Call) => unknown;
}

/** Actions by name. */
export type ActionSpecs = Readonly<Record<string, ActionSpec>>;

/** Throws a service error. */
export const fail = (code: ServiceCode): never => {
  throw serviceError(code);
};

const NAME_PATTERN = new RegExp(`^(?:${assumptions.chinese.source}|[A-Za-z0-9_])+$`);

/**
 * Checks the characters and the width of a name (API file E.3). The name is valid if its width is 4 to 30 with any of
 * `chineseWidths` as the width of a Chinese character.
 */
export const checkName = (name: string, chineseWidths: readonly number[] = [2]): void => {
  const fits = chineseWidths.some((chineseWidth) => {
    const width = [...name].reduce(
      (sum, each) => sum + (assumptions.chinese.test(each) ? chineseWidth : 1),
      0,
    );
    return width >= 4 && width <= 30;
  });
  if (!NAME_PATTERN.test(name) || !fits) fail("InvalidName");
};

/** Returns whether a value matches a `Fuzzy…` filter; an absent filter matches all values. */
export const matchesFuzzy = (actual: ParameterValue, filter: ParameterValue): boolean => {
  const [value, substring] = [String(actual ?? ""), String(filter ?? "")];
  return assumptions.fuzzyIgnoresCase
    ? value.toLowerCase().includes(substring.toLowerCase())
    : value.includes(substring);
};

/** Returns whether a value equals a filter; an absent filter matches all values. */
export const matches = (actual: ParameterValue, filter: ParameterValue): boolean =>
  filter === undefined || filter === actual;

/** Returns the parameters of a paginated list (API file B.0.3) that can be sorted by the given fields. */
export const pageParametersOf = (...sortingFields: string[]) => ({
  Offset: spec.int64({ min: 0 }),
  Limit: spec.int64({ min: 0, max: 200 }),
  SortingField: spec.optionalString({ values: sortingFields }),
  Ascending: spec.optionalBool(),
});
/** Parameters of a paginated list that can be sorted by creation time. */
export const pageParameters = pageParametersOf("CREATED_MILLIS");

/** Functions that return an item's sort value, keyed by sort field. For any other field, items keep their order. */
type SortValues<T> = Readonly<Record<string, (item: T) => number>>;

/**
 * Returns the requested page of a list and the total count. Without a sort field, the items are sorted by creation
 * time, then by id, which keeps the pages stable.
 */
export const page = <T extends { readonly createMillis: number; readonly id: string }>(
  items: readonly T[],
  call: Call,
  fieldsOf: (item: T) => object,
  sortValues: SortValues<T> = {},
): object => {
  const sorted = [...items].sort(
    (one, other) => one.createMillis - other.createMillis || compareIds(one.id, other.id),
  );
  return sortedPage(sorted, call, fieldsOf, sortValues);
};

/** Returns the requested page of a list that is already sorted. `offset` is the name of the offset parameter. */
export const sortedPage = <T>(
  items: readonly T[],
  call: Call,
  fieldsOf: (item: T) => object,
  sortValues: SortValues<T> = {},
  offset = "Offset",
): object => {
  const field = call.value("SortingField");
  const sortValue = sortValues[String(field)] ?? (() => 0);
  const sorted = [...items].sort((one, other) => sortValue(one) - sortValue(other));
  if (field !== undefined && call.value("Ascending") === false) sorted.reverse();
  const start = call.number(offset);
  return {
    TotalCount: items.length,
    List: sorted.slice(start, start + call.number("Limit")).map(fieldsOf),
  };
};

/** Compares two ids. The ids must be decimal numbers without leading zeros, or strings of equal length. */
const compareIds = (one: string, other: string): number =>
  one.length - other.length || (one < other ? -1 : 1);

/** Radio parameters of a permission; the ranges are the same in every action. */
export const radioParameters = {
  RxDelay: spec.optionalInt64({ min: 1, max: 15 }),
  DataRate: spec.optionalInt64({ min: 0, max: 5 }),
};

/** Returns the value of an optional parameter, or the fallback if the parameter is absent. */
export const valueOr = <T extends ParameterValue>(value: ParameterValue, fallback: T): T =>
  (value as T | undefined) ?? fallback;

/** The documented default JoinEUI (API file E.2). */
export const DEFAULT_JOIN_EUI = "d896e0efff000000";
