/** Reads one key of the stack's configuration, with its namespace: `linkwan:endpoint`. */
export type ConfigReader = (key: string) => string | undefined;

const NAMESPACE = "linkwan:";

/** Every key of the namespace `linkwan`, and whether its value is a secret. */
const configurationKeys: Readonly<Record<string, boolean>> = {
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

/** Keys of Pulumi's `alicloud` provider that this package reads too, and whose values are secrets. */
const ALICLOUD_SECRETS = ["alicloud:secretKey", "alicloud:securityToken"];

/** Keys, with their namespace, that decide how the service is called and as whom. */
export const CONNECTION_KEY = /^(linkwan|alicloud):/;

export const isOwnKey = (key: string): boolean => key.startsWith(NAMESPACE);

/** What is wrong with a key of the namespace `linkwan`; `undefined` for one that there is. */
export const unknownKey = (key: string): string | undefined =>
  Object.hasOwn(configurationKeys, key.slice(NAMESPACE.length))
    ? undefined
    : `${key} is no configuration key of pulumi-linkwan; the keys are ${Object.keys(configurationKeys).join(", ")}`;

/** The command that sets the value of a secret key; of `linkwan:profiles` that is the secret of one profile. */
export const secretCommand = (key: string): string =>
  key === `${NAMESPACE}profiles`
    ? `pulumi config set --path --secret ${key}.PROFILE.accessKeySecret`
    : `pulumi config set --secret ${key}`;

/** Whether the value of a key is a secret. */
export const isSecretKey = (key: string): boolean =>
  ALICLOUD_SECRETS.includes(key) ||
  (isOwnKey(key) && configurationKeys[key.slice(NAMESPACE.length)] === true);
