import { systemClock } from "../../provider/client/clock";
import { type ConfigReader, readSettings } from "../../provider/client/configuration";
import { findCredentials } from "../../provider/client/credentials/credentials";
import { isLinkWanError, lacksRight } from "../../provider/client/errors";
import { Limiter } from "../../provider/client/limiter";
import { getOrCreate } from "../../provider/client/memoize";
import { operationStarter } from "../../provider/client/startOperation";
import { CheckCloudProductOpenStatus } from "../../provider/functions/api";
import type { Options } from "./options";
import type { ProbedAccount, Provided } from "./session";
import { signedCallOf } from "./signedCall";
import { signedCallV3Of } from "./signedCallV3";

/** An account with an identity. Two keys of the same account have the same identity. */
interface OpenedAccount extends ProbedAccount {
  /** Account id; the access key id if the account is unknown. */
  readonly identity: string;
}

/**
 * Opens the account of a profile. Throws the error of the provider's client if the key or the endpoint does not work,
 * or if the account is not the one in `linkwan:expectedAccount`.
 *
 * @param profile Name of the credentials; `undefined` selects the stack's credentials.
 */
const openAccount = async (
  config: ConfigReader,
  profile: string | undefined,
  { clock, notify }: Pick<Provided, "clock" | "notify">,
): Promise<OpenedAccount> => {
  const operation = await operationStarter(config, { clock, notify })(profile);
  await operation.expectAccount("Probing", "the account");
  await operation.call(CheckCloudProductOpenStatus, { ServiceCode: "linkwan" }).catch((error: unknown) => {
    if (!isLinkWanError(error) || !lacksRight(error)) throw error;
  });
  const settings = readSettings(config);
  const credentials = findCredentials(profile, config);
  const { accessKeyId } = await credentials.get();
  const { accountId } = await operation.owner();
  const target = { ...settings, keys: () => credentials.get(), now: clock.now };
  const limiters = new Map<string, Limiter>();
  return {
    call: signedCallOf(target),
    callV3: signedCallV3Of(target),
    limiter: (name) =>
      getOrCreate(
        limiters,
        name,
        () => new Limiter({ limit: settings.requestsPerSecond, clock, notify, name }),
      ),
    iotInstanceId: operation.iotInstanceId,
    identity: accountId ?? accessKeyId,
  };
};

/** Opens the accounts that the options select. Throws if both credentials belong to the same account. */
export const openAll = async (
  { second, devices }: Pick<Options, "second" | "devices">,
  config: ConfigReader,
  environment: Pick<Provided, "notify" | "canceled">,
): Promise<Provided> => {
  const rest = { ...devices, ...environment, clock: systemClock, shared: new Map<string, unknown>() };
  const first = await openAccount(config, undefined, rest);
  if (!second) return { ...rest, first };
  const { profile, loginName } = second;
  const other = await openAccount(config, profile, rest);
  if (other.identity === first.identity)
    throw new Error(
      `--profile ${profile} belongs to the same account as the stack's credentials; pass a profile of another account`,
    );
  return { ...rest, first, second: { ...other, loginName } };
};
