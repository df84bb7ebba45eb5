import { LinkWanError } from "./errors";

/** Returns the value of a key in the stack's configuration. The key includes its namespace: `linkwan:endpoint`. */
export type ConfigReader = (key: string) => string | undefined;

/** Namespace of the keys in the stack's configuration. */
export const NAMESPACE = "linkwan:";

/** A key in the stack's configuration. */
interface ConfigurationKey {
  /** Type of the value as an input of a provider. Default: `string`. */
  readonly type?: "boolean" | "integer" | "object";
  /** Whether the key's value is a secret. */
  readonly secret: boolean;
}

/** Every key in the namespace `linkwan`. `npm run derive` copies these comments to `docs/configuration.md`. */
export const configurationKeys = {
  /**
   * Address of the service; `http://` is allowed only for this machine. Default:
   * `https://linkwan.cn-shanghai.aliyuncs.com`.
   */
  endpoint: { secret: false },
  /**
   * Address of Security Token Service (STS), which returns the account that a key belongs to; by default, STS is called
   * only if the host in `linkwan:endpoint` belongs to aliyuncs.com. Default: `https://sts.aliyuncs.com`.
   */
  stsEndpoint: { secret: false },
  /** Id of the only account that the stack can change; a profile can set its own id, see below. Default: none. */
  expectedAccount: { secret: false },
  /**
   * Whether a creation adopts an object that already exists with the same name or EUI; set this key for one run, for
   * example after an interrupted `pulumi up`. Default: `false`.
   */
  adoptExisting: { secret: false, type: "boolean" },
  /** Id of the region that is sent with every call. Default: `cn-shanghai`. */
  regionId: { secret: false },
  /**
   * Id of the account's IoT instance, required if the instance has an id; sent with the actions that accept
   * `IotInstanceId`; a profile can set its own id, see below. Default: none.
   */
  iotInstanceId: { secret: false },
  /** AccessKey ID of the stack. Default: none. */
  accessKeyId: { secret: false },
  /** AccessKey secret of the stack; set with `--secret`. Default: none. */
  accessKeySecret: { secret: true },
  /** Security token of a temporary access key; set with `--secret`. Default: none. */
  securityToken: { secret: true },
  /** Name of the profile to use if no other source has a key. Default: none. */
  profile: { secret: false },
  /** Access keys of several accounts, by profile name, see below; set their secrets with `--secret`. Default: none. */
  profiles: { secret: true, type: "object" },
  /**
   * Maximum number of calls per second, per action and account, 1 to 1000; the Alibaba Cloud quota is 5. Default: `5`.
   */
  requestsPerSecond: { secret: false, type: "integer" },
  /** Timeout in seconds, 1 to 600, of one request. Default: `30`. */
  requestTimeout: { secret: false, type: "integer" },
  /**
   * Timeout in seconds, 1 to 86400, of one operation on one resource, including its calls, waits and retries; after it
   * expires, no new call starts, and a call in progress keeps its own timeout. Default: `600`.
   */
  operationTimeout: { secret: false, type: "integer" },
} as const satisfies Record<string, ConfigurationKey>;

/** Configuration keys of Pulumi's `alicloud` provider that this package also reads and whose values are secrets. */
const ALICLOUD_SECRETS = ["alicloud:secretKey", "alicloud:securityToken"];

/** Matches the configuration keys, with their namespace, that select the service and the account. */
export const CONNECTION_KEY = /^(linkwan|alicloud):/;

/** Appended to every remedy that changes the stack's configuration. */
export const RECORDED_CONFIG =
  " (destroy and refresh use the configuration recorded by the last pulumi up: after changing it, run pulumi up first)";

/** Whether a key belongs to the namespace `linkwan`. */
export const isOwnKey = (key: string): boolean => key.startsWith(NAMESPACE);

const declarationOf = (key: string): ConfigurationKey | undefined =>
  Object.entries<ConfigurationKey>(configurationKeys).find(([name]) => key === NAMESPACE + name)?.[1];

/** Returns the error for an unknown key in the namespace `linkwan`; `undefined` if the key exists. */
export const unknownKey = (key: string): string | undefined =>
  declarationOf(key) === undefined
    ? `${key} is not a configuration key of pulumi-linkwan; valid keys: ${Object.keys(configurationKeys).join(", ")}`
    : undefined;

/** Whether the value of a key is a secret. */
export const isSecretKey = (key: string): boolean =>
  ALICLOUD_SECRETS.includes(key) || declarationOf(key)?.secret === true;

/**
 * Returns the command that sets the value of a secret key; for `linkwan:profiles`, the command sets the secret of one
 * profile.
 */
export const secretCommand = (key: string): string =>
  key === `${NAMESPACE}profiles`
    ? `pulumi config set --path --secret ${key}.PROFILE.accessKeySecret`
    : `pulumi config set --secret ${key}`;

