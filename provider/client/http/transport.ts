import { randomUUID } from "node:crypto";
import type { Settings } from "../configuration";
import type { Credentials } from "../credentials/credentials";
import { exchange } from "./exchange";
import { readResponse } from "./readResponse";
import { parseResponse, type Response } from "./response";
import { findRoute, type Route } from "./route";

/** Differences between the APIs that this package calls. */
export interface Api {
  readonly version: string;
  /** Whether a response contains its fields in `Data` and reports success in `Success`. */
  readonly hasEnvelope: boolean;
}

/** The only version of the Link WAN API that has the fields this package needs. */
const linkWan: Api = { version: "2019-03-01", hasEnvelope: true };
/** Security Token Service. */
export const sts: Api = { version: "2015-04-01", hasEnvelope: false };

type Endpoint = Pick<Settings, "endpoint" | "regionId" | "requestTimeoutMs">;

/** Sends one signed request. Throws `CallFailed` unless the call succeeds. */
export type Transport = (action: string, parameters: Record<string, string>) => Promise<Response>;

/** The part of pop-core that its typings lack. */
interface PopClient {
  request(
    action: string,
    parameters: Record<string, string>,
    options: { method: "POST"; beforeRequest: (options: object) => object },
  ): Promise<unknown>;
}
type PopClientClass = new (config: object) => PopClient;

/**
 * Returns a transport that signs and sends requests with `@alicloud/pop-core`. Loads that library on the first call.
 */
export const popTransport = (
  { endpoint, regionId, requestTimeoutMs }: Endpoint,
  credentials: Credentials,
  api: Api = linkWan,
): Transport => {
  let connection: { readonly client: PopClient; readonly route: Route } | undefined;
  let secrets: (string | undefined)[] = [];
  const createClient = (): PopClient => {
    const RPCClient: PopClientClass = require("@alicloud/pop-core");
    return new RPCClient({
      endpoint,
      apiVersion: api.version,
      credentialsProvider: {
        getCredentials: async () => {
          const keys = await credentials.get();
          secrets = [keys.accessKeyId, keys.accessKeySecret, keys.securityToken];
          return keys;
        },
      },
      opts: { timeout: requestTimeoutMs },
    });
  };

  return async (action, parameters) => {
    connection ??= { route: findRoute(endpoint), client: createClient() };
    const { route, client } = connection;
    const received = await exchange(
      route,
      requestTimeoutMs,
      // With GET, the access key id, the token and the signature would be in the URL, and therefore in error messages.
      (agent, signal) =>
        client.request(
          action,
          { RegionId: regionId, SignatureNonce: randomUUID(), ...parameters },
          { method: "POST", beforeRequest: (options) => ({ ...options, agent, signal }) },
        ),
      readResponse,
    );
    return parseResponse(received, [...secrets, parameters.PinCode], api);
  };
};
