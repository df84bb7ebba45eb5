import { choices } from "../choices";
import type { Account } from "../entities";
import { type ServiceCode, serviceError } from "../errors";
import { type ParameterSpecs, type ParameterValue, spec } from "../parameters";
import type { State } from "../state";

/** What an action works on: the whole state, the calling account, and its validated parameters. */
export interface Call {
  readonly state: State;
  readonly account: Account;
  readonly text: (parameter: string) => string;
  readonly number: (parameter: string) => number;
  readonly flag: (parameter: string) => boolean;
  readonly texts: (parameter: string) => readonly string[];
  readonly value: (parameter: string) => ParameterValue;
}

export interface ActionSpec {
  readonly parameters: ParameterSpecs;
  /** Feature the account must have; of some actions none. */
  readonly feature?: string;
  /** Answers also where Link WAN is not activated. */
  readonly beforeActivation?: boolean;
  /** Element name of one item of the list in `Data`, in XML. */
  readonly itemTag?: string;
  /** Gives `Data`, `undefined` where the action has none. */
  readonly run: (call: Call) => unknown;
}

export type ActionSpecs = Readonly<Record<string, ActionSpec>>;

/** Throws a documented error. */
export const fail = (code: ServiceCode): never => {
  throw serviceError(code);
};

const LEGAL_NAME = new RegExp(`^(?:${choices.chinese.source}|[A-Za-z0-9_])+$`);

/** The rule for names (API file E.3): 4 to 30, where a Chinese character counts one of the given widths. */
export const checkName = (name: string, chineseWidths: readonly number[] = [2]): void => {
  const fits = chineseWidths.some((chinese) => {
    const width = [...name].reduce((sum, each) => sum + (choices.chinese.test(each) ? chinese : 1), 0);
    return width >= 4 && width <= 30;
  });
  if (!LEGAL_NAME.test(name) || !fits) fail("InvalidName");
};

/** Whether a text passes one of the `Fuzzy…` filters; an absent filter passes everything. */
export const fuzzy = (text: ParameterValue, filter: ParameterValue): boolean => {
  const [within, sought] = [String(text ?? ""), String(filter ?? "")];
  return choices.fuzzyIgnoresCase
    ? within.toLowerCase().includes(sought.toLowerCase())
    : within.includes(sought);
};

/** Whether a value passes one of the filters for equality; an absent filter passes everything. */
export const equal = (actual: ParameterValue, filter: ParameterValue): boolean =>
  filter === undefined || filter === actual;

/** Parameters of every list that comes in pages (API file B.0.3), sorted by one of the fields. */
export const pageParametersOf = (...sortingFields: string[]) => ({
  Offset: spec.int64({ least: 0 }),
  Limit: spec.int64({ least: 0, most: 200 }),
  SortingField: spec.optionalText({ values: sortingFields }),
  Ascending: spec.optionalBool(),
});
export const pageParameters = pageParametersOf("CREATED_MILLIS");

/**
 * The page of a list that a call asks for, with the number of all that match. Every sorting field is the age here;
 * what is of one age is sorted by id, so that pages are stable.
 */
export const page = <T extends { readonly createMillis: number; readonly id: string }>(
  matching: readonly T[],
  call: Call,
  show: (item: T) => object,
): object => {
  const sorted = [...matching].sort(
    (one, other) => one.createMillis - other.createMillis || compareIds(one.id, other.id),
  );
  if (call.value("SortingField") !== undefined && call.value("Ascending") === false) sorted.reverse();
  const offset = call.number("Offset");
  return { TotalCount: matching.length, List: sorted.slice(offset, offset + call.number("Limit")).map(show) };
};

/** Ids are decimal digits without leading zeros, or all of one length. */
const compareIds = (one: string, other: string): number =>
  one.length - other.length || (one < other ? -1 : 1);

/** Radio values of a permission, which every action takes in the same ranges. */
export const radioParameters = {
  RxDelay: spec.optionalInt64({ least: 1, most: 15 }),
  DataRate: spec.optionalInt64({ least: 0, most: 5 }),
};

/** A parameter's value, or what there was before where it is left out. */
export const given = <T extends ParameterValue>(value: ParameterValue, before: T): T =>
  (value as T | undefined) ?? before;

/** The documented default JoinEUI (API file E.2). */
export const DEFAULT_JOIN_EUI = "d896e0efff000000";
