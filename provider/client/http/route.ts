import { type Agent, Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import { findProxy, type HttpProxy } from "./proxy";
import { tunnelAgent } from "./tunnelAgent";

/** A route to an address. */
export interface Route {
  readonly agent: Agent;
  /** `undefined` for a direct connection. */
  readonly proxy: HttpProxy | undefined;
}

const OPTIONS = {
  keepAlive: true,
  maxSockets: 8,
  /**
   * Idle timeout in milliseconds. The service closes idle connections without notice, so the client closes them first.
   */
  timeout: 4_000,
};

/** Returns the route to an address; throws if the environment names a proxy that cannot be used. */
export const findRoute = (address: string): Route => {
  const proxy = findProxy(address);
  if (proxy) return { agent: tunnelAgent(proxy, OPTIONS), proxy };
  const DirectAgent = address.startsWith("https:") ? HttpsAgent : HttpAgent;
  return { agent: new DirectAgent(OPTIONS), proxy };
};
