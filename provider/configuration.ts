import * as pulumi from "@pulumi/pulumi";

/** Every key of the namespace `linkwan`, and whether its value is a secret. */
const KEYS: Readonly<Record<string, boolean>> = {
  endpoint: false,
  regionId: false,
  accessKeyId: false,
  accessKeySecret: true,
  securityToken: true,
  profile: false,
  profiles: true,
  requestsPerSecond: false,
  requestTimeout: false,
  operationTimeout: false,
};

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
    if (!Object.hasOwn(KEYS, name)) {
      throw new pulumi.RunError(
        `${key} is no configuration key of pulumi-linkwan; the keys are ${Object.keys(KEYS).join(", ")}`,
      );
    }
    if (!KEYS[name] || warned.has(key) || isConfigSecret?.(key) !== false) continue;
    warned.add(key);
    void pulumi.log.warn(`${key} is not encrypted: set it again with pulumi config set --secret`);
  }
};
