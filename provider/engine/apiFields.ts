import type { Action, ParametersOf, ParameterTable } from "../client/action";
import type { Operation } from "../client/operation";
import { type CloudStateOf, differs, type Properties, type PropertyValues } from "./property";
import type { Inputs, State } from "./resource";

// The names of the API's parameters and fields are those of the properties, with a capital letter.

const apiName = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

/** The fields that an answer must have for the properties of a resource. */
type FieldsFor<P extends Properties> = {
  readonly [N in keyof CloudStateOf<P> & string as Capitalize<N>]: CloudStateOf<P>[N];
};

/** Converts an answer to the state of a resource. Fields that are not properties are dropped. */
export const cloudStateFrom = <P extends Properties>(
  properties: P,
  answer: FieldsFor<P>,
): CloudStateOf<P> => {
  const fields: PropertyValues = answer;
  const values = Object.entries(properties)
    .filter(([, { presence }]) => presence !== "programOnly")
    .map(([name, { valueType }]) => {
      const value = fields[apiName(name)];
      return [name, valueType.normalize?.(value) ?? value];
    });
  // The parameter type guarantees a field per property, with its type.
  return Object.fromEntries(values) as CloudStateOf<P>;
};

/** The parameters of an action that inputs of the same name provide. */
export type ParametersFrom<P extends ParameterTable, V> = {
  readonly [N in keyof P & Capitalize<keyof V & string>]: V[Uncapitalize<N> & keyof V];
};

/** Takes the parameters of an action from inputs of the same name. */
export const parametersFrom = <P extends ParameterTable, R, V extends object>(
  { parameters }: Action<P, R>,
  inputs: V,
): ParametersFrom<P, V> => {
  const values = Object.entries(inputs)
    .map(([name, value]) => [apiName(name), value] as const)
    .filter(([name]) => Object.hasOwn(parameters, name));
  // The result type is this filter, as a mapped type.
  return Object.fromEntries(values) as ParametersFrom<P, V>;
};

/** The actions that change an object in place. */
interface UpdateActions<I extends PropertyValues, U extends ParameterTable, E extends ParameterTable> {
  /** The parameter that identifies the object. */
  readonly identity: I;
  /** Changes any of its parameters. */
  readonly update: Action<U, undefined>;
  /** Sets `enabled`. */
  readonly enable: Action<E, undefined>;
  /** A handler for errors of the update. */
  readonly explain?: (error: unknown) => Promise<never>;
}

/** Changes an object from its actual to its declared values; calls an action only for values that differ. */
export const updateInPlace = async <
  P extends Properties,
  I extends PropertyValues,
  U extends ParameterTable,
  E extends ParameterTable,
>(
  operation: Operation,
  properties: P,
  actual: Partial<State<P>>,
  declared: Inputs<P>,
  onChange: (changed: Partial<Inputs<P>>) => void,
  { identity, update, enable, explain }: UpdateActions<I, U, E>,
): Promise<void> => {
  const news: PropertyValues = declared;
  const changedBy = (action: { readonly parameters: ParameterTable }): PropertyValues =>
    Object.fromEntries(
      Object.keys(properties)
        .filter(
          (name) =>
            Object.hasOwn(action.parameters, apiName(name)) && !Object.hasOwn(identity, apiName(name)),
        )
        .filter((name) => differs(properties, name, news, actual))
        .map((name) => [name, news[name]]),
    );
  const apply = async <A extends ParameterTable>(action: Action<A, undefined>): Promise<void> => {
    const changed = changedBy(action);
    if (Object.keys(changed).length === 0) return;
    const parameters = Object.entries(changed).map(([name, value]) => [apiName(name), value]);
    // The properties have the types of the parameters of the same name; the rest of an update's parameters is optional.
    await operation.call(action, { ...Object.fromEntries(parameters), ...identity } as ParametersOf<A>);
    onChange(changed as Partial<Inputs<P>>);
  };
  await (explain ? apply(update).catch(explain) : apply(update));
  await apply(enable);
};

/** The same inputs, with some that a check has proven to be set. */
export const withRequired = <I extends object, N extends keyof I>(
  inputs: I,
  ...names: N[]
): I & { readonly [K in N]-?: NonNullable<I[K]> } => {
  for (const name of names)
    if (inputs[name] === undefined)
      throw new Error(`${String(name)} is missing although the inputs were checked`);
  // Proven by the loop.
  return inputs as I & { readonly [K in N]-?: NonNullable<I[K]> };
};
