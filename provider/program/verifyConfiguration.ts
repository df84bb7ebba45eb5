import * as pulumi from "@pulumi/pulumi";
import { isOwnKey, isSecretKey, readSettings, secretCommand, unknownKey } from "../client/configuration";
import { findCredentials } from "../client/credentials/credentials";
import { isLinkWanError } from "../client/errors";
import { oneLine } from "../client/oneLine";
import { propertiesOf } from "../client/plain";
import { runsInFolderOfProvider } from "./verifyInstallation";

/** Whether a value in the configuration is in plaintext. Pulumi's typings lack the function that returns this. */
const isPlainText = (key: string): boolean => {
  const { isConfigSecret } = propertiesOf(pulumi.runtime);
  return typeof isConfigSecret === "function" && isConfigSecret(key) === false;
};

const warned = new Set<string>();

/**
 * Checks the stack's configuration when the program creates a resource or calls a function, so that a preview reports
 * errors. Every key must exist, because with a misspelled `linkwan:endpoint`, a trial would call the real cloud. Every
 * value must be valid, secrets must be encrypted, and the access key must be complete.
 *
 * @param profile Profile of the resource or function. An output is not checked.
 */
export const verifyConfiguration = (profile: unknown): void => {
  const config = pulumi.runtime.allConfig();
  for (const key of Object.keys(config).filter(isOwnKey)) {
    const unknown = unknownKey(key);
    if (unknown !== undefined) throw new pulumi.RunError(oneLine(unknown));
    if (!isSecretKey(key) || warned.has(key) || !isPlainText(key)) continue;
    warned.add(key);
    void pulumi.log.warn(`${key} is not encrypted: set it again with ${secretCommand(key)}`);
  }
  try {
    readSettings((key) => config[key]);
    // The provider of an inline program can have different environment variables.
    const env = runsInFolderOfProvider() ? process.env : {};
    if (profile === undefined || typeof profile === "string")
      findCredentials(profile, (key) => config[key], env);
  } catch (error) {
    throw isLinkWanError(error) ? new pulumi.RunError(error.message) : error;
  }
};
