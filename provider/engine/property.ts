import { isObject, propertiesOf } from "../client/plain";

/**
 * Placeholder that Pulumi's engine passes during a preview for a value that is not known yet, regardless of the value's
 * type. The placeholder is the same in every version of Pulumi.
 */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
export type Unknown = typeof UNKNOWN;

/**
 * Source of a property's value.
 * - `required`: the program sets it
 * - `optional`: the program can set it; otherwise, it may have no value in the cloud
 * - `optionalComputed`: the program can set it; otherwise, the cloud sets it
 * - `computed`: an output; the cloud sets it
 * - `programOnly`: the program can set it; no read returns it, so the state keeps it
 */
export type Presence = "required" | "optional" | "optionalComputed" | "computed" | "programOnly";

/** Type of a property's values, for validation and for derived documents. */
export interface ValueType {
  readonly type: "string" | "integer" | "number" | "boolean" | "object";
  /** Allowed values. */
  readonly values?: readonly string[];
  /** Minimum and maximum value. */
  readonly range?: readonly [least: number, most: number];
  /**
   * Returns the reason why a value is invalid, or `undefined`. The reason completes a sentence that begins with the
   * property name, and does not contain the value, because any value can be a secret.
   */
  validate(value: unknown): string | undefined;
  /** Returns the canonical form of a value. If absent, values are not converted. */
  normalize?(value: unknown): unknown;
  /**
   * Returns whether the actual value matches the declared value. If absent, the values must be equal; in objects, only
   * the declared fields are compared.
   */
  equals?(declared: unknown, actual: unknown): boolean;
}

export interface PropertyOptions {
  /**
   * Effect of a changed input: `update` (default) changes the object in place, `replace` creates a new object before the
   * old one is deleted, `deleteBeforeReplace` deletes the old one first.
   */
  readonly onChange?: "update" | "replace" | "deleteBeforeReplace";
  /** Whether an input that the program no longer sets keeps its last value. Default: `false`. */
  readonly keepWhenOmitted?: boolean;
  /** Whether the value is encrypted in the state and never shown. Default: `false`. */
  readonly secret?: boolean;
  /** Class name of the resource that the value identifies. Absent if the value identifies no resource. */
  readonly references?: string;
}

/** A property of a resource. `I` is the type of its argument in a program, if it differs from the type of its value. */
export interface Property<T = unknown, P extends Presence = Presence, I = unknown> extends PropertyOptions {
  readonly presence: P;
  readonly valueType: ValueType;
  /** Never set; carries the types. */
  readonly types?: { readonly value: T; readonly argument: I };
}

export type Properties = Readonly<Record<string, Property>>;

/** Returns constructors for properties of one type. */
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

// If a program does not install TypeScript, Pulumi compiles it with its own TypeScript version, 3.8, which lacks key
// remapping. A mapped type over `K extends keyof P` keeps the documentation of the properties.

type ValueOf<P> = P extends Property<infer T, Presence, unknown> ? T : never;

/** Names of the properties with a given presence. */
type NamesOf<P extends Properties, K extends Presence> = {
  [N in keyof P]: P[N]["presence"] extends K ? N : never;
}[keyof P];

type Set<P extends Properties, K extends keyof P> = { readonly [N in K]: ValueOf<P[N]> };
type MaybeSet<P extends Properties, K extends keyof P> = { readonly [N in K]?: ValueOf<P[N]> };

type AlwaysSet = "required" | "optionalComputed" | "computed";
type Input = "required" | "optional" | "optionalComputed" | "programOnly";

/** Checked and completed inputs of a create or an update. */
export type InputsOf<P extends Properties> = Set<P, NamesOf<P, "required">> &
  MaybeSet<P, NamesOf<P, Exclude<Input, "required">>>;

/** Inputs during a check or a preview. Any of them can be missing or unknown. */
export type DraftOf<P extends Properties> = {
  readonly [N in NamesOf<P, Input>]?: ValueOf<P[N]> | Unknown;
};

/** Result of a read: every property except those that only the program knows. */
export type CloudStateOf<P extends Properties> = Set<P, NamesOf<P, AlwaysSet>> & {
  // The key is required, so that no read omits a property.
  readonly [N in NamesOf<P, "optional">]: ValueOf<P[N]> | undefined;
};

/** Properties in the state. They are also the outputs of the resource in a program. */
export type StateOf<P extends Properties> = Set<P, NamesOf<P, AlwaysSet>> &
  MaybeSet<P, NamesOf<P, Exclude<Presence, AlwaysSet>>>;

/** Values by property name, as Pulumi's engine stores them: plain JSON. */
export type PropertyValues = Readonly<Record<string, unknown>>;

/** Properties that every resource has. */
export const commonProperties = {
  /**
   * Name of the credentials: an entry in `linkwan:profiles`, or otherwise a profile of the Alibaba Cloud CLI. Default:
   * the credentials of the stack. Changed in the state only; the new profile must belong to the same account.
   */
  profile: propertyType<string>({
    type: "string",
    validate: (value) =>
      typeof value === "string" && value.trim() !== "" ? undefined : "must be a non-empty string",
  }).programOnly(),
};

export type WithCommon<P extends Properties> = P & typeof commonProperties;

export const isSet = <T>(value: T): value is NonNullable<T> => value !== undefined && value !== null;
export const isKnown = <T>(value: T): value is Exclude<T, Unknown> => value !== UNKNOWN;

/** Returns a value if it is set and known. */
export const ifKnown = <T>(value: T | Unknown | undefined): T | undefined =>
  isSet(value) && isKnown(value) ? value : undefined;

/**
 * Returns whether the declared value of an input differs from the actual value. An unknown value differs from any other
 * value.
 */
export const differs = (
  properties: Properties,
  name: string,
  declared: PropertyValues,
  actual: PropertyValues,
): boolean => {
  if (!isSet(declared[name])) return false;
  return !(properties[name]?.valueType.equals ?? includes)(declared[name], actual[name]);
};

/** Returns whether the actual value includes the declared value. Ignores undeclared fields of objects. */
export const includes = (declared: unknown, actual: unknown): boolean => {
  if (!isObject(declared)) return JSON.stringify(declared) === JSON.stringify(actual);
  const fields = propertiesOf(actual);
  return Object.entries(declared).every(([name, value]) => !isSet(value) || includes(value, fields[name]));
};
