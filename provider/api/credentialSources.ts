import type { ConfigReader } from "./configurationKeys";
import { credentialsError, type Keys } from "./keys";
import { isObject } from "./plain";
import { chainKeys, vendorProfileKeys } from "./vendorCredentials";

export interface SourcedKeys {
  readonly source: string;
  readonly keys: () => Promise<Partial<Keys>> | Partial<Keys>;
}

/** Gives keys if the source holds anything at all, whole or half. */
export type CredentialSource = (config: ConfigReader, env: NodeJS.ProcessEnv) => SourcedKeys | undefined;

/** Three values under three names, of the stack's configuration or of the environment. */
const triple =
  (where: "config" | "env", id: string, secret: string, token: string): CredentialSource =>
  (config, env) => {
    const read = (name: string): string | undefined =>
      (where === "config" ? config(name) : env[name]) || undefined;
    const keys = { accessKeyId: read(id), accessKeySecret: read(secret), securityToken: read(token) };
    if (!keys.accessKeyId && !keys.accessKeySecret && !keys.securityToken) return undefined;
    const kind = where === "config" ? "stack config" : "environment variables";
    if (!keys.accessKeyId || !keys.accessKeySecret) {
      const absent = keys.accessKeyId ? secret : id;
      throw credentialsError(
        `${kind} ${id}/${secret}: ${absent} is missing`,
        `set ${absent}, or unset the others so that the next source is used`,
      );
    }
    return { source: `${kind} ${id}`, keys: () => keys };
  };

/** A profile of the vendor's CLI that another source names. */
const named =
  (where: "config" | "env", name: string): CredentialSource =>
  (config, env) => {
    const profile = (where === "config" ? config(name) : env[name]) || undefined;
    return profile === undefined ? undefined : profileKeys(profile, config);
  };

/** `linkwan:profiles`: an object from profile name to keys, as one JSON text. */
const configuredProfiles = (config: ConfigReader): Record<string, unknown> => {
  const text = config("linkwan:profiles");
  if (!text) return {};
  try {
    const profiles: unknown = JSON.parse(text);
    if (isObject(profiles)) return profiles;
  } catch {
    // The text may hold secrets, so the parser's message is not passed on.
  }
  throw credentialsError(
    "stack config linkwan:profiles is not an object of profiles",
    "set its values with pulumi config set --path 'linkwan:profiles.NAME.accessKeyId' …",
  );
};

/** A profile by its name: of `linkwan:profiles`, else of the vendor CLI's `~/.aliyun/config.json`. */
export const profileKeys = (profile: string, config: ConfigReader): SourcedKeys => {
  const profiles = configuredProfiles(config);
  if (!Object.hasOwn(profiles, profile)) {
    return {
      source: `profile "${profile}" of ~/.aliyun/config.json`,
      keys: () => vendorProfileKeys(profile),
    };
  }
  const entry = profiles[profile];
  const fields = isObject(entry) ? entry : {};
  const read = (name: string): string | undefined => {
    const value = fields[name];
    return typeof value === "string" && value !== "" ? value : undefined;
  };
  const source = `profile "${profile}" of stack config linkwan:profiles`;
  const keys = {
    accessKeyId: read("accessKeyId"),
    accessKeySecret: read("accessKeySecret"),
    securityToken: read("securityToken"),
  };
  return { source, keys: () => keys };
};

/** Asked in this order; where none holds anything, the chain. */
export const credentialSources: readonly CredentialSource[] = [
  triple("config", "linkwan:accessKeyId", "linkwan:accessKeySecret", "linkwan:securityToken"),
  triple(
    "env",
    "ALIBABA_CLOUD_ACCESS_KEY_ID",
    "ALIBABA_CLOUD_ACCESS_KEY_SECRET",
    "ALIBABA_CLOUD_SECURITY_TOKEN",
  ),
  triple("env", "ALICLOUD_ACCESS_KEY", "ALICLOUD_SECRET_KEY", "ALICLOUD_SECURITY_TOKEN"),
  named("env", "ALICLOUD_PROFILE"),
  triple("config", "alicloud:accessKey", "alicloud:secretKey", "alicloud:securityToken"),
  named("config", "alicloud:profile"),
  named("config", "linkwan:profile"),
];

export const vendorChain: SourcedKeys = { source: "the vendor's default chain", keys: chainKeys };
