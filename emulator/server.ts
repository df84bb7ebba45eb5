import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type CallRecord, Emulator, type EmulatorOptions } from "./emulator";
import type { Fault } from "./faults";
import { pageReply } from "./page/answer";
import { readBody } from "./request";

/** Connections that may wait to be accepted; 1,000 clients at once are fine. */
const BACKLOG = 2048;

/** How the emulator is started. */
export interface ServerOptions extends EmulatorOptions {
  /** Port on 127.0.0.1. Default 0: any free one. */
  readonly port?: number;
}

/** An account and its key, for the stack's configuration. */
export interface EmulatedAccount {
  /** Login name; what `RenterAliyunId` takes. */
  readonly name: string;
  /** For `linkwan:accessKeyId`. */
  readonly accessKeyId: string;
  /** For `linkwan:accessKeySecret`. */
  readonly accessKeySecret: string;
  /** For `linkwan:securityToken`, where the key is a temporary one. */
  readonly securityToken?: string;
}

/** An emulated cloud that listens on loopback. */
export interface RunningEmulator {
  /** `http://127.0.0.1:PORT`, for `linkwan:endpoint`. */
  readonly url: string;
  /** At least two unless the seed says otherwise: a renter and an owner. */
  readonly accounts: readonly EmulatedAccount[];
  /** Every call since the start, oldest first. */
  readonly calls: readonly CallRecord[];
  /** Does what a person of that account would do in the vendor's console, and gives the action's `Data`. */
  callAs(account: string, action: string, parameters?: Readonly<Record<string, unknown>>): unknown;
  /** Locks a node group as another product of the cloud would, and gives the lock's id. */
  lockNodeGroup(nodeGroupId: string): string;
  /** Takes all locks off a node group. */
  unlockNodeGroup(nodeGroupId: string): void;
  /** Lets coming calls of an action fail. */
  injectFault(fault: Fault): void;
  /** Takes back the faults that have not happened yet. */
  clearFaults(): void;
  /** Ends it; calls that are under way are cut off. */
  close(): Promise<void>;
}

/** Starts an emulated Link WAN on 127.0.0.1. */
export const startEmulator = async (options: ServerOptions = {}): Promise<RunningEmulator> => {
  const emulator = new Emulator(options);
  const server = createServer((request, response) => {
    void respond(emulator, request, response);
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen({ host: "127.0.0.1", port: options.port ?? 0, backlog: BACKLOG }, resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    accounts: emulator.state.accounts.map(({ name, accessKeyId, accessKeySecret, securityToken }) => ({
      name,
      accessKeyId,
      accessKeySecret,
      ...(securityToken === undefined ? {} : { securityToken }),
    })),
    calls: emulator.calls,
    callAs: (account, action, parameters) => emulator.callAs(account, action, parameters),
    lockNodeGroup: (nodeGroupId) => emulator.lockNodeGroup(nodeGroupId),
    unlockNodeGroup: (nodeGroupId) => emulator.unlockNodeGroup(nodeGroupId),
    injectFault: (fault) => emulator.injectFault(fault),
    clearFaults: () => emulator.clearFaults(),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};

const respond = async (
  emulator: Emulator,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  try {
    const address = `http://127.0.0.1:${request.socket.localPort}`;
    const page = pageReply(request.method ?? "", request.url ?? "/", emulator, address);
    if (page) {
      response.writeHead(page.statusCode, page.headers);
      response.end(request.method === "HEAD" ? undefined : page.body);
      return;
    }
    const reply = await emulator.handle(request.method ?? "", request.url ?? "/", () => readBody(request));
    if (!reply) {
      response.destroy();
      return;
    }
    response.writeHead(reply.statusCode, { "content-type": reply.contentType, date: reply.date });
    response.end(request.method === "HEAD" ? undefined : reply.body);
  } catch {
    // The client went away while its request was read; there is nobody to answer.
    response.destroy();
  }
};
