import { accountIdOf, type ConfigReader, iotInstanceIdOf } from "../configuration";
import { isObject } from "../plain";
import { complete, credentialsError, type Keys, trimmed } from "./keys";
import { forgetVendorKeys, vendorChainKeys, vendorProfileKeys } from "./vendorCredentials";
import { CLI_FILE } from "./vendorProfile";

/** The keys of one account, from one source. */
export interface Credentials {
  /** Description of the origin of the keys. Contains no key. */
  readonly source: string;
  /** Id of the account that these keys must belong to, if the profile sets an id. Checked before every write. */
  readonly expectedAccount?: string | undefined;
  /** Id of the account's IoT instance, if the profile sets an id; an empty string if the instance has no id. */
  readonly iotInstanceId?: string | undefined;
  /**
   * Returns the keys. The Alibaba Cloud credentials library renews keys that expire. Concurrent callers share one
   * request.
   */
  get(): Promise<Keys>;
  /** Requests new keys. Returns whether the new keys differ from the last ones. Absent if the keys are constant. */
  readonly renew?: (() => Promise<boolean>) | undefined;
}

interface SourcedKeys extends Pick<Credentials, "source" | "expectedAccount" | "iotInstanceId"> {
  readonly keys: () => Promise<Partial<Keys>> | Partial<Keys>;
  /** Discards the keys received so far; absent if the keys are constant. */
  readonly forget?: () => void;
}

/** Returns the keys if the source contains any part of them. */
type CredentialSource = (config: ConfigReader, env: NodeJS.ProcessEnv) => SourcedKeys | undefined;

/**
 * Finds the source to use: the resource's profile; otherwise, the first of {@link credentialSources} that contains any
 * part of a key; otherwise, the Alibaba Cloud default credential chain. Never skips an incomplete source. Throws if a
 * source in the configuration or the environment is incomplete or malformed. Other sources fail when they are first
 * used.
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

/**
 * Shares pending requests, because the default credential chain can reject concurrent requests even if the first one
 * succeeds.
 */
const singleFlight = ({ keys, forget, ...rest }: SourcedKeys): Credentials => {
  const { source } = rest;
  let pending: Promise<Keys> | undefined;
  let last: Keys | undefined;
  const request = (): Promise<Keys> => {
    const requested = (async () => complete(await keys(), source))().then((received) => {
      last = received;
      return received;
    });
    const settled = requested.finally(() => {
      if (pending === settled) pending = undefined;
    });
    pending = settled;
    return settled;
  };
  const renew = async (): Promise<boolean> => {
    const before = last;
    forget?.();
    const { accessKeyId, securityToken } = await request();
    return accessKeyId !== before?.accessKeyId || securityToken !== before.securityToken;
  };
  return { ...rest, get: () => pending ?? request(), renew: forget && renew };
};

/** Creates a source that reads three values from the stack's configuration or from the environment. */
const triple =
  (from: "config" | "env", id: string, secret: string, token: string): CredentialSource =>
  (config, env) => {
    const read = (name: string): string | undefined => trimmed(from === "config" ? config(name) : env[name]);
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
    const source = `${kind} ${id}`;
    const found = complete(keys, source);
    return { source, keys: () => found };
  };

/** Creates a source from a setting that names a profile. */
const named =
  (from: "config" | "env", name: string): CredentialSource =>
  (config, env) => {
    const profile = (from === "config" ? config(name) : env[name]) || undefined;
    return profile === undefined ? undefined : keysOfProfile(profile, config);
  };

/** Sources in order of precedence. The default credential chain, which is not in this list, comes last. */
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

const KEY_FIELDS = ["accessKeyId", "accessKeySecret", "securityToken"] as const;
/** Fields of an entry in `linkwan:profiles`. */
export const profileFields = {
  /** AccessKey ID of the account. Default: the key in the Alibaba Cloud CLI profile with this name. */
  accessKeyId: { secret: false },
  /** AccessKey secret of the account. */
  accessKeySecret: { secret: true },
  /** Security token of a temporary access key. Default: none. */
  securityToken: { secret: true },
  /** Id of the only account that resources with this profile can change. Default: `linkwan:expectedAccount`. */
  expectedAccount: { secret: false },
  /** Id of the account's IoT instance; an empty string if the instance has no id. Default: `linkwan:iotInstanceId`. */
  iotInstanceId: { secret: false },
} as const;
const PROFILE_FIELDS = Object.keys(profileFields);

/**
 * Returns the keys of a profile: from its entry in `linkwan:profiles`, or from the Alibaba Cloud CLI's
 * `~/.aliyun/config.json` if the profile has no entry or its entry has no keys.
 */
const keysOfProfile = (profile: string, config: ConfigReader): SourcedKeys => {
  const profiles = configuredProfiles(config);
  const entry = Object.hasOwn(profiles, profile) ? entryOf(profile, profiles[profile]) : {};
  const expectedAccount = accountIdOf(`linkwan:profiles.${profile}.expectedAccount`, entry.expectedAccount);
  const iotInstanceId =
    entry.iotInstanceId === ""
      ? ""
      : iotInstanceIdOf(`linkwan:profiles.${profile}.iotInstanceId`, entry.iotInstanceId);
  if (KEY_FIELDS.every((name) => entry[name] === undefined)) {
    return {
      source: `profile "${profile}" in ${CLI_FILE}`,
      expectedAccount,
      iotInstanceId,
      keys: () => vendorProfileKeys(profile),
      forget: forgetVendorKeys,
    };
  }
  const [accessKeyId, accessKeySecret, securityToken] = KEY_FIELDS.map((name) => {
    const value = entry[name];
    return typeof value === "string" ? value : undefined;
  });
  const source = `profile "${profile}" in stack config linkwan:profiles`;
  const found = complete({ accessKeyId, accessKeySecret, securityToken }, source);
  return { source, expectedAccount, iotInstanceId, keys: () => found };
};

/**
 * Returns the fields of an entry. A misspelled field is an error, because ignoring it would leave the profile without
 * its key or its expected account.
 */
const entryOf = (profile: string, entry: unknown): Record<string, unknown> => {
  const where = `profile "${profile}" in stack config linkwan:profiles`;
  const set = `set its values with pulumi config set --path 'linkwan:profiles.${profile}.accessKeyId' …`;
  if (!isObject(entry)) throw credentialsError(`${where} is not an object`, set);
  const unknown = Object.keys(entry).find((name) => !PROFILE_FIELDS.includes(name));
  if (unknown === undefined) return entry;
  throw credentialsError(
    `${where} has the unknown field ${JSON.stringify(unknown)}; valid fields: ${PROFILE_FIELDS.join(", ")}`,
    "correct the name of the field",
  );
};

/** Parses `linkwan:profiles`, a JSON object that maps profile names to keys. */
const configuredProfiles = (config: ConfigReader): Record<string, unknown> => {
  const text = config("linkwan:profiles");
  if (!text) return {};
  try {
    const profiles: unknown = JSON.parse(text);
    if (isObject(profiles)) return profiles;
  } catch {
    // The parser's message can quote secrets, so the error below does not contain it.
  }
  throw credentialsError(
    "stack config linkwan:profiles is not an object that maps profile names to keys",
    "set its values with pulumi config set --path 'linkwan:profiles.NAME.accessKeyId' …",
  );
};

const vendorChain: SourcedKeys = {
  source: "the Alibaba Cloud default credential chain",
  keys: () => vendorChainKeys(process.env),
  forget: forgetVendorKeys,
};
