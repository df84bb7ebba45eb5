import * as pulumi from "@pulumi/pulumi";
import { isOwnKey, isSecretKey, secretCommand, unknownKey } from "./api/configurationKeys";

/** Not in Pulumi's typings: whether a value of the configuration is encrypted. */
const { isConfigSecret } = pulumi.runtime as { isConfigSecret?: (key: string) => boolean };

const warned = new Set<string>();

/**
 * Checks what only the program can see of the stack's configuration: that every key exists (a mistyped endpoint
 * would send a trial to the real cloud), and that secrets are encrypted.
 */
export const checkConfiguration = (): void => {
  for (const key of Object.keys(pulumi.runtime.allConfig()).filter(isOwnKey)) {
    const unknown = unknownKey(key);
    if (unknown !== undefined) throw new pulumi.RunError(unknown);
    if (!isSecretKey(key) || warned.has(key) || isConfigSecret?.(key) !== false) continue;
    warned.add(key);
    void pulumi.log.warn(`${key} is not encrypted: set it again with ${secretCommand(key)}`);
  }
};
