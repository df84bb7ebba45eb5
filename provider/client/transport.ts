import { randomUUID } from "node:crypto";
import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import type { Settings } from "./configuration";
import type { Credentials } from "./credentials";
import { isLinkWanError } from "./errors";
import {
  CallFailed,
  failureOfError,
  type PopEntry,
  parseResponse,
  type Response,
  type Secrets,
} from "./response";

/** An API of the vendor, as far as its requests and responses differ from those of others. */
export interface Api {
  readonly version: string;
  /** Whether the fields of a response are in `Data`, and `Success` reports a success. */
  readonly hasEnvelope: boolean;
}

/** The only version of the Link WAN API that has the fields this package needs. */
const linkWan: Api = { version: "2019-03-01", hasEnvelope: true };
/** Security Token Service. */
export const sts: Api = { version: "2015-04-01", hasEnvelope: false };

const MAX_SOCKETS = 8;
/** The service closes idle connections without notice, so the client closes them first. */
const IDLE_SOCKET_MS = 4_000;

type Endpoint = Pick<Settings, "endpoint" | "regionId" | "requestTimeoutMs">;

/** Sends one signed request; throws {@link CallFailed} unless the response is a success. */
export type Transport = (action: string, parameters: Record<string, string>) => Promise<Response>;

/** The part of pop-core that its typings lack. */
interface PopClient {
  request(
    action: string,
    parameters: Record<string, string>,
    options: { method: "POST"; beforeRequest: (options: object) => object },
  ): Promise<[json: unknown, entry: PopEntry]>;
}
type PopClientClass = new (config: object, verbose: true) => PopClient;

/** Returns a transport over `@alicloud/pop-core`, which is loaded on the first call. */
export const popTransport = (
  { endpoint, regionId, requestTimeoutMs }: Endpoint,
  credentials: Credentials,
  api: Api = linkWan,
): Transport => {
  let client: PopClient | undefined;
  let secrets: (string | undefined)[] = [];
  const createClient = (): PopClient => {
    const RPCClient: PopClientClass = require("@alicloud/pop-core");
    const Agent = endpoint.startsWith("https:") ? HttpsAgent : HttpAgent;
    return new RPCClient(
      {
        endpoint,
        apiVersion: api.version,
        credentialsProvider: {
          getCredentials: async () => {
            const keys = await credentials.get();
            secrets = [keys.accessKeyId, keys.accessKeySecret, keys.securityToken];
            return keys;
          },
        },
        opts: {
          agent: new Agent({ keepAlive: true, maxSockets: MAX_SOCKETS, timeout: IDLE_SOCKET_MS }),
          timeout: requestTimeoutMs,
        },
      },
      true,
    );
  };

  return async (action, parameters) => {
    client ??= createClient();
    const signal = AbortSignal.timeout(requestTimeoutMs);
    const hidden = (): Secrets => [...secrets, parameters.PinCode];
    try {
      // With GET, the access key id, the token and the signature would be in the URL, and therefore in error messages.
      const [json, entry] = await client.request(
        action,
        { RegionId: regionId, SignatureNonce: randomUUID(), ...parameters },
        { method: "POST", beforeRequest: (options) => ({ ...options, signal }) },
      );
      return parseResponse(json, entry, hidden(), api);
    } catch (error) {
      if (error instanceof CallFailed || isLinkWanError(error)) throw error;
      throw new CallFailed(failureOfError(error, signal.aborted, hidden()));
    }
  };
};
