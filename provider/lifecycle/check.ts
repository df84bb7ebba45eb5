import type { Definition } from "./definition";
import { checkProperties, isKnown, isSet, normalInputs, ownInputs } from "./properties";
import type { CheckFailure, CheckResult, Context, Values } from "./resource";
import type { Run } from "./run";

/** The resource's name in the program; only `check` sees it, to make names of it. */
const RESOURCE_NAME = "resourceName";

/** Completes and validates the inputs. `olds` are the inputs of the last run, empty for a new resource. */
export const checkOf =
  (definition: Definition) =>
  (olds: Values, news: Values, { run }: Pick<Context, "run">): CheckResult => {
    const { [RESOURCE_NAME]: name, ...declared } = ownInputs(news);
    const resourceName = typeof name === "string" ? name : "";
    const before = ownInputs(olds);
    const kept = keepSticky(definition, before, normalInputs(definition.properties, declared));
    const inputs = { ...definition.defaults?.(kept, resourceName, before), ...kept };
    const failures = checkProperties(definition.resource, definition.properties, inputs);
    const contradictions = definition.contradictions?.(inputs, before) ?? [];
    const doubled = claimedTwice(definition, inputs, resourceName, run);
    const all = [...failures, ...contradictions, ...doubled];
    return { inputs, failures: all.map((failure) => withoutSecret(definition, failure)) };
  };

/** Pulumi prints the value of a property that has a failure, be it a secret; a failure of the resource has none. */
const withoutSecret = ({ properties }: Definition, failure: CheckFailure): CheckFailure =>
  Object.hasOwn(properties, failure.property) && properties[failure.property]?.secret === true
    ? { property: "", reason: `${failure.property} ${failure.reason}` }
    : failure;

/** Leaving out an input changes nothing, so a sticky one keeps its last value. */
const keepSticky = ({ properties, keeps }: Definition, olds: Values, declared: Values): Values => {
  const names = Object.keys(properties).filter(
    (name) =>
      properties[name]?.sticky === true &&
      isSet(olds[name]) &&
      !isSet(declared[name]) &&
      (keeps?.(name, olds, declared) ?? true),
  );
  return { ...declared, ...Object.fromEntries(names.map((name) => [name, olds[name]])) };
};

/** Of two resources that mean the same thing, the one that is destroyed first would take it from the other. */
const claimedTwice = (
  { resource, identities, words }: Definition,
  inputs: Values,
  resourceName: string,
  run: Run,
): CheckFailure[] =>
  identities
    .filter((name) => isSet(inputs[name]) && isKnown(inputs[name]))
    .flatMap((property) => {
      const claim = JSON.stringify([resource, inputs.profile, property, inputs[property]]);
      const other = run.claim(claim, resourceName);
      const reason = `is declared by the resource "${other}" too; a ${words.thing} belongs to one resource`;
      return other === undefined ? [] : [{ property, reason }];
    });

/** Failures for inputs that have to be set and are not. */
export const missing = (inputs: Values, names: readonly string[], reason: string): CheckFailure[] =>
  names
    .filter((name) => !isSet(inputs[name]))
    .map((property) => ({ property, reason: `is missing: ${reason}` }));
