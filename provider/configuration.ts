import * as pulumi from "@pulumi/pulumi";
import { isOwnKey, isSecretKey, secretCommand, unknownKey } from "./api/configurationKeys";
import { isLinkWanError } from "./api/errors";
import { readSettings } from "./api/settings";

/** Not in Pulumi's typings: whether a value of the configuration is encrypted. */
const { isConfigSecret } = pulumi.runtime as { isConfigSecret?: (key: string) => boolean };

const warned = new Set<string>();

/**
 * Checks the stack's configuration as soon as there is something of this package in the program, so that a preview
 * shows it: that every key exists (a mistyped endpoint would send a trial to the real cloud), that its values can be
 * used, and that secrets are encrypted.
 */
export const checkConfiguration = (): void => {
  const config = pulumi.runtime.allConfig();
  for (const key of Object.keys(config).filter(isOwnKey)) {
    const unknown = unknownKey(key);
    if (unknown !== undefined) throw new pulumi.RunError(unknown);
    if (!isSecretKey(key) || warned.has(key) || isConfigSecret?.(key) !== false) continue;
    warned.add(key);
    void pulumi.log.warn(`${key} is not encrypted: set it again with ${secretCommand(key)}`);
  }
  try {
    readSettings((key) => config[key]);
  } catch (error) {
    throw isLinkWanError(error) ? new pulumi.RunError(error.message) : error;
  }
};
