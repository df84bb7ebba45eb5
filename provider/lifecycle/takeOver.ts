import type { Operation } from "../api/client";
import { LinkWanError } from "../api/errors";
import { isAbsent } from "./absence";
import type { Definition, Obtained } from "./definition";
import { differs, isKnown } from "./properties";
import type { Values } from "./resource";

interface Expected {
  /** Properties that nothing can change. Default: none. */
  readonly fixed?: readonly string[];
  /** What to do where the account does not hold the thing. */
  readonly remedy: string;
}

/** Gives what the cloud says of a thing that is to be taken over, as far as it is what the program declares. */
export const verifyHeld = async (
  operation: Operation,
  definition: Definition,
  id: string,
  inputs: Values,
  { fixed = [], remedy }: Expected,
): Promise<Values> => {
  const { words, properties } = definition;
  const read = definition.read ?? definition.get;
  const present = await read(operation, id, inputs).catch((error) => {
    if (!isAbsent(error)) throw error;
    throw error.explained({ meaning: `the account holds no ${words.thing} of that id`, remedy });
  });
  for (const name of fixed) {
    if (!isKnown(inputs[name]) || !differs(properties, name, inputs, present)) continue;
    throw new LinkWanError({
      action: "Taking over",
      subject: `${words.kind} ${id}`,
      code: "Mismatch",
      meaning: `the ${words.thing} has ${name} ${present[name]}, the program says ${inputs[name]}`,
      remedy: `set ${name} to what the ${words.thing} has; it cannot be changed`,
    });
  }
  return present;
};

/** Verifies a thing that the account holds already, and brings it to the declared values where that can be. */
export const takeOver = async (
  operation: Operation,
  definition: Definition,
  id: string,
  inputs: Values,
  expected: Expected,
): Promise<Obtained> => {
  const present = await verifyHeld(operation, definition, id, inputs, expected);
  let changed = false;
  // What cannot be changed stays out of the state, as it was.
  await definition.change?.(operation, id, present, inputs, () => {
    changed = true;
  });
  return { id, granted: inputs, cloud: changed ? undefined : present };
};
