import type { ParametersOf } from "../api/actions";
import type { Operation } from "../api/client";
import { differs, type Properties } from "./properties";
import type { Values } from "./resource";

/** The two calls that change a thing. */
interface Calls<A> {
  /** The parameter that says which thing it is. */
  readonly identity: Readonly<Record<string, string>>;
  /** Sets as many of the fields as it is given. */
  readonly update: A;
  readonly fields: readonly string[];
  /** Sets `enabled`. */
  readonly enable: `${string & A}EnablingState`;
  /** Rethrows an error of the update, with more to say where it can. */
  readonly explain?: (error: unknown) => Promise<never>;
}

/** Inputs as parameters: the API's names are the properties', with a capital. */
export const parametersOf = (inputs: Values, names: readonly string[]): Values =>
  Object.fromEntries(names.map((name) => [name.charAt(0).toUpperCase() + name.slice(1), inputs[name]]));

/** Brings a thing from its present to its declared values, with a call only for what differs. */
export const changeInPlace = async <
  A extends "UpdateGateway" | "UpdateOwnedLocalJoinPermission" | "UpdateRoamingJoinPermission",
>(
  operation: Operation,
  properties: Properties,
  present: Values,
  declared: Values,
  changed: (values: Values) => void,
  { identity, update, fields, enable, explain }: Calls<A>,
): Promise<void> => {
  const isNew = (name: string): boolean => differs(properties, name, declared, present);
  const names = fields.filter(isNew);
  if (names.length > 0) {
    const parameters = { ...identity, ...parametersOf(declared, names) } as ParametersOf<A>;
    await operation.call(update, parameters).catch(explain);
    changed(Object.fromEntries(names.map((name) => [name, declared[name]])));
  }
  if (isNew("enabled")) {
    const Enabled = declared.enabled === true;
    await operation.call(enable, { ...identity, Enabled } as never);
    changed({ enabled: Enabled });
  }
};
