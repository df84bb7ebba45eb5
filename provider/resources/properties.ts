import { checkConfiguration } from "../configuration";
import { checkInstallation } from "./installation";

/**
 * What Pulumi is given for a resource: the outputs, which exist because they are named here; the inputs; and the
 * resource's name, of which the provider makes names in the cloud.
 */
export const propertiesOf = (
  name: string,
  args: object,
  outputs: readonly string[],
): Record<string, unknown> => {
  checkInstallation();
  checkConfiguration();
  const unknown = Object.fromEntries(outputs.map((output) => [output, undefined]));
  return { ...unknown, ...args, resourceName: name };
};
