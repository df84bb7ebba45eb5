import type { ConfigReader } from "./configuration";
import { LinkWanError } from "./errors";
import { getOrCreate } from "./memoize";
import { isObject } from "./plain";

/** An access key, with its security token if the key is temporary. */
interface Keys {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  readonly securityToken?: string;
  /** Origin of the keys, as the vendor's library names it, for example `default/cli_profile/static_ak`. */
  readonly providerName?: string;
}

/** The keys of one account, from one source. */
export interface Credentials {
  /** Description of the origin of the keys; contains no key. */
  readonly source: string;
  /** Returns the keys, renewed by the vendor's library if they expire. Concurrent callers share one request. */
  get(): Promise<Keys>;
}

interface SourcedKeys {
  readonly source: string;
  readonly keys: () => Promise<Partial<Keys>> | Partial<Keys>;
}

/** Returns the keys if the source contains any part of them. */
type CredentialSource = (config: ConfigReader, env: NodeJS.ProcessEnv) => SourcedKeys | undefined;

/**
 * Finds the one source to use: the profile of the resource, else the first of {@link credentialSources} that contains
 * any part of a key, else the vendor's default chain. An incomplete source is an error; it is never skipped.
 */
export const findCredentials = (
  profile: string | undefined,
  config: ConfigReader,
  env: NodeJS.ProcessEnv = process.env,
): Credentials => {
  if (profile !== undefined) return singleFlight(keysOfProfile(profile, config));
  for (const source of credentialSources) {
    const found = source(config, env);
    if (found) return singleFlight(found);
  }
  return singleFlight(vendorChain);
};

/** Shares pending requests: the vendor's chain can reject concurrent first requests even if the first one succeeds. */
const singleFlight = ({ source, keys }: SourcedKeys): Credentials => {
  let pending: Promise<Keys> | undefined;
  return {
    source,
    get: () => {
      pending ??= Promise.resolve(keys())
        .then((found) => complete(found, source))
        .finally(() => {
          pending = undefined;
        });
      return pending;
    },
  };
};

const complete = (keys: Partial<Keys>, source: string): Keys => {
  const { accessKeyId, accessKeySecret, securityToken, providerName } = keys;
  if (accessKeyId && accessKeySecret) {
    return { accessKeyId, accessKeySecret, securityToken, ...(providerName ? { providerName } : {}) };
  }
  const missing = accessKeyId ? "access key secret" : "access key id";
  throw credentialsError(
    `${source} has no ${missing}`,
    "complete it, or remove it so that the next source is used",
  );
};

/** The error never contains the value of a key. */
const credentialsError = (meaning: string, remedy: string): LinkWanError =>
  new LinkWanError({ action: "Finding credentials", code: "CredentialsUnusable", meaning, remedy });

/** A source that consists of three values, in the stack's configuration or in the environment. */
const triple =
  (from: "config" | "env", id: string, secret: string, token: string): CredentialSource =>
  (config, env) => {
    const read = (name: string): string | undefined =>
      (from === "config" ? config(name) : env[name]) || undefined;
    const keys = { accessKeyId: read(id), accessKeySecret: read(secret), securityToken: read(token) };
    if (!keys.accessKeyId && !keys.accessKeySecret && !keys.securityToken) return undefined;
    const kind = from === "config" ? "stack config" : "environment variables";
    if (!keys.accessKeyId || !keys.accessKeySecret) {
      const absent = keys.accessKeyId ? secret : id;
      throw credentialsError(
        `${kind} ${id}/${secret}: ${absent} is missing`,
        `set ${absent}, or unset the others so that the next source is used`,
      );
    }
    return { source: `${kind} ${id}`, keys: () => keys };
  };

/** A source that names a profile. */
const named =
  (from: "config" | "env", name: string): CredentialSource =>
  (config, env) => {
    const profile = (from === "config" ? config(name) : env[name]) || undefined;
    return profile === undefined ? undefined : keysOfProfile(profile, config);
  };

/** Sources in order of precedence; the vendor's default chain comes last. */
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

/** Returns the keys of a profile: from `linkwan:profiles`, else from the vendor CLI's `~/.aliyun/config.json`. */
const keysOfProfile = (profile: string, config: ConfigReader): SourcedKeys => {
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

/** Parses `linkwan:profiles`, a JSON object that maps profile names to keys. */
const configuredProfiles = (config: ConfigReader): Record<string, unknown> => {
  const text = config("linkwan:profiles");
  if (!text) return {};
  try {
    const profiles: unknown = JSON.parse(text);
    if (isObject(profiles)) return profiles;
  } catch {
    // The parser's message can quote secrets, so it is dropped.
  }
  throw credentialsError(
    "stack config linkwan:profiles is not an object that maps profile names to keys",
    "set its values with pulumi config set --path 'linkwan:profiles.NAME.accessKeyId' …",
  );
};

type VendorLibrary = typeof import("@alicloud/credentials");

/** Loaded on first use: most stacks keep their keys in the configuration or in the environment. */
const library = (): VendorLibrary => require("@alicloud/credentials");

interface VendorProvider {
  getCredentials(): Promise<Partial<Keys>>;
}

const providers = new Map<string, VendorProvider>();

/**
 * Requests keys from the vendor's library. The library's error messages can contain an entire malformed
 * `~/.aliyun/config.json`, including secrets, so they are replaced.
 */
const ask = async (
  name: string,
  make: () => VendorProvider,
  meaning: string,
  remedy: string,
): Promise<Partial<Keys>> => {
  try {
    return await getOrCreate(providers, name, make).getCredentials();
  } catch {
    providers.delete(name);
    throw credentialsError(meaning, remedy);
  }
};

/** Returns the keys of a vendor CLI profile of any mode (AK, StsToken, RamRoleArn, EcsRamRole, OIDC …). */
const vendorProfileKeys = (profile: string): Promise<Partial<Keys>> =>
  ask(
    `profile ${profile}`,
    () => library().CLIProfileCredentialsProvider.builder().withProfileName(profile).build(),
    `profile "${profile}" is neither in stack config linkwan:profiles nor usable in ~/.aliyun/config.json`,
    `set linkwan:profiles.${profile}, or run: aliyun configure --profile ${profile}`,
  );

/** The vendor's default chain: environment, OIDC, CLI profile, credentials file, instance role, URI. */
const vendorChain: SourcedKeys = {
  source: "the vendor's default chain",
  keys: () =>
    ask(
      "chain",
      () => library().DefaultCredentialsProvider.builder().build(),
      "no credentials were found in stack config, in the environment or in the vendor's default chain",
      "run: pulumi config set linkwan:accessKeyId ID, then: pulumi config set --secret linkwan:accessKeySecret",
    ),
};
