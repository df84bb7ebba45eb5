import { isObject } from "../client/plain";

/**
 * The value that Pulumi's engine passes during a preview for one that is not known yet, whatever the type of the
 * property. It is the same in every version of Pulumi.
 */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
export type Unknown = typeof UNKNOWN;

/**
 * How a property gets its value.
 * - `required`: the program sets it
 * - `optional`: the program can set it; the cloud can have none
 * - `optionalComputed`: the program can set it; the cloud always has one
 * - `computed`: an output; the cloud sets it
 * - `programOnly`: the program can set it; no read returns it, so the state keeps it
 */
export type Presence = "required" | "optional" | "optionalComputed" | "computed" | "programOnly";

/** Type of the values of a property, for validation and for derived documents. */
export interface ValueType {
  readonly type: "string" | "integer" | "number" | "boolean" | "object";
  /** Allowed values. */
  readonly values?: readonly string[];
  /** Least and greatest value. */
  readonly range?: readonly [least: number, most: number];
  /** Returns why a value cannot be used, or `undefined`. Completes the sentence "NAME …". */
  validate(value: unknown): string | undefined;
  /** Returns the form in which a value is kept. Default: unchanged. */
  normalize?(value: unknown): unknown;
  /** Whether the cloud has the declared value. Default: equal; for objects, the declared fields are equal. */
  equals?(declared: unknown, actual: unknown): boolean;
}

export interface PropertyOptions {
  /**
   * What a changed input does: `update` (default) changes the object in place, `replace` creates a new one before the
   * old one is deleted, `deleteBeforeReplace` deletes the old one first.
   */
  readonly onChange?: "update" | "replace" | "deleteBeforeReplace";
  /** An input that the program no longer sets keeps its last value: omitting it changes nothing. Default false. */
  readonly keepWhenOmitted?: boolean;
  /** The value is encrypted in the state and never shown. Default false. */
  readonly secret?: boolean;
  /** Name of the resource whose id the value is. Default: none. */
  readonly references?: string;
}

/** One property of a resource. `I` is the type of the argument in a program, if it differs from the value's. */
export interface Property<T = unknown, P extends Presence = Presence, I = unknown> extends PropertyOptions {
  readonly presence: P;
  readonly valueType: ValueType;
  /** Never set; carries the types. */
  readonly types?: { readonly value: T; readonly argument: I };
}

export type Properties = Readonly<Record<string, Property>>;

/** Builders of properties with values of one type. */
export const propertyType = <T, I = T>(valueType: ValueType) => {
  const property = <P extends Presence>(presence: P, options: PropertyOptions = {}): Property<T, P, I> => ({
    presence,
    valueType,
    ...options,
  });
  return {
    required: (options?: PropertyOptions) => property("required", options),
    optional: (options?: PropertyOptions) => property("optional", options),
    optionalComputed: (options?: PropertyOptions) => property("optionalComputed", options),
    computed: () => property("computed"),
    programOnly: (options?: PropertyOptions) => property("programOnly", options),
  };
};

// Programs without a TypeScript of their own are compiled with the one that Pulumi brings, 3.8: no key remapping here.
// A mapped type over `K extends keyof P` keeps the documentation of the properties.

type ValueOf<P> = P extends Property<infer T, Presence, unknown> ? T : never;

/** Names of the properties with one of the given presences. */
type NamesOf<P extends Properties, K extends Presence> = {
  [N in keyof P]: P[N]["presence"] extends K ? N : never;
}[keyof P];

type Set<P extends Properties, K extends keyof P> = { readonly [N in K]: ValueOf<P[N]> };
type MaybeSet<P extends Properties, K extends keyof P> = { readonly [N in K]?: ValueOf<P[N]> };

type AlwaysSet = "required" | "optionalComputed" | "computed";
type Input = "required" | "optional" | "optionalComputed" | "programOnly";

/** The inputs that a resource is created or updated with, checked and completed. */
export type InputsOf<P extends Properties> = Set<P, NamesOf<P, "required">> &
  MaybeSet<P, NamesOf<P, Exclude<Input, "required">>>;

/** Inputs during a check or a preview: any can be missing or unknown. */
export type DraftOf<P extends Properties> = {
  readonly [N in NamesOf<P, Input>]?: ValueOf<P[N]> | Unknown;
};

/** What a read of the cloud returns: every property but those that only the program knows. */
export type CloudStateOf<P extends Properties> = Set<P, NamesOf<P, AlwaysSet>> & {
  // The key is required, so that no read forgets a property.
  readonly [N in NamesOf<P, "optional">]: ValueOf<P[N]> | undefined;
};

/** What the state holds, and the outputs of a program. */
export type StateOf<P extends Properties> = Set<P, NamesOf<P, AlwaysSet>> &
  MaybeSet<P, NamesOf<P, Exclude<Presence, AlwaysSet>>>;

/** Values by property name, as Pulumi's engine stores them: plain JSON. */
export type PropertyValues = Readonly<Record<string, unknown>>;

/** Properties that every resource has. */
export const commonProperties = {
  /**
   * Name of the credentials: an entry of `linkwan:profiles`, else a profile of the vendor's CLI. Default: the
   * credentials of the stack. Changed in the state only; the new profile must belong to the same account.
   */
  profile: propertyType<string>({
    type: "string",
    validate: (value) =>
      typeof value === "string" && value.trim() !== ""
        ? undefined
        : `must be text that is not empty, not ${JSON.stringify(value)}`,
  }).programOnly(),
};

export type WithCommon<P extends Properties> = P & typeof commonProperties;

export const isSet = <T>(value: T): value is NonNullable<T> => value !== undefined && value !== null;
export const isKnown = <T>(value: T): value is Exclude<T, Unknown> => value !== UNKNOWN;

/** A value if it is set and known. */
export const ifKnown = <T>(value: T | Unknown | undefined): T | undefined =>
  isSet(value) && isKnown(value) ? value : undefined;

/** Whether an input is declared with another value than the object has; an unknown value counts as another. */
export const differs = (
  properties: Properties,
  name: string,
  declared: PropertyValues,
  actual: PropertyValues,
): boolean => {
  if (!isSet(declared[name])) return false;
  return !(properties[name]?.valueType.equals ?? includes)(declared[name], actual[name]);
};

/** Whether the declared value is there; fields of objects that are not declared do not count. */
export const includes = (declared: unknown, actual: unknown): boolean => {
  if (!isObject(declared)) return JSON.stringify(declared) === JSON.stringify(actual);
  const fields = isObject(actual) ? actual : {};
  return Object.entries(declared).every(([name, value]) => !isSet(value) || includes(value, fields[name]));
};
