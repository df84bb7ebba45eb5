import { isAbsent, LinkWanError } from "../client/errors";
import type { Operation } from "../client/operation";
import { differs, isKnown, type PropertyValues } from "./property";
import { type AnyResource, type Created, readObject } from "./resource";

/**
 * Reads an object to adopt. Throws if the account does not hold the object, or if a fixed property differs from its
 * declared value.
 */
export const verifyHeld = async (
  operation: Operation,
  resource: AnyResource,
  id: string,
  declared: PropertyValues,
): Promise<PropertyValues> => {
  const { properties, adoption } = resource;
  const { kind, object } = resource.terms;
  const actual = await readObject(resource, operation, id, declared).catch((error) => {
    if (!isAbsent(error)) throw error;
    throw error.explained({
      meaning: `the account holds no ${object} with that id`,
      remedy: adoption?.remedy,
    });
  });
  const mismatch = adoption?.fixed?.find(
    (name) => isKnown(declared[name]) && differs(properties, name, declared, actual),
  );
  if (mismatch === undefined) return actual;
  throw new LinkWanError({
    action: "Adoption",
    subject: `${kind} ${id}`,
    code: "Mismatch",
    meaning: `the ${object} has ${mismatch} ${actual[mismatch]}, but the program declares another value`,
    remedy: `declare the current value of ${mismatch}, which cannot be changed`,
  });
};

/** Adopts an object that the account already holds, and updates it to the declared values. */
export const adopt = async (
  operation: Operation,
  resource: AnyResource,
  id: string,
  inputs: PropertyValues,
): Promise<Created> => {
  const actual = await verifyHeld(operation, resource, id, inputs);
  let changed = false;
  // If this update fails, the state does not record the resource.
  await resource.update?.(operation, id, actual, inputs, () => {
    changed = true;
  });
  return { id, values: inputs, cloudState: changed ? undefined : actual };
};
