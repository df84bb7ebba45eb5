import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo, Server as NetServer } from "node:net";

export type Response = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>;

/** Starts a server on any free port of this machine, and returns the port. */
export const listen = async (server: NetServer): Promise<number> => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port;
};

/** Closes a server and its connections. */
export const closeServer = (server: Pick<Server, "close" | "closeAllConnections">): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });

/** Starts a server that responds with `answer`; the test must close it. Mocha reports errors that `answer` throws. */
export const httpServer = async (answer: Response): Promise<{ url: string; close: () => Promise<void> }> => {
  const server = createServer((request, response) => void answer(request, response));
  return { url: `http://127.0.0.1:${await listen(server)}`, close: () => closeServer(server) };
};

export const bodyOf = async (request: IncomingMessage): Promise<string> => {
  let body = "";
  for await (const chunk of request) body += chunk;
  return body;
};
