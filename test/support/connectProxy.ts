import { createServer as createHttpServer, type IncomingMessage } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import { connect, type Socket } from "node:net";
import { closeServer, listen } from "./httpServer";
import { certificate } from "./tlsServer";

const VARIABLES = ["https_proxy", "HTTPS_PROXY", "http_proxy", "HTTP_PROXY", "no_proxy", "NO_PROXY"];

/** Environment of a process that uses none of this machine's proxies. */
export const DIRECT: Readonly<Record<string, string>> = Object.fromEntries(
  VARIABLES.map((name) => [name, ""]),
);

/** Handles a CONNECT request; `tunnel` connects the client to the target port. */
export type HandleConnect = (request: IncomingMessage, socket: Socket, tunnel: () => void) => void;

/** Starts a CONNECT proxy on this machine that connects every host name to one port. */
export const connectProxy = async (
  target: number,
  handle: HandleConnect = (_request, _socket, tunnel) => tunnel(),
  scheme: "http" | "https" = "http",
) => {
  const requested: string[] = [];
  const sockets = new Set<Socket>();
  const server = scheme === "https" ? createHttpsServer(certificate("valid")) : createHttpServer();
  server.on("connect", (request: IncomingMessage, socket: Socket) => {
    requested.push(request.url ?? "");
    sockets.add(socket.on("error", () => {}));
    handle(request, socket, () => {
      const onward = connect(target, "127.0.0.1");
      sockets.add(onward.on("error", () => {}));
      socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
      socket.pipe(onward).pipe(socket);
      socket.once("close", () => onward.destroy());
      onward.once("close", () => socket.destroy());
    });
  });
  const port = await listen(server);
  return {
    host: `127.0.0.1:${port}`,
    url: `${scheme}://127.0.0.1:${port}`,
    /** HOST:PORT of every requested tunnel. */
    requested,
    close: () => {
      for (const socket of sockets) socket.destroy();
      return closeServer(server);
    },
  };
};
