import type { Agent, ClientRequest, IncomingMessage } from "node:http";
import { isLinkWanError } from "../errors";
import { failureOfError } from "./connectionFailure";
import { CallFailed } from "./response";
import type { Route } from "./route";

/** An agent with the one method that Node's HTTP client calls; the typings lack this method. */
interface AgentLike extends Agent {
  addRequest(request: ClientRequest, options: object): void;
}

interface Receiver {
  readonly onResponse: (response: IncomingMessage) => void;
  readonly onFailure: (error: Error) => void;
}

/**
 * Sends a request and receives its response. The library that sends the request must use the given agent and signal.
 * The library never sees the response, because it would read a response of any size. The exchange fails at the timeout
 * even if the library ignores the signal.
 *
 * @param send Sends the request. The result is ignored; an error aborts the exchange.
 * @param receive Receives the response.
 */
export const exchange = async <T>(
  { agent, proxy }: Route,
  timeoutMs: number,
  send: (agent: Agent, signal: AbortSignal) => Promise<unknown>,
  receive: (response: IncomingMessage, signal: AbortSignal) => Promise<T>,
): Promise<T> => {
  const ended = new AbortController();
  const { signal } = ended;
  const timer = setTimeout(() => ended.abort(), timeoutMs);
  try {
    return await new Promise<T>((resolve, reject) => {
      signal.addEventListener("abort", () => reject(new CallFailed({ code: "Timeout" })));
      let responding: IncomingMessage | undefined;
      const onFailure = (error: Error): void => {
        // The reader of the response reports the error. Once the response is complete, the error has no effect.
        if (responding) responding.destroy(error);
        else reject(error);
      };
      const onResponse = (response: IncomingMessage): void => {
        responding = response;
        receive(response, signal).then(resolve, reject);
      };
      send(receivingAgent(agent as AgentLike, signal, { onResponse, onFailure }), signal).catch(onFailure);
    });
  } catch (error) {
    if (isLinkWanError(error)) throw error;
    const failure = error instanceof CallFailed ? error.failure : failureOfError(error);
    ended.abort();
    throw new CallFailed(proxy ? { ...failure, proxy: proxy.description } : failure);
  } finally {
    clearTimeout(timer);
  }
};

/** Returns an agent for one request. */
const receivingAgent = (
  agent: AgentLike,
  tunnelSignal: AbortSignal,
  { onResponse, onFailure }: Receiver,
): Agent => {
  const addRequest: AgentLike["addRequest"] = (request, options) => {
    request.on("error", onFailure);
    request.once("close", () => onFailure(new Error("closed without a response")));
    // The library has already registered its own response listener. Replace that listener.
    request.once("socket", () => {
      request.removeAllListeners("response");
      request.once("response", onResponse);
    });
    agent.addRequest(request, { ...options, tunnelSignal });
  };
  return Object.assign(Object.create(agent), { addRequest });
};
