import { accountOf } from "./account";
import type { ActionName } from "./actions";
import { type Account, Operation } from "./client";
import { type Clock, systemClock } from "./clock";
import { correctingClock } from "./clockSkew";
import type { ConfigReader } from "./credentialSources";
import { findCredentials } from "./credentials";
import { DEBUG_WARNING, printsRequests } from "./debugWarning";
import { Limiter } from "./limiter";
import { environmentLog, tellOnStderr } from "./log";
import { readSettings } from "./settings";
import { popTransport } from "./transport";

/** Opens the account that the configuration and a profile name; credentials are looked up once, then kept. */
export type Connect = (profile: string | undefined) => Promise<Operation>;

/** What a connection has besides the service. */
interface Surroundings {
  readonly clock: Clock;
  /** Is told, in one line, what the user should know that is no error. */
  readonly tell: (line: string) => void;
}

/** One for each endpoint, access key, limit and action of this process: the quota counts for all resources together. */
const limiters = new Map<string, Limiter>();

const limiterOf = (
  account: string,
  limit: number,
  action: string,
  { clock, tell }: Surroundings,
): Limiter => {
  const key = JSON.stringify([account, limit, action]);
  let limiter = limiters.get(key);
  if (!limiter) {
    limiter = new Limiter({ limit, clock, tell, name: action });
    limiters.set(key, limiter);
  }
  return limiter;
};

const openAccount = async (
  config: ConfigReader,
  profile: string | undefined,
  surroundings: Surroundings,
): Promise<Account> => {
  const { clock, tell } = surroundings;
  const settings = readSettings(config);
  const credentials = findCredentials(profile, config);
  const { accessKeyId } = await credentials.get();
  const account = `${settings.endpoint} ${accessKeyId}`;
  const endpoint = {
    url: settings.endpoint,
    regionId: settings.regionId,
    requestTimeoutMs: settings.requestTimeoutMs,
  };
  return accountOf({
    transport: correctingClock(popTransport(endpoint, credentials), clock, tell),
    limiter: (action: ActionName) => limiterOf(account, settings.requestsPerSecond, action, surroundings),
    clock,
    log: environmentLog(),
    tell,
    operationTimeoutMs: settings.operationTimeoutMs,
    endpoint: settings.endpoint,
    credentialSource: credentials.source,
  });
};

/** Connects by the stack's configuration; a failed look-up is tried again by the next operation. */
export const connector = (
  config: ConfigReader,
  { clock = systemClock, tell = tellOnStderr }: Partial<Surroundings> = {},
): Connect => {
  const accounts = new Map<string | undefined, Promise<Account>>();
  if (printsRequests(process.env.DEBUG)) tell(DEBUG_WARNING);
  return async (profile) => {
    let account = accounts.get(profile);
    if (!account) {
      account = openAccount(config, profile, { clock, tell });
      accounts.set(profile, account);
      account.catch(() => accounts.delete(profile));
    }
    return new Operation(await account);
  };
};
