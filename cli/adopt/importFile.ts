import { importIdOf } from "../../provider/engine/import";
import type { Properties } from "../../provider/engine/property";
import type { AnyResource } from "../../provider/engine/resource";
import { TYPE_PREFIXES } from "../../provider/engine/state";
import type { Inventory } from "./inventory";
import { identifierOf, Names, resourceNameOf } from "./names";
import type { Files } from "./source";

/** Name of the file that `pulumi import --file` reads. */
export const IMPORT_FILE = "linkwan-import.json";

/** Names that no object can have, because generated programs in at least one language use them. */
const TAKEN = ["linkwan", "pulumi", "range"];

/**
 * Removes case and underscores. Languages convert names to their own case, so in Python, `pumpHouse` and `pump_house`
 * are the same name.
 */
const caseless = (name: string): string => name.replaceAll("_", "").toLowerCase();

/** Returns the file for `pulumi import --file`. Each object comes after the objects that it refers to. */
export const importFileOf = ({ holdings }: Inventory): Files => {
  const variables = new Names(identifierOf, TAKEN, caseless);
  const depthOf = depths(holdings.map(({ resource }) => resource));
  const parentsFirst = [...holdings].sort((a, b) => depthOf(a.resource) - depthOf(b.resource));
  const resources = parentsFirst.flatMap(({ resource, objects }) => {
    const names = new Names(resourceNameOf);
    return objects.map((object) => {
      const logicalName = names.take(object.name, object.id);
      const name = variables.take(logicalName, resource.name);
      return {
        type: TYPE_PREFIXES.plugin + resource.name,
        name,
        ...(logicalName !== name && { logicalName }),
        id: importIdOf(resource, object),
      };
    });
  });
  return { [IMPORT_FILE]: `${JSON.stringify({ resources }, undefined, 2)}\n` };
};

/** Returns a function that returns the depth of a resource class: the length of its longest chain of references. */
const depths = (resources: readonly AnyResource[]): ((resource: AnyResource) => number) => {
  const depthOf = ({ properties }: AnyResource): number => {
    const parents = Object.values<Properties[string]>(properties).flatMap(
      ({ references }) => resources.find(({ name }) => name === references) ?? [],
    );
    return Math.max(0, ...parents.map((parent) => 1 + depthOf(parent)));
  };
  return depthOf;
};
