/** Every key of the namespace `linkwan`, and whether its value is a secret. */
export const configurationKeys: Readonly<Record<string, boolean>> = {
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

/** What to say of a key that is not in the table. */
export const unknownKey = (key: string): string =>
  `${key} is no configuration key of pulumi-linkwan; the keys are ${Object.keys(configurationKeys).join(", ")}`;

/** Keys that decide how the service is called and as whom: this package's, and those of Pulumi's `alicloud` provider. */
export const CONNECTION_KEY = /^(linkwan|alicloud):/;

const ALICLOUD_SECRETS = ["alicloud:secretKey", "alicloud:securityToken"];

/** Whether the value of a key, given with its namespace, is a secret. */
export const isSecretKey = (key: string): boolean =>
  ALICLOUD_SECRETS.includes(key) ||
  (key.startsWith("linkwan:") && configurationKeys[key.slice("linkwan:".length)] === true);
