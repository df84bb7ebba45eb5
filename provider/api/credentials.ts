import type { ConfigReader } from "./configurationKeys";
import { credentialSources, profileKeys, type SourcedKeys, vendorChain } from "./credentialSources";
import { credentialsError, type Keys } from "./keys";

/** The keys of one account, from one source. */
export interface Credentials {
  /** Where the keys come from, in words; never a value. */
  readonly source: string;
  /** Gives the keys, renewed by the vendor's library where they expire. Concurrent callers share one request. */
  get(): Promise<Keys>;
}

/**
 * Finds the one source to use: the resource's profile if it names one, else the first source of the design's
 * order that holds anything, else the vendor's chain. A source that holds only half of what it needs is an error, never passed over.
 */
export const findCredentials = (
  profile: string | undefined,
  config: ConfigReader,
  env: NodeJS.ProcessEnv = process.env,
): Credentials => {
  if (profile !== undefined) return single(profileKeys(profile, config));
  for (const source of credentialSources) {
    const found = source(config, env);
    if (found) return single(found);
  }
  return single(vendorChain);
};

/** Concurrent first requests to the vendor's chain can be rejected though the first succeeds. */
const single = ({ source, keys }: SourcedKeys): Credentials => {
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
