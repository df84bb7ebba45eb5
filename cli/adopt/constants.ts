import type { Held } from "./inventory";
import { identifierOf, Names, resourceNameOf } from "./names";

/** What a thing is called in its module, and as a resource. */
export interface Named {
  readonly constant: string;
  readonly resource: string;
}

/** Names of all things of a module, by their ids. */
export const nameAll = (things: readonly Held[], identifiers: Names): ReadonlyMap<string, Named> => {
  const resources = new Names(resourceNameOf);
  return new Map(
    things.map(({ id, name }) => [
      id,
      { constant: identifiers.take(name, id), resource: resources.take(name, id) },
    ]),
  );
};

/** Names that no constant of a module may have: what the module imports. */
export const identifiersBeside = (...imported: string[]): Names =>
  new Names(identifierOf, "adopted", "profile", "pinOf", ...imported);
