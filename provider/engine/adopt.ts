import { isAbsent, LinkWanError } from "../client/errors";
import type { Operation } from "../client/operation";
import { differs, isKnown, type Properties, type PropertyValues } from "./property";
import type { AnyResource, Created, Inputs } from "./resource";

interface Expected {
  /** Properties that cannot be changed. Default: none. */
  readonly fixed?: readonly string[];
  /** What to do if the account does not hold the object, as an imperative. */
  readonly remedy: string;
}

/** Reads an object to adopt. Throws if it is absent, or differs from the program in a fixed property. */
export const verifyHeld = async (
  operation: Operation,
  resource: AnyResource,
  id: string,
  declared: PropertyValues,
  { fixed = [], remedy }: Expected,
): Promise<PropertyValues> => {
  const { kind, object } = resource.terms;
  const read = resource.read ?? resource.get;
  const actual: PropertyValues = await read(operation, id, declared).catch((error) => {
    if (!isAbsent(error)) throw error;
    throw error.explained({ meaning: `the account holds no ${object} with that id`, remedy });
  });
  const mismatch = fixed.find(
    (name) => isKnown(declared[name]) && differs(resource.properties, name, declared, actual),
  );
  if (mismatch === undefined) return actual;
  throw new LinkWanError({
    action: "Adoption",
    subject: `${kind} ${id}`,
    code: "Mismatch",
    meaning: `the ${object} has ${mismatch} ${actual[mismatch]}, the program declares ${declared[mismatch]}`,
    remedy: `set ${mismatch} to the value of the ${object}; it cannot be changed`,
  });
};

/** Adopts an object that the account already holds, and changes it to the declared values. */
export const adopt = async <P extends Properties>(
  operation: Operation,
  resource: AnyResource,
  id: string,
  inputs: Inputs<P>,
  expected: Expected,
): Promise<Created<P>> => {
  const actual = await verifyHeld(operation, resource, id, inputs, expected);
  let changed = false;
  // A failure here leaves the resource out of the state, as before.
  await resource.update?.(operation, id, actual, inputs, () => {
    changed = true;
  });
  return { id, values: inputs, cloudState: changed ? undefined : actual };
};
