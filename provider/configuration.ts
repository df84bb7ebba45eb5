import * as pulumi from "@pulumi/pulumi";
import { configurationKeys, unknownKey } from "./api/configurationKeys";

/** Not in Pulumi's typings: whether a value of the configuration is encrypted. */
const { isConfigSecret } = pulumi.runtime as { isConfigSecret?: (key: string) => boolean };

const warned = new Set<string>();

/**
 * Checks what only the program can see of the stack's configuration: that every key exists (a mistyped endpoint
 * would send a trial to the real cloud), and that secrets are encrypted.
 */
export const checkConfiguration = (): void => {
  const keys = Object.keys(pulumi.runtime.allConfig()).filter((key) => key.startsWith("linkwan:"));
  for (const key of keys) {
    const name = key.slice("linkwan:".length);
    if (!Object.hasOwn(configurationKeys, name)) throw new pulumi.RunError(unknownKey(key));
    if (!configurationKeys[name] || warned.has(key) || isConfigSecret?.(key) !== false) continue;
    warned.add(key);
    void pulumi.log.warn(`${key} is not encrypted: set it again with pulumi config set --secret`);
  }
};
