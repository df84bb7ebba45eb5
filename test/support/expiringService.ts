import type { RunningEmulator } from "../../emulator";
import { bodyOf, httpServer } from "./httpServer";

/**
 * A service that forwards calls to an emulator, issues temporary keys, and rejects each key as expired after a number
 * of calls.
 */
export interface ExpiringService {
  /** Value for `linkwan:endpoint`. */
  readonly url: string;
  /** Address that issues the keys. The stated lifetime of each key is one hour. */
  readonly keys: string;
  /** Returns the number of issued keys. */
  readonly issued: () => number;
  /** Returns the number of rejected calls. */
  readonly rejected: () => number;
  close(): Promise<void>;
}

/**
 * @param account Account whose additional keys the service issues in turn. The service issues the last key repeatedly.
 * @param callsPerKey Number of calls for which a key is accepted.
 */
export const expiringService = async (
  { url: target, accounts }: RunningEmulator,
  account: string,
  callsPerKey: number,
): Promise<ExpiringService> => {
  const keys = accounts.find(({ name }) => name === account)?.otherKeys ?? [];
  const calls = new Map<string, number>();
  let [issued, rejected] = [0, 0];
  const server = await httpServer(async (request, response) => {
    const send = (status: number, body: string): void => {
      response.writeHead(status, { "content-type": "application/json;charset=utf-8" });
      response.end(body);
    };
    if (request.url === "/keys") {
      const key = keys[Math.min(issued++, keys.length - 1)];
      const Expiration = new Date(Date.now() + 3_600_000).toISOString().replace(/\.\d+Z$/, "Z");
      send(
        200,
        JSON.stringify({
          Code: "Success",
          AccessKeyId: key?.accessKeyId,
          AccessKeySecret: key?.accessKeySecret,
          SecurityToken: key?.securityToken,
          Expiration,
        }),
      );
      return;
    }
    const body = await bodyOf(request);
    const key = new URLSearchParams(body).get("AccessKeyId") ?? "";
    const made = (calls.get(key) ?? 0) + 1;
    calls.set(key, made);
    if (made > callsPerKey) {
      rejected++;
      send(400, JSON.stringify({ RequestId: "R", Code: "InvalidSecurityToken.Expired", Message: "expired" }));
      return;
    }
    const answer = await fetch(target, {
      method: "POST",
      body,
      headers: { "content-type": "application/x-www-form-urlencoded" },
    });
    send(answer.status, await answer.text());
  });
  return {
    url: server.url,
    keys: `${server.url}/keys`,
    issued: () => issued,
    rejected: () => rejected,
    close: server.close,
  };
};
