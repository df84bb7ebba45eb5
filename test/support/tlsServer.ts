import { readFileSync } from "node:fs";
import { type AddressInfo, connect, type Socket } from "node:net";
import { join } from "node:path";
import { createServer } from "node:tls";

const folder = join(__dirname, "..", "fixtures", "certificates");
const read = (name: string): Buffer => readFileSync(join(folder, `${name}.pem`));

/** A certificate of `test/fixtures/certificates`; `valid` is for 127.0.0.1, localhost and service.test. */
export type Certificate = "valid" | "expired" | "notYetValid" | "otherHost";

/** Key and certificate for a server. */
export const certificate = (name: Certificate) => ({ key: read("key"), cert: read(name) });

/** Environment of a process that trusts the CA of the certificates. */
export const TRUSTED = { NODE_EXTRA_CA_CERTS: join(folder, "ca.pem") };

/** Starts a TLS server on this machine that passes every connection on to a port. */
export const tlsServer = async (name: Certificate, target: number) => {
  const sockets = new Set<Socket>();
  const server = createServer(certificate(name), (socket) => {
    const onward = connect(target, "127.0.0.1");
    for (const [from, to] of [
      [socket, onward],
      [onward, socket],
    ] as const) {
      sockets.add(from);
      from.on("error", () => {}).once("close", () => to.destroy());
      from.pipe(to);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    close: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
};
