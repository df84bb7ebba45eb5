import type { ConfigReader } from "../client/configuration";
import { isOwnKey, NAMESPACE, readSettings, unknownKey } from "../client/configuration";
import { isLinkWanError } from "../client/errors";
import { propertiesOf } from "../client/plain";
import { isSet, type PropertyValues } from "../engine/property";
import { hasUnknown } from "./values";

/** Names of the inputs that Pulumi adds to a provider. */
const ADDED = ["version", "pluginDownloadURL"];

/**
 * Returns a configuration reader for a provider's inputs, whose names have no namespace. The reader returns a value
 * that is not a string as JSON, as in a stack's configuration.
 *
 * @param isDefault Whether the provider is the stack's default provider, which also uses the `alicloud` keys in the
 * stack's configuration. A plugin does not receive these keys as inputs.
 */
export const configReader = (
  inputs: PropertyValues,
  isDefault: boolean,
  env: NodeJS.ProcessEnv,
): ConfigReader => {
  const stack = isDefault ? stackConfiguration(env) : {};
  const texts = textsOf(inputs);
  return (key) => {
    if (isOwnKey(key)) return texts.get(key);
    const value = stack[key];
    return typeof value === "string" ? value : undefined;
  };
};

const textsOf = (inputs: PropertyValues): ReadonlyMap<string, string> =>
  new Map(
    Object.entries(inputs)
      .filter(([name, value]) => isSet(value) && !ADDED.includes(name) && !name.startsWith("__"))
      .map(([name, value]) => [NAMESPACE + name, typeof value === "string" ? value : JSON.stringify(value)]),
  );

/** Returns the configuration of the stack, which Pulumi's engine passes to every plugin in the environment. */
const stackConfiguration = (env: NodeJS.ProcessEnv): PropertyValues => {
  try {
    return propertiesOf(JSON.parse(env.PULUMI_CONFIG ?? ""));
  } catch {
    return {};
  }
};

/** Returns the reasons why the inputs of a provider are invalid. Skips values that are unknown during a preview. */
export const configurationFailures = (inputs: PropertyValues): string[] => {
  const texts = textsOf(inputs);
  const unknown = [...texts.keys()].flatMap((key) => unknownKey(key) ?? []);
  if (unknown.length > 0 || hasUnknown(inputs)) return unknown;
  try {
    readSettings((key) => texts.get(key));
    return [];
  } catch (error) {
    if (isLinkWanError(error)) return [error.message];
    throw error;
  }
};