/** Settings of the client. Each setting comes from the configuration key of the same name. */
export interface Settings {
  /** `linkwan:endpoint`, as an origin. */
  readonly endpoint: string;
  /** `linkwan:stsEndpoint`, as an origin; `undefined` if STS is not called. */
  readonly stsEndpoint: string | undefined;
  /** `linkwan:expectedAccount`. */
  readonly expectedAccount: string | undefined;
  /** `linkwan:adoptExisting`. */
  readonly adoptExisting: boolean;
  /** `linkwan:regionId`. */
  readonly regionId: string;
  /** `linkwan:iotInstanceId`. */
  readonly iotInstanceId: string | undefined;
  /** `linkwan:requestsPerSecond`. */
  readonly requestsPerSecond: number;
  /** `linkwan:requestTimeout`, in milliseconds. */
  readonly requestTimeoutMs: number;
  /** `linkwan:operationTimeout`, in milliseconds. */
  readonly operationTimeoutMs: number;
}

const DEFAULT_ENDPOINT = "https://linkwan.cn-shanghai.aliyuncs.com";
const DEFAULT_STS_ENDPOINT = "https://sts.aliyuncs.com";
/** Matches the hosts of Alibaba Cloud, which all serve the same accounts. */
const VENDOR_HOST = /\.aliyuncs\.com$/;
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** Whether a host name refers to this machine. */
export const isLoopback = (hostname: string): boolean => LOOPBACK.test(hostname);

const invalid = (key: string, meaning: string): LinkWanError =>
  new LinkWanError({
    action: "Reading the configuration",
    subject: key,
    code: "ConfigInvalid",
    meaning,
    remedy: `correct it with pulumi config set ${key} VALUE, then run pulumi up`,
  });

/** Reads the settings; throws a {@link LinkWanError} for an invalid value. */
export const readSettings = (config: ConfigReader): Settings => ({
  endpoint: endpointOf("linkwan:endpoint", config("linkwan:endpoint") || DEFAULT_ENDPOINT),
  stsEndpoint: stsEndpointOf(config),
  expectedAccount: accountIdOf("linkwan:expectedAccount", config("linkwan:expectedAccount") || undefined),
  adoptExisting: booleanOf("linkwan:adoptExisting", config("linkwan:adoptExisting")),
  regionId: config("linkwan:regionId") || "cn-shanghai",
  iotInstanceId: iotInstanceIdOf("linkwan:iotInstanceId", config("linkwan:iotInstanceId") || undefined),
  requestsPerSecond: integerOf(config, "linkwan:requestsPerSecond", 5, 1000),
  requestTimeoutMs: 1000 * integerOf(config, "linkwan:requestTimeout", 30, 600),
  operationTimeoutMs: 1000 * integerOf(config, "linkwan:operationTimeout", 600, 86_400),
});

/** Whether a value is an account id (4 to 20 digits), which messages can safely contain. */
export const isAccountId = (value: unknown): value is string =>
  typeof value === "string" && /^\d{4,20}$/.test(value);

/**
 * Returns an account id if it is valid; throws otherwise. Accepts a number, because `pulumi config set --path` stores
 * the id as a number.
 */
export const accountIdOf = (key: string, value: unknown): string | undefined => {
  if (value === undefined) return undefined;
  const text = typeof value === "number" && Number.isSafeInteger(value) ? value.toFixed() : value;
  if (isAccountId(text)) return text;
  throw invalid(key, "it is not an account id; an account id contains only digits (usually 16)");
};

/** Returns the id of an IoT instance. Throws if the id is invalid, or masked as in the documentation. */
export const iotInstanceIdOf = (key: string, value: unknown): string | undefined => {
  if (value === undefined || (typeof value === "string" && /^[\w.-]{1,128}$/.test(value))) return value;
  throw invalid(
    key,
    "it is not an IoT instance id; an instance id contains only letters, digits and the characters _ . -",
  );
};

const stsEndpointOf = (config: ConfigReader): string | undefined => {
  const value = config("linkwan:stsEndpoint");
  if (value) return endpointOf("linkwan:stsEndpoint", value);
  const endpoint = endpointOf("linkwan:endpoint", config("linkwan:endpoint") || DEFAULT_ENDPOINT);
  return VENDOR_HOST.test(new URL(endpoint).hostname) ? DEFAULT_STS_ENDPOINT : undefined;
};

const endpointOf = (key: string, value: string): string => {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (!url || url.username || url.password || url.search || url.hash || url.pathname !== "/") {
    throw invalid(key, `it is not an address such as ${DEFAULT_ENDPOINT}`);
  }
  if (url.protocol === "https:" || (url.protocol === "http:" && isLoopback(url.hostname))) return url.origin;
  throw invalid(key, "it must start with https:// (http:// is allowed only for this machine)");
};

const booleanOf = (key: string, value: string | undefined): boolean => {
  if (!value || value === "false") return false;
  if (value === "true") return true;
  throw invalid(key, "it is neither true nor false");
};

const integerOf = (config: ConfigReader, key: string, fallback: number, most: number): number => {
  const value = config(key);
  if (value === undefined || value === "") return fallback;
  const number = /^\d{1,6}$/.test(value) ? Number(value) : Number.NaN;
  if (number >= 1 && number <= most) return number;
  throw invalid(key, `it is not an integer from 1 to ${most}`);
};
