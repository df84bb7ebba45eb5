import type { AccountMark } from "../client/credentials/ownership";
import { textOf } from "../client/plain";
import { commonProperties, isSet, type Property, type PropertyValues } from "./property";
import type { AnyResource } from "./resource";

/** Type prefixes of this package's resources: dynamic resources, and resources that the plugin serves. */
export const TYPE_PREFIXES = { dynamic: "pulumi-nodejs:dynamic/linkwan:", plugin: "linkwan:index:" } as const;

/** Pulumi's key for the provider code in the inputs and the state of a dynamic resource. */
export const PROVIDER = "__provider";
/** Name of the resource in the program. Only `check` receives this input, for default names. */
export const RESOURCE_NAME = "resourceName";
/** Names of the inputs that the program sets, so that `read` reports drift only for those inputs. */
const INPUT_NAMES = "__inputs";
/** Unique key of the resource, which differs even between two resources that hold the same object. */
const KEY = "__key";

/** Set if the values might differ from those in the cloud. The next update then reads the object first. */
const UNREAD = "__unread";
/** Mark of the account that the object belongs to (`client/credentials/ownership.ts`). */
const ACCOUNT = "__account";

/** Returns the properties of a resource, including the common ones. */
export const allProperties = ({ properties }: AnyResource): Readonly<Record<string, Property>> => ({
  ...properties,
  ...commonProperties,
});

/** Returns the values that are set, without the keys that Pulumi and this package add. */
export const ownValues = (values: PropertyValues): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(values).filter(([name, value]) => !name.startsWith("__") && isSet(value)),
  );

/** Returns the names of the inputs that are set, in the order of the declaration. */
export const inputNames = (resource: AnyResource, inputs: PropertyValues): string =>
  Object.keys(allProperties(resource))
    .filter((name) => isSet(inputs[name]))
    .join(",");

/** Parts of the state that no read returns. */
export interface Kept {
  /** Values that only the program knows, and values that the cloud stores less precisely. */
  readonly values: PropertyValues;
  /** Names of the inputs that the program sets; `undefined` for an imported object until a program declares it. */
  readonly inputNames: string | undefined;
  readonly key: string;
  readonly account: AccountMark | undefined;
}

export const keptFromInputs = (
  resource: AnyResource,
  inputs: PropertyValues,
  { key, account }: Pick<Kept, "key" | "account">,
): Kept => ({
  values: inputs,
  inputNames: inputNames(resource, inputs),
  key,
  account,
});

export const keptFromState = (state: PropertyValues): Kept => ({
  values: state,
  inputNames: typeof state[INPUT_NAMES] === "string" ? state[INPUT_NAMES] : undefined,
  key: keyOf(state),
  account: accountOf(state),
});

/** Returns the state to record: the values read from the cloud, plus the values that only the state holds. */
export const stateOf = (
  resource: AnyResource,
  cloud: PropertyValues,
  { values, inputNames: names, key, account }: Kept,
): Record<string, unknown> => {
  // A value that the cloud stores less precisely stays as declared; otherwise, every refresh would show a difference.
  const keptNames = Object.entries(allProperties(resource))
    .filter(
      ([name, { presence, valueType }]) =>
        presence === "programOnly" || valueType.equals?.(values[name], cloud[name]) === true,
    )
    .map(([name]) => name);
  const kept = Object.fromEntries(keptNames.map((name) => [name, values[name]]));
  const all = { ...cloud, ...kept, [INPUT_NAMES]: names, [KEY]: key, [ACCOUNT]: account };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => isSet(value)));
};

/** Returns the state to record if the object exists but could not be read. */
export const unreadState = (
  resource: AnyResource,
  id: string,
  inputs: PropertyValues,
  kept: Pick<Kept, "key" | "account">,
): Record<string, unknown> => {
  const identity = resource.idProperty === undefined ? {} : { [resource.idProperty]: id };
  const cloud = { ...ownValues(inputs), ...identity };
  return markUnread(stateOf(resource, cloud, keptFromInputs(resource, inputs, kept)));
};

/** Marks a state whose values can differ from the cloud. */
export const markUnread = (state: PropertyValues): Record<string, unknown> => ({ ...state, [UNREAD]: true });

/** Returns whether the values of a state can differ from the cloud. */
export const isUnread = (state: PropertyValues): boolean => state[UNREAD] === true;

/**
 * Returns the inputs that the program sets, with the values of the cloud.
 *
 * @param inputs Last inputs of the program, for an imported object.
 */
export const refreshedInputs = (state: PropertyValues, inputs: PropertyValues): Record<string, unknown> => {
  const names = keptFromState(state).inputNames?.split(",") ?? Object.keys(ownValues(inputs));
  return valuesNamed(state, names);
};

/** Returns the values with these names; omits values that are not set. */
export const valuesNamed = (values: PropertyValues, names: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(names.filter((name) => isSet(values[name])).map((name) => [name, values[name]]));

export const profileOf = (values: PropertyValues): string | undefined =>
  typeof values.profile === "string" ? values.profile : undefined;

/** Returns the account mark in a state; `undefined` if the state was written without one. */
export const accountOf = (state: PropertyValues): AccountMark | undefined =>
  textOf(state[ACCOUNT]) || undefined;

export const keyOf = (state: PropertyValues): string => textOf(state[KEY]);
