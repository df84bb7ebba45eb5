import { canonicalCode } from "../errorCodes";
import { CallFailed } from "../http/response";
import type { Transport } from "../http/transport";
import type { Credentials } from "./credentials";

/**
 * Wraps a transport. If the service rejects a security token as expired, although the Alibaba Cloud credentials library
 * considers it valid, the wrapper renews the keys and retries once. The retry is safe, because the rejected request had
 * no effect.
 */
export const renewKeys = (
  send: Transport,
  { source, renew }: Pick<Credentials, "source" | "renew">,
  notify: (line: string) => void,
): Transport => {
  if (!renew) return send;
  let renewals = 0;
  let renewed = Promise.resolve(false);
  const renewOnce = async (): Promise<boolean> => {
    const differs = await renew();
    if (differs)
      notify(`the service reports that the security token has expired; using a new one from ${source}`);
    return differs;
  };
  return async (action, parameters) => {
    const before = renewals;
    try {
      return await send(action, parameters);
    } catch (error) {
      if (!isExpired(error)) throw error;
      // The service rejects all calls in flight. The first rejected call renews the keys for all of them.
      if (renewals === before) {
        renewals++;
        renewed = renewOnce();
      }
      if (!(await renewed)) throw error;
      return send(action, parameters);
    }
  };
};

const isExpired = (error: unknown): boolean =>
  error instanceof CallFailed && canonicalCode(error.failure.code) === "InvalidSecurityToken.Expired";
