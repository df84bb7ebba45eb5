import { LinkWanError } from "../client/errors";
import type { PropertyValues } from "./property";
import type { AnyResource, Discovered } from "./resource";
import { allProperties, valuesNamed } from "./state";

/** Returns the properties that make up an import id. */
const partsOf = ({ importId, idProperty }: AnyResource): readonly string[] =>
  importId ?? (idProperty === undefined ? [] : [idProperty]);

/** Returns the id by which `pulumi import` finds an object. */
export const importIdOf = (resource: AnyResource, { id, inputs }: Discovered): string => {
  const values: PropertyValues = inputs;
  return partsOf(resource)
    .map((name) => (name === resource.idProperty ? id : values[name]))
    .join("/");
};

/** Returns the id of the resource and the values in an import id; throws if the id has a different format. */
export const parseImportId = (
  resource: AnyResource,
  importId: string,
): { readonly id: string; readonly values: PropertyValues } => {
  const names = partsOf(resource);
  const parts = importId.split("/");
  const values = Object.fromEntries(
    names.map((name, index) => {
      const { normalize } = resource.properties[name].valueType;
      return [name, normalize ? normalize(parts[index]) : parts[index]];
    }),
  );
  const isValid =
    parts.length === names.length &&
    names.every((name) => resource.properties[name].valueType.validate(values[name]) === undefined);
  if (!isValid) {
    throw new LinkWanError({
      action: "Import",
      subject: resource.terms.kind,
      code: "Mismatch",
      meaning: "the id does not have the format of this resource's ids",
      remedy: `use an id in the format ${names.join("/")}`,
    });
  }
  const id = resource.idProperty === undefined ? importId : `${values[resource.idProperty]}`;
  return { id, values };
};

/** Returns the inputs that a program must declare for an imported object so that the next preview shows no change. */
export const importedInputs = (resource: AnyResource, state: PropertyValues): Record<string, unknown> => {
  const declared = Object.entries(allProperties(resource)).filter(
    // The cloud assigns the id. A program that sets the id adopts an object.
    ([name, { presence }]) =>
      presence !== "computed" && !(presence === "optionalComputed" && name === resource.idProperty),
  );
  return valuesNamed(state, resource.importedInputs?.(state) ?? declared.map(([name]) => name));
};
