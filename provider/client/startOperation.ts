import { openAccount } from "./account";
import { type Clock, systemClock } from "./clock";
import { correctClock } from "./clockSkew";
import { type ConfigReader, readSettings } from "./configuration";
import { findCredentials } from "./credentials";
import { Limiter } from "./limiter";
import { DEBUG_WARNING, environmentLog, notifyOnStderr, printsRequests } from "./log";
import { getOrCreate } from "./memoize";
import { type Account, Operation } from "./operation";
import { popTransport } from "./transport";

/** Starts an operation on the account of a profile. Default: the credentials of the stack. */
export type StartOperation = (profile: string | undefined) => Promise<Operation>;

interface Environment {
  readonly clock: Clock;
  /** Shows the user one line that is not an error. */
  readonly notify: (line: string) => void;
}

/** One limiter per endpoint, access key, limit and action: the quota applies to all resources of this process together. */
const limiters = new Map<string, Limiter>();

const connectAccount = async (
  config: ConfigReader,
  profile: string | undefined,
  { clock, notify }: Environment,
): Promise<Account> => {
  const { endpoint, requestsPerSecond: limit, operationTimeoutMs, ...settings } = readSettings(config);
  const credentials = findCredentials(profile, config);
  const { accessKeyId } = await credentials.get();
  const transport = popTransport({ endpoint, ...settings }, credentials);
  return openAccount({
    transport: correctClock(transport, clock, notify),
    limiter: (name) =>
      getOrCreate(
        limiters,
        JSON.stringify([endpoint, accessKeyId, limit, name]),
        () => new Limiter({ limit, clock, notify, name }),
      ),
    clock,
    log: environmentLog(),
    notify,
    operationTimeoutMs,
    endpoint,
    credentialSource: credentials.source,
  });
};

/** Connects with the configuration of the stack. Credentials are resolved once per profile, again after a failure. */
export const operationStarter = (
  config: ConfigReader,
  { clock = systemClock, notify = notifyOnStderr }: Partial<Environment> = {},
): StartOperation => {
  const accounts = new Map<string | undefined, Promise<Account>>();
  if (printsRequests(process.env.DEBUG)) notify(DEBUG_WARNING);
  return async (profile) => {
    const account = getOrCreate(accounts, profile, () => {
      const connecting = connectAccount(config, profile, { clock, notify });
      connecting.catch(() => accounts.delete(profile));
      return connecting;
    });
    return new Operation(await account);
  };
};
