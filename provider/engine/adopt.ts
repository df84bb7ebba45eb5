import { LinkWanError } from "../client/errors";
import type { Operation } from "../client/operation";
import { isAbsent } from "./absence";
import { type CloudStateOf, differs, isKnown, type Properties, type PropertyValues } from "./property";
import type { AnyResource, Created, Inputs, Resource } from "./resource";

interface Expected<P extends Properties> {
  /** Properties that cannot be changed. Default: none. */
  readonly fixed?: readonly (keyof P & string)[];
  /** What to do if the account does not hold the object, as an imperative. */
  readonly remedy: string;
}

/** Reads an object that a resource is to adopt. Throws if it is absent, or differs from the program in a fixed property. */
export const verifyHeld = async <P extends Properties>(
  operation: Operation,
  resource: Resource<P>,
  id: string,
  inputs: Inputs<P>,
  { fixed = [], remedy }: Expected<P>,
): Promise<CloudStateOf<P>> => {
  const { kind, object } = resource.terms;
  const read = resource.read ?? resource.get;
  const cloudState = await read(operation, id, inputs).catch((error) => {
    if (!isAbsent(error)) throw error;
    throw error.explained({ meaning: `the account holds no ${object} with that id`, remedy });
  });
  const [declared, actual]: PropertyValues[] = [inputs, cloudState];
  for (const name of fixed) {
    if (!isKnown(declared?.[name]) || !differs(resource.properties, name, declared ?? {}, actual ?? {}))
      continue;
    throw new LinkWanError({
      action: "Adopting",
      subject: `${kind} ${id}`,
      code: "Mismatch",
      meaning: `the ${object} has ${name} ${actual?.[name]}, the program declares ${declared?.[name]}`,
      remedy: `set ${name} to the value of the ${object}; it cannot be changed`,
    });
  }
  return cloudState;
};

/** Adopts an object that the account already holds, and changes it to the declared values. */
export const adopt = async <P extends Properties>(
  operation: Operation,
  resource: Resource<P>,
  id: string,
  inputs: Inputs<P>,
  expected: Expected<P>,
): Promise<Created<P>> => {
  const actual = await verifyHeld(operation, resource, id, inputs, expected);
  let changed = false;
  // A failure here leaves the resource out of the state, as before.
  const { update }: AnyResource = resource;
  await update?.(operation, id, actual, inputs, () => {
    changed = true;
  });
  return { id, values: inputs, cloudState: changed ? undefined : actual };
};
