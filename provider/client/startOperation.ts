import { openAccount } from "./account";
import { type Clock, systemClock } from "./clock";
import { correctClock } from "./clockSkew";
import { type ConfigReader, readSettings } from "./configuration";
import { readAccountId } from "./credentials/callerIdentity";
import { findCredentials } from "./credentials/credentials";
import { findOwner, type Owner } from "./credentials/ownership";
import { renewKeys } from "./credentials/renewKeys";
import { popTransport } from "./http/transport";
import { Limiter } from "./limiter";
import { DEBUG_WARNING, environmentLog, type Notify, notifyOnStderr, printsRequests } from "./log";
import { getOrCreate } from "./memoize";
import { type Account, Operation } from "./operation";
import type { ClientParts } from "./send";

/**
 * Starts an operation on the account of a profile, or of the stack's credentials if `profile` is `undefined`.
 *
 * @param timeoutMs Timeout of the operation. Default: `linkwan:operationTimeout`.
 */
export type StartOperation = (profile: string | undefined, timeoutMs?: number) => Promise<Operation>;

interface Environment {
  readonly clock: Clock;
  readonly notify: Notify;
  /** Throws if a write must not start. If absent, every write is allowed. */
  readonly beforeWrite?: () => Promise<void>;
  /**
   * Aborted when the command is canceled. After that, no call starts, and pending waits end. If absent, nothing is
   * canceled.
   */
  readonly canceled?: AbortSignal;
}

/**
 * One limiter per endpoint, access key, limit and action. All resources of this process share the limiters, because
 * they share the quota.
 */
const limiters = new Map<string, Limiter>();

const connectAccount = async (
  config: ConfigReader,
  profile: string | undefined,
  { clock, notify, beforeWrite, canceled }: Environment,
): Promise<Account> => {
  const settings = readSettings(config);
  const { endpoint, stsEndpoint, requestsPerSecond: limit } = settings;
  const credentials = findCredentials(profile, config);
  const keys = await credentials.get();
  let owner: Promise<Owner> | undefined;
  const parts: ClientParts = {
    transport: correctClock(
      renewKeys(popTransport(settings, credentials), credentials, notify),
      clock,
      notify,
    ),
    limiter: (name) =>
      getOrCreate(
        limiters,
        JSON.stringify([endpoint, keys.accessKeyId, limit, name]),
        () => new Limiter({ limit, clock, notify, name, ...(canceled && { canceled }) }),
      ),
    clock,
    log: environmentLog(notify),
    notify,
    operationTimeoutMs: settings.operationTimeoutMs,
    endpoint,
    adoptExisting: settings.adoptExisting,
    credentialSource: credentials.source,
    ...(beforeWrite && { beforeWrite }),
    ...(canceled && { canceled }),
    owner: () => {
      owner ??= findOwner(
        keys,
        stsEndpoint === undefined
          ? undefined
          : () => readAccountId(parts, { ...settings, endpoint: stsEndpoint }, credentials),
      );
      return owner;
    },
    expectedAccount: credentials.expectedAccount ?? settings.expectedAccount,
    iotInstanceId: (credentials.iotInstanceId ?? settings.iotInstanceId) || undefined,
  };
  return openAccount(parts);
};

/**
 * Returns a function that starts operations with the configuration of the stack. Resolves credentials once per profile,
 * and again after a failure.
 */
export const operationStarter = (
  config: ConfigReader,
  { clock = systemClock, notify = notifyOnStderr, ...environment }: Partial<Environment> = {},
): StartOperation => {
  const accounts = new Map<string | undefined, Promise<Account>>();
  if (printsRequests(process.env.DEBUG)) notify(DEBUG_WARNING);
  return async (profile, timeoutMs) => {
    const account = getOrCreate(accounts, profile, () => {
      const connecting = connectAccount(config, profile, { clock, notify, ...environment });
      connecting.catch(() => accounts.delete(profile));
      return connecting;
    });
    const deadline = timeoutMs === undefined ? undefined : { at: clock.now() + timeoutMs };
    return new Operation(await account, deadline);
  };
};
