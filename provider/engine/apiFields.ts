import type { Action, AnyAction, ParameterTable } from "../client/action";
import type { Operation } from "../client/operation";
import { type CloudStateOf, differs, isSet, type Properties, type PropertyValues } from "./property";

// API parameters and fields have the same names as the properties, but with a capital first letter.

const apiName = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

/** Fields that a response must contain for the properties of a resource. */
type FieldsFor<P extends Properties> = {
  readonly [N in keyof CloudStateOf<P> & string as Capitalize<N>]: CloudStateOf<P>[N];
};

/** Converts a response to the state of a resource. Drops fields that are not properties. */
export const cloudStateFrom = <P extends Properties>(
  properties: P,
  response: FieldsFor<P>,
): CloudStateOf<P> => {
  const fields: PropertyValues = response;
  const values = Object.entries(properties)
    .filter(([, { presence }]) => presence !== "programOnly")
    .map(([name, { valueType }]) => {
      const value = fields[apiName(name)];
      return [name, valueType.normalize?.(value) ?? value];
    });
  // The parameter type guarantees a field of the right type for each property.
  return Object.fromEntries(values) as CloudStateOf<P>;
};

/** Parameters of an action that have an input of the same name. */
export type ParametersFrom<P extends ParameterTable, V> = {
  readonly [N in keyof P & Capitalize<keyof V & string>]: V[Uncapitalize<N> & keyof V];
};

/** Returns the parameters of an action that have an input of the same name. */
export const parametersFrom = <P extends ParameterTable, R, V extends object>(
  { parameters }: Action<P, R>,
  inputs: V,
): ParametersFrom<P, V> => {
  const values = Object.entries(inputs)
    .map(([name, value]) => [apiName(name), value] as const)
    .filter(([name]) => Object.hasOwn(parameters, name));
  // The result type expresses the same filter.
  return Object.fromEntries(values) as ParametersFrom<P, V>;
};

/** How to update an object in place. */
interface InPlace {
  /** Parameter that identifies the object. */
  readonly identity: PropertyValues;
  /** Action that updates the properties for which it has parameters. */
  readonly update: AnyAction;
  /** Action that sets `enabled`. */
  readonly enable: AnyAction;
  /** Handler for errors of the update action. */
  readonly explain?: (error: unknown) => Promise<never>;
  /** Called after each change, with the new values. */
  onChange(changed: PropertyValues): void;
}

/**
 * Updates an object from its actual to its declared values. Calls an action only if one of the action's properties
 * differs.
 */
export const updateInPlace = async (
  operation: Operation,
  properties: Properties,
  actual: PropertyValues,
  declared: PropertyValues,
  { identity, update, enable, explain, onChange }: InPlace,
): Promise<void> => {
  const apply = async (action: AnyAction): Promise<void> => {
    const changed = Object.keys(properties)
      .filter((name) => Object.hasOwn(action.parameters, apiName(name)))
      .filter((name) => !Object.hasOwn(identity, apiName(name)))
      .filter((name) => differs(properties, name, declared, actual));
    if (changed.length === 0) return;
    const parameters = changed.map((name) => [apiName(name), declared[name]]);
    await operation.call(action, { ...Object.fromEntries(parameters), ...identity });
    onChange(Object.fromEntries(changed.map((name) => [name, declared[name]])));
  };
  await (explain ? apply(update).catch(explain) : apply(update));
  await apply(enable);
};

/** Asserts that inputs are set, and narrows their types. The check has already verified the inputs. */
export function assertSet<I extends object, N extends keyof I & string>(
  inputs: I,
  ...names: N[]
): asserts inputs is I & { readonly [K in N]-?: NonNullable<I[K]> } {
  const absent = names.find((name) => !isSet(inputs[name]));
  if (absent !== undefined) throw new Error(`${absent} is missing although the inputs were checked`);
}
