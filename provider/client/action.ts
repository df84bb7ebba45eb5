import type { Decoder } from "./decode";

/** Value of a business parameter. A request contains the value as a string. */
type ParameterValue = string | number | boolean | undefined;

/** Type of a business parameter. */
export interface Parameter<T extends ParameterValue = ParameterValue> {
  /** Never set; only carries the type. */
  readonly value?: T;
}

/** Business parameters of an action, keyed by name. */
export type ParameterTable = Readonly<Record<string, Parameter>>;

/**
 * Parameters of a call. The caller must pass every parameter, so that none is forgotten, and passes `undefined` to omit
 * an optional one.
 */
export type ParametersOf<P extends ParameterTable> = {
  readonly [N in keyof P]: P[N] extends Parameter<infer T> ? T : never;
};

const typed = <T extends ParameterValue>(): Parameter<T> => ({});

/** Types of business parameters. */
export const parameter = {
  string: typed<string>(),
  optionalString: typed<string | undefined>(),
  number: typed<number>(),
  optionalNumber: typed<number | undefined>(),
  boolean: typed<boolean>(),
  optionalBoolean: typed<boolean | undefined>(),
  literal: <T extends string>() => typed<T>(),
  optionalLiteral: <T extends string>() => typed<T | undefined>(),
};

/**
 * Effect of a call. Determines whether the call can be retried if its result is unknown.
 * - `read`: changes nothing
 * - `idempotent`: a write whose retry has the same result (a repeated return fails with NonExistent, and the caller
 * treats this error as success)
 * - `unsafe`: a write whose retry fails or creates a duplicate; the caller must read the account before a retry
 */
export type Effect = "read" | "idempotent" | "unsafe";

/**
 * An action of the Link WAN API, version 2019-03-01. "API file B.1" in a comment is section B.1 of
 * `emulator/linkwan-api.md`.
 */
export interface Action<P extends ParameterTable = ParameterTable, R = unknown> {
  /** Name of the action in requests. */
  readonly name: string;
  readonly effect: Effect;
  readonly parameters: P;
  /**
   * Describes the object of a call for errors and logs, for example `node group 301`. If absent, the description is
   * `the account`.
   */
  subject?(parameters: ParametersOf<P>): string;
  /** Decodes the `Data` of the response. */
  readonly decoder: Decoder<R>;
  /**
   * RAM resources, without the prefix `acs:linkwan:*:*:`, that a policy must allow in addition to the action
   * `linkwan:NAME`. `undefined` if the RAM documentation does not list the action.
   */
  readonly ramResources: readonly string[] | undefined;
  /** Whether the action accepts `IotInstanceId` (API file D.7). */
  readonly takesIotInstanceId: boolean;
}

/** An action with any parameters and result, for code that reads only its name, effect and rights. */
// biome-ignore lint/suspicious/noExplicitAny: the parameters and the result of any action
export type AnyAction = Action<any, any>;

/** Declares an action, and infers the types of its parameters and its result. */
export const action = <P extends ParameterTable, R>(declaration: Action<P, R>): Action<P, R> => declaration;

/**
 * Parameters of every action that returns a paginated list (API file B.0.3). Without a sorting field, the pages are not
 * stable.
 */
export const pageParameters = <Field extends string>() => ({
  Offset: parameter.number,
  Limit: parameter.number,
  SortingField: parameter.literal<Field>(),
  Ascending: parameter.boolean,
});

/** Converts parameters to strings for a request. Omits parameters that are `undefined`. */
export const encodeParameters = (parameters: Readonly<Record<string, unknown>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(parameters).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, decimalText(value)]],
    ),
  );

/** Converts a value to a string. Writes even a very small number without an exponent. */
const decimalText = (value: unknown): string => {
  const text = `${value}`;
  return typeof value === "number" && text.includes("e") ? value.toFixed(20).replace(/\.?0+$/, "") : text;
};
