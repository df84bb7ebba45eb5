import { accountOf } from "./account";
import type { ActionName } from "./actions";
import { type Account, Operation } from "./client";
import { type Clock, systemClock } from "./clock";
import { correctingClock } from "./clockSkew";
import type { ConfigReader } from "./configurationKeys";
import { findCredentials } from "./credentials";
import { DEBUG_WARNING, printsRequests } from "./debugWarning";
import { Limiter } from "./limiter";
import { environmentLog, tellOnStderr } from "./log";
import { remembered } from "./remembered";
import { readSettings } from "./settings";
import { popTransport } from "./transport";

/** Opens the account of a profile (`undefined`: the stack's own credentials) for one operation. */
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
  return remembered(limiters, key, () => new Limiter({ limit, clock, tell, name: action }));
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
  return accountOf({
    transport: correctingClock(popTransport(settings, credentials), clock, tell),
    limiter: (action: ActionName) => limiterOf(account, settings.requestsPerSecond, action, surroundings),
    clock,
    log: environmentLog(),
    tell,
    operationTimeoutMs: settings.operationTimeoutMs,
    endpoint: settings.endpoint,
    credentialSource: credentials.source,
  });
};

/** Connects by the stack's configuration. Credentials are looked up once, then kept; a failed look-up is tried again by the next operation. */
export const connector = (
  config: ConfigReader,
  { clock = systemClock, tell = tellOnStderr }: Partial<Surroundings> = {},
): Connect => {
  const accounts = new Map<string | undefined, Promise<Account>>();
  if (printsRequests(process.env.DEBUG)) tell(DEBUG_WARNING);
  return async (profile) => {
    const account = remembered(accounts, profile, () => {
      const opening = openAccount(config, profile, { clock, tell });
      opening.catch(() => accounts.delete(profile));
      return opening;
    });
    return new Operation(await account);
  };
};
