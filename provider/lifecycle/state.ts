import type { Definition } from "./definition";
import { INPUT_NAMES, inputNames, isSet, ownInputs } from "./properties";
import type { Values } from "./resource";

/** Where a resource keeps its key, which no other resource has, not even one that holds the same thing. */
const KEY = "__key";

/** What only the program knows, from its inputs. */
export const ownOf = ({ properties }: Definition, inputs: Values, key: string): Values => ({
  ...inputs,
  [INPUT_NAMES]: inputNames(properties, inputs),
  [KEY]: key,
});

/**
 * The state: what the cloud says, and what only the program knows, from its inputs or an older state. What the cloud
 * says a little less exactly is kept as it was, or every refresh would show a difference.
 */
export const stateOf = ({ properties }: Definition, cloud: Values, own: Values): Record<string, unknown> => {
  const names = Object.entries(properties)
    .filter(([name, { own: isOwn, same }]) => isOwn === true || same?.(own[name], cloud[name]) === true)
    .map(([name]) => name);
  const kept = [...names, INPUT_NAMES, KEY].map((name) => [name, own[name]]);
  return Object.fromEntries(
    Object.entries({ ...cloud, ...Object.fromEntries(kept) }).filter(([, value]) => isSet(value)),
  );
};

/** The state to record where the cloud has the thing but could not be read: what is known without it. */
export const unreadState = (
  definition: Definition,
  id: string,
  inputs: Values,
  key: string,
): Record<string, unknown> => {
  const { idProperty } = definition;
  const identity = idProperty === undefined ? {} : { [idProperty]: id };
  return stateOf(definition, { ...ownInputs(inputs), ...identity }, ownOf(definition, inputs, key));
};

export const profileOf = (values: Values): string | undefined =>
  typeof values.profile === "string" ? values.profile : undefined;

export const keyOf = (state: Values): string => String(state[KEY]);
