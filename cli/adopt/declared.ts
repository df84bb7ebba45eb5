import { checkOf } from "../../provider/engine/check";
import { Run } from "../../provider/engine/claims";
import { isSet } from "../../provider/engine/property";
import type { Definition, Values } from "../../provider/engine/resource";

/**
 * The inputs of a resource that takes a thing over as it is. What the resource refuses to be told is left out, and so
 * keeps its value: what the owner of a LOCAL lease decides, a name that an older rule allowed.
 */
export const declaredInputs = (definition: Definition, values: Values): Values => {
  const names = Object.keys(definition.properties).filter((name) => isSet(values[name]));
  const inputs = Object.fromEntries(names.map((name) => [name, values[name]]));
  const { failures } = checkOf(definition)({}, inputs, { run: new Run() });
  const refused = new Set(failures.map(({ property }) => property));
  return Object.fromEntries(Object.entries(inputs).filter(([name]) => !refused.has(name)));
};
