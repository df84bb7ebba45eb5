import { oneLine } from "../client/oneLine";
import type { Claims } from "./claims";
import { ifKnown, isKnown, isSet, type PropertyValues } from "./property";
import type { AnyResource, CheckFailure } from "./resource";
import { allProperties, ownValues, RESOURCE_NAME } from "./state";

export interface CheckResult {
  readonly inputs: Record<string, unknown>;
  readonly failures: readonly CheckFailure[];
}

/**
 * Completes and validates inputs. Makes no API calls. `olds` contains the last recorded inputs; it is empty for a new
 * resource.
 */
export const check = (
  resource: AnyResource,
  olds: PropertyValues,
  news: PropertyValues,
  claims: Claims,
): CheckResult => {
  const { [RESOURCE_NAME]: name, ...declared } = ownValues(news);
  const resourceName = typeof name === "string" ? name : "";
  const previous = ownValues(olds);
  const completed = keepOmitted(resource, previous, normalize(resource, declared));
  const inputs = { ...resource.defaults?.(completed, resourceName, previous), ...completed };
  const failures = [
    ...validateEach(resource, inputs),
    ...(resource.validate?.(inputs, previous) ?? []),
    ...declaredTwice(resource, inputs, resourceName, claims),
  ];
  return {
    inputs,
    failures: failures.map(({ property, reason }) => ({
      property,
      reason: `${reason}${targetHint(resource, inputs, property)}`,
    })),
  };
};

/**
 * Reports a failure on the resource instead of the property, because Pulumi prints the value of a failed property, even
 * if the value is a secret.
 */
export const onResource = ({ property, reason }: CheckFailure): CheckFailure => ({
  property: "",
  reason: oneLine(`${property} ${reason}`),
});

/** With `--target`, Pulumi passes no value for an output of a resource that is not a target and does not exist yet. */
const targetHint = (resource: AnyResource, inputs: PropertyValues, property: string): string => {
  const { references } = propertyOf(resource, property) ?? {};
  return references === undefined || isSet(inputs[property])
    ? ""
    : `; if the command has a list of targets (--target), add the ${references} to the list`;
};

const propertyOf = (resource: AnyResource, name: string) => {
  const properties = allProperties(resource);
  return Object.hasOwn(properties, name) ? properties[name] : undefined;
};

const normalize = (resource: AnyResource, inputs: PropertyValues): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(inputs).map(([name, value]) => {
      const { normalize: normal } = propertyOf(resource, name)?.valueType ?? {};
      return [name, normal && isKnown(value) ? normal(value) : value];
    }),
  );

const keepOmitted = (
  resource: AnyResource,
  previous: PropertyValues,
  declared: PropertyValues,
): PropertyValues => {
  const kept = Object.entries(allProperties(resource)).filter(
    ([name, { keepWhenOmitted }]) =>
      keepWhenOmitted === true &&
      isSet(previous[name]) &&
      !isSet(declared[name]) &&
      (resource.keepsOmitted?.(name, previous, declared) ?? true),
  );
  return { ...declared, ...Object.fromEntries(kept.map(([name]) => [name, previous[name]])) };
};

/** Returns the failures of individual inputs: unknown names and invalid values. */
const validateEach = (resource: AnyResource, inputs: PropertyValues): CheckFailure[] =>
  Object.entries(inputs).flatMap(([property, value]) => {
    const declaration = propertyOf(resource, property);
    if (!declaration || declaration.presence === "computed") {
      const names = Object.entries(allProperties(resource))
        .filter(([, { presence }]) => presence !== "computed")
        .map(([name]) => name);
      const reason = `is not an input of ${resource.name}; valid inputs: ${names.join(", ")}`;
      return [{ property, reason }];
    }
    const reason = isKnown(value) ? declaration.valueType.validate(value) : undefined;
    return reason === undefined ? [] : [{ property, reason }];
  });

/**
 * Returns failures for objects that another resource also declares. If two resources declared the same object,
 * destroying one of them would delete the object of the other.
 */
const declaredTwice = (
  { name, uniqueInputs, adoption, terms }: AnyResource,
  inputs: PropertyValues,
  resourceName: string,
  claims: Claims,
): CheckFailure[] =>
  setUniqueInputs(uniqueInputs, inputs).flatMap((property) => {
    const other = claims.declare(
      declaredValue(name, inputs.profile, property, inputs[property]),
      resourceName,
      ifKnown(adoption?.id(inputs)) !== undefined || property === adoption?.grantedBy,
    );
    const reason = `is also declared by the resource "${other}"; a ${terms.object} can belong to only one resource`;
    return other === undefined ? [] : [{ property, reason }];
  });

const setUniqueInputs = (uniqueInputs: readonly string[], inputs: PropertyValues): string[] =>
  uniqueInputs.filter((property) => isSet(inputs[property]) && isKnown(inputs[property]));

/**
 * Returns a string that identifies a resource by the values of its unique inputs. No other resource of the program
 * declares the same values.
 */
export const declaredValues = ({ name, uniqueInputs }: AnyResource, inputs: PropertyValues): string =>
  setUniqueInputs(uniqueInputs, inputs)
    .map((property) => declaredValue(name, inputs.profile, property, inputs[property]))
    .join();

/** Returns the failures for missing required inputs. */
export const missing = <I extends object>(
  inputs: I,
  names: readonly (keyof I & string)[],
  reason: string,
): CheckFailure[] =>
  names
    .filter((name) => !isSet(inputs[name]))
    .map((property) => ({ property, reason: `is missing: ${reason}` }));

/** Returns the string that identifies a declared value of a unique input. */
export const declaredValue = (resource: string, profile: unknown, property: string, value: unknown): string =>
  JSON.stringify([resource, profile, property, value]);
