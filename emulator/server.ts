import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type CallRecord, Emulator, type EmulatorOptions } from "./emulator";
import type { AccessKey, TupleOrderState } from "./entities";
import type { Fault } from "./faults";
import { pageReply } from "./page/pageReply";
import { isForThisMachine, readBody } from "./request";
import type { Transmission } from "./traffic/transmission";

/** Length of the accept queue; sufficient for 1,000 clients that connect simultaneously. */
const BACKLOG = 2048;

/**
 * Time after which an idle connection is closed. With Node's default of 5 s, a busy client can send a request on a
 * connection that is being closed, and cannot know whether the request was processed.
 */
const KEEP_ALIVE_MS = 60_000;

/** Options of {@link startEmulator}. */
export interface ServerOptions extends EmulatorOptions {
  /** TCP port on 127.0.0.1. Default 0, which selects any free port. */
  readonly port?: number;
}

/** An account of the emulated cloud with its access key. */
export interface EmulatedAccount {
  /** Login name: the value of `RenterAliyunId` in an order. */
  readonly name: string;
  /** Value for `linkwan:accessKeyId`. */
  readonly accessKeyId: string;
  /** Value for `linkwan:accessKeySecret`. */
  readonly accessKeySecret: string;
  /** Value for `linkwan:securityToken`; set only for a temporary key. */
  readonly securityToken?: string;
  /** Value for `linkwan:expectedAccount`. */
  readonly accountId: string;
  /** Value for `linkwan:iotInstanceId`; set only if the account's IoT instance has an id. */
  readonly iotInstanceId?: string;
  /** Additional access keys of the account. */
  readonly otherKeys: readonly AccessKey[];
}

/** An emulator that listens on the loopback interface. */
export interface RunningEmulator {
  /** URL of the emulator, `http://127.0.0.1:PORT`; value for `linkwan:endpoint`. */
  readonly url: string;
  /** The accounts of the seed. Default: `renter` and `owner`. */
  readonly accounts: readonly EmulatedAccount[];
  /** All calls received since the start, oldest first. */
  readonly calls: readonly CallRecord[];
  /** Runs an action as a user of the account would in the Link WAN console. Returns the action's `Data`. */
  callAs(account: string, action: string, parameters?: Readonly<Record<string, unknown>>): unknown;
  /** Locks a node group as another Alibaba Cloud product would. Returns the lock id. */
  lockNodeGroup(nodeGroupId: string): string;
  /** Removes all locks from a node group. */
  unlockNodeGroup(nodeGroupId: string): void;
  /**
   * Sends data from a node immediately. Gateways within range that are in an account receive the data and go online; a
   * node in a group joins the network first. How the service processes the data depends on the state of the node,
   * group, join permission and gateway.
   */
  transmit(transmission: Transmission): void;
  /**
   * Connects an account's gateway to the network, or disconnects the gateway and notifies the account. Throws if the
   * gateway is not in an account.
   */
  setGatewayOnline(gwEui: string, online: boolean): void;
  /**
   * Changes the state of a gateway or node tuple order as the vendor would. `ACCEPTED` issues the tuples, but only
   * once. Throws if the order does not exist.
   */
  setTupleOrderState(orderId: string, state: TupleOrderState): void;
  /** Injects a fault into upcoming calls to an action. Throws if the fault is invalid. */
  injectFault(fault: Fault): void;
  /** Discards all pending faults. */
  clearFaults(): void;
  /** Stops the emulator and aborts calls in progress. */
  close(): Promise<void>;
}

/** Starts an emulated Link WAN on 127.0.0.1. */
export const startEmulator = async (options: ServerOptions = {}): Promise<RunningEmulator> => {
  const emulator = new Emulator(options);
  const server = createServer((request, response) => {
    void respond(emulator, request, response);
  });
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen({ host: "127.0.0.1", port: options.port ?? 0, backlog: BACKLOG }, resolve);
  });
  const { port } = server.address() as AddressInfo;
  emulator.state.address = `http://127.0.0.1:${port}`;
  return {
    url: emulator.state.address,
    accounts: emulator.state.accounts.map((account) => {
      const { name, accessKeyId, accessKeySecret, securityToken, accountId, iotInstanceId, otherKeys } =
        account;
      const token = securityToken === undefined ? {} : { securityToken };
      const instance = iotInstanceId === undefined ? {} : { iotInstanceId };
      return { name, accessKeyId, accessKeySecret, ...token, accountId, ...instance, otherKeys };
    }),
    calls: emulator.calls,
    callAs: (account, action, parameters) => emulator.callAs(account, action, parameters),
    lockNodeGroup: (nodeGroupId) => emulator.lockNodeGroup(nodeGroupId),
    unlockNodeGroup: (nodeGroupId) => emulator.unlockNodeGroup(nodeGroupId),
    transmit: (transmission) => emulator.transmit(transmission),
    setGatewayOnline: (gwEui, online) => emulator.setGatewayOnline(gwEui, online),
    setTupleOrderState: (orderId, state) => emulator.setTupleOrderState(orderId, state),
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
    if (!isForThisMachine(request)) {
      response.writeHead(403, { "content-type": "text/plain" });
      response.end("Forbidden. The Host header must be 127.0.0.1 or localhost, with any port.\n");
      return;
    }
    const address = `http://127.0.0.1:${request.socket.localPort}`;
    const page = pageReply(request.method ?? "", request.url ?? "/", emulator, address);
    if (page) {
      response.writeHead(page.statusCode, page.headers);
      response.end(request.method === "HEAD" ? undefined : page.body);
      return;
    }
    const reply = await emulator.handle(
      { method: request.method ?? "", url: request.url ?? "/", headers: request.headers },
      () => readBody(request),
    );
    if (!reply) {
      response.destroy();
      return;
    }
    response.writeHead(reply.statusCode, { "content-type": reply.contentType, date: reply.date });
    response.end(request.method === "HEAD" ? undefined : reply.body);
  } catch {
    // The client disconnected while its request was being read.
    response.destroy();
  }
};
