import { readFileSync } from "node:fs";
import { request } from "node:http";
import { createServer } from "node:https";
import { join } from "node:path";
import { closeServer, listen } from "./httpServer";

const folder = join(__dirname, "..", "fixtures", "certificates");
const read = (name: string): Buffer => readFileSync(join(folder, `${name}.pem`));

/** A certificate in `test/fixtures/certificates`; `valid` is for 127.0.0.1, localhost and service.test. */
export type Certificate = "valid" | "expired" | "notYetValid" | "otherHost";

/** Returns the key and the certificate for a server. */
export const certificate = (name: Certificate) => ({ key: read("key"), cert: read(name) });

/** Environment of a process that trusts the CA of the certificates. */
export const TRUSTED = { NODE_EXTRA_CA_CERTS: join(folder, "ca.pem") };

/** Starts an HTTPS server on this machine that passes every request on to a port. */
export const tlsServer = async (name: Certificate, target: number) => {
  const server = createServer(certificate(name), (incoming, response) => {
    const { method, url, headers } = incoming;
    const onward = request({
      host: "127.0.0.1",
      port: target,
      method,
      path: url,
      headers: { ...headers, host: `127.0.0.1:${target}` },
    });
    onward.on("response", (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.on("error", () => response.destroy());
    incoming.pipe(onward);
  });
  return { port: await listen(server), close: () => closeServer(server) };
};
