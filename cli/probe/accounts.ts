import type { Clock } from "../../provider/client/clock";
import { type ConfigReader, readSettings } from "../../provider/client/configuration";
import { findCredentials } from "../../provider/client/credentials/credentials";
import { isLinkWanError, lacksRight } from "../../provider/client/errors";
import { Limiter } from "../../provider/client/limiter";
import { getOrCreate } from "../../provider/client/memoize";
import { operationStarter } from "../../provider/client/startOperation";
import { CheckCloudProductOpenStatus } from "../../provider/functions/api";
import type { ProbedAccount } from "./session";
import { signedCallOf } from "./signedCall";

/** An account, and how to tell whether another key belongs to it. */
interface OpenedAccount extends ProbedAccount {
  /** Account id; the access key id if the account is unknown. */
  readonly identity: string;
}

/**
 * Opens the account of a profile. Throws if its key or endpoint does not work, or if it is not the account of
 * `linkwan:expectedAccount`: the provider's client explains these errors.
 *
 * @param profile Default: the credentials of the stack.
 */
export const openAccount = async (
  config: ConfigReader,
  profile: string | undefined,
  clock: Clock,
  notify: (line: string) => void,
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
  const limiters = new Map<string, Limiter>();
  return {
    call: signedCallOf(settings, () => credentials.get(), clock.now),
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
