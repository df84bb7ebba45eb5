import type { Agent, ClientRequest } from "node:http";
import type { AgentOptions } from "node:https";
import type { Socket } from "node:net";
import { failureOfError } from "./connectionFailure";
import type { HttpProxy } from "./proxy";
import { CallFailed } from "./response";

type Library = typeof import("https-proxy-agent");
type ConnectOptions = Parameters<InstanceType<Library["HttpsProxyAgent"]>["connect"]>[1] & {
  /** Aborts the connection to the proxy. */
  readonly tunnelSignal?: AbortSignal;
};

/**
 * Returns an agent that connects through a proxy. Loads the proxy library on first use, because most programs use no
 * proxy.
 */
export const tunnelAgent = (
  { url, authorization, description }: HttpProxy,
  agentOptions: AgentOptions,
): Agent => {
  const address = new URL(url);
  const { HttpsProxyAgent }: Library = require("https-proxy-agent");

  const failed = (code: string, message: string) => new CallFailed({ code, message, proxy: description });

  class TunnelAgent extends HttpsProxyAgent<`http:${string}`> {
    constructor() {
      super(address, agentOptions);
      // The library drops these options, including the idle timeout of connections.
      Object.assign(this.options, agentOptions);
    }

    /**
     * Always true, because http addresses are never proxied. The library's own detection is unreliable and prevents the
     * reuse of idle connections.
     */
    override isSecureEndpoint(): boolean {
      return true;
    }

    /**
     * Adds a time limit, and throws if the proxy rejects the connection. The library alone has no time limit, and
     * returns a rejection by the proxy as if it were the endpoint's response.
     */
    override async connect(request: ClientRequest, options: ConnectOptions): Promise<Socket> {
      const tunnel = new HttpsProxyAgent(address, {
        // Send the user and the password in a header. If DEBUG is set, the library prints the proxy's address, but not
        // the headers.
        headers: authorization === undefined ? {} : { "Proxy-Authorization": authorization },
        signal: options.tunnelSignal,
      });
      let status: number | undefined;
      tunnel.once("proxyConnect", ({ statusCode }) => {
        status = statusCode;
      });
      const socket = await tunnel.connect(request, options).catch((error: unknown) => {
        throw failed("ProxyUnreachable", failureOfError(error).code);
      });
      if (status === 200) return socket;
      socket.destroy();
      throw failed(
        status !== undefined && status >= 500 ? "ProxyFailed" : "ProxyRefused",
        status ? `HTTP status ${status}` : "not an HTTP response",
      );
    }
  }
  return new TunnelAgent();
};
