import { isObject } from "../api/plain";
import type { CheckFailure, DiffResult, Values } from "./resource";

/** What the engine gives for a value that is not known yet during a preview, whatever its type. */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** Where a resource keeps which inputs its program set, so that `read` can write drift back to just those. */
export const INPUT_NAMES = "__inputs";

export interface Property {
  /** Why a value cannot be used; `undefined` where it can. */
  readonly refuses: (value: unknown) => string | undefined;
  /**
   * What a changed value means: a change in place, a new resource that is made before the old one is deleted, or
   * one for which the old one has to go first.
   */
  readonly onChange: "update" | "replace" | "deleteBeforeReplace";
  /** An input that the program stops setting keeps its last value, so that leaving it out changes nothing. */
  readonly sticky?: boolean;
  /** Only the program knows it: no read tells it, and every read leaves it as it is. */
  readonly own?: boolean;
  /** Never shown, not even where it cannot be used. */
  readonly secret?: boolean;
  /** The form in which a value is kept. */
  readonly normal?: (value: unknown) => unknown;
  /** Whether what the cloud has is what the program declares. Default: equal, of objects the declared fields. */
  readonly same?: (declared: unknown, present: unknown) => boolean;
}

export type Properties = Readonly<Record<string, Property>>;

export const isSet = (value: unknown): boolean => value !== undefined && value !== null;
export const isKnown = (value: unknown): boolean => value !== UNKNOWN;

/** The set inputs without Pulumi's own (`__provider`). */
export const ownInputs = (values: Values): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(values).filter(([name, value]) => !name.startsWith("__") && isSet(value)),
  );

/** The inputs in the form in which they are kept. */
export const normalInputs = (properties: Properties, inputs: Values): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(inputs).map(([name, value]) => {
      const normal = Object.hasOwn(properties, name) ? properties[name]?.normal : undefined;
      return [name, normal && isKnown(value) ? normal(value) : value];
    }),
  );

/** Failures of single inputs: unknown names, unusable values. */
export const checkProperties = (resource: string, properties: Properties, inputs: Values): CheckFailure[] =>
  Object.entries(inputs).flatMap(([property, value]) => {
    const rule = Object.hasOwn(properties, property) ? properties[property] : undefined;
    if (!rule) {
      return [
        {
          property,
          reason: `is not an input of ${resource}; its inputs are ${Object.keys(properties).join(", ")}`,
        },
      ];
    }
    const reason = isKnown(value) ? rule.refuses(value) : undefined;
    return reason === undefined ? [] : [{ property, reason }];
  });

/** Whether what is declared is there; fields that are not declared do not count. */
const includes = (declared: unknown, present: unknown): boolean => {
  if (!isObject(declared)) return JSON.stringify(declared) === JSON.stringify(present);
  const fields = isObject(present) ? present : {};
  return Object.entries(declared).every(([name, value]) => !isSet(value) || includes(value, fields[name]));
};

/** Whether an input is set to another value than it has; a value that is not known yet counts as another. */
export const differs = (properties: Properties, name: string, declared: Values, present: Values): boolean => {
  if (!isSet(declared[name])) return false;
  return !(properties[name]?.same ?? includes)(declared[name], present[name]);
};

/** Names in the order of the property table, as they are kept in the state. */
export const inputNames = (properties: Properties, inputs: Values): string[] =>
  Object.keys(properties).filter((name) => isSet(inputs[name]));

export const diffProperties = (properties: Properties, state: Values, news: Values): DiffResult => {
  const changed = Object.keys(properties).filter((name) => differs(properties, name, news, state));
  const replaces = changed.filter((name) => properties[name]?.onChange !== "update");
  const deleteBeforeReplace = replaces.some((name) => properties[name]?.onChange === "deleteBeforeReplace");
  const renamed = JSON.stringify(state[INPUT_NAMES]) !== JSON.stringify(inputNames(properties, news));
  return { changes: changed.length > 0 || renamed, replaces, deleteBeforeReplace };
};

/** The inputs that the program set, with the values that the cloud has now. */
export const driftedInputs = (state: Values): Record<string, unknown> => {
  const names = state[INPUT_NAMES];
  const set = (Array.isArray(names) ? (names as string[]) : []).filter((name) => isSet(state[name]));
  return Object.fromEntries(set.map((name) => [name, state[name]]));
};
