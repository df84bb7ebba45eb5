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
