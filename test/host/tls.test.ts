import assert from "node:assert/strict";
import { createServer } from "node:net";
import { emulated } from "../support/hooks";
import { listen } from "../support/httpServer";
import { readInChild } from "../support/readInChild";
import { type Certificate, TRUSTED, tlsServer } from "../support/tlsServer";

/** Reads through an https endpoint, and asserts that the error names the endpoint and is reported at once. */
const failureAt = async (port: number, env: NodeJS.ProcessEnv = TRUSTED): Promise<string> => {
  const endpoint = `https://127.0.0.1:${port}`;
  const { message, seconds, uncaught } = await readInChild({ "linkwan:endpoint": endpoint }, 20, env);
  assert.deepEqual(uncaught, []);
  assert.doesNotMatch(message, /\n|MARKED/);
  assert.ok(message.includes(`: ${endpoint}`), message);
  assert.ok(seconds < 3, `${seconds} s`);
  return message;
};

describe("an https endpoint", () => {
  const certificates: [Certificate, NodeJS.ProcessEnv, RegExp][] = [
    ["expired", TRUSTED, /failed with CertificateExpired: .*has expired.*clock/],
    ["notYetValid", TRUSTED, /failed with CertificateNotYetValid: .*not valid yet.*clock/],
    ["otherHost", TRUSTED, /failed with CertificateHostMismatch: .*a different host name/],
    [
      "valid",
      { NODE_EXTRA_CA_CERTS: "" },
      /failed with CertificateRefused: .*UNABLE_TO_VERIFY_LEAF_SIGNATURE.*NODE_EXTRA_CA_CERTS/,
    ],
  ];
  for (const [name, env, line] of certificates) {
    it(`is reported at once if it presents the certificate "${name}"${env === TRUSTED ? "" : " of a CA that is not trusted"}`, async () => {
      const cloud = await emulated();
      const server = await tlsServer(name, Number(new URL(cloud.url).port));
      try {
        assert.match(await failureAt(server.port, env), line);
      } finally {
        await server.close();
      }
      assert.deepEqual(cloud.calls, []);
    });
  }

  it("is reported at once, with the address of the endpoint, if its port speaks http", async () => {
    const cloud = await emulated();
    const message = await failureAt(Number(new URL(cloud.url).port));
    assert.match(
      message,
      /failed with NotHttps: the endpoint's port speaks http or another protocol, not https: /,
    );
  });

  for (const [what, bytes, line] of [
    ["another protocol", "SSH-2.0-OpenSSH\r\n", /failed with NotHttps/],
    ["an alert", "\x15\x03\x03\x00\x02\x02\x28", /failed with TlsFailed: .*\(.*alert handshake failure\)/],
  ] as const) {
    it(`is reported at once if its port responds with ${what}`, async () => {
      const server = createServer((socket) => {
        socket.on("error", () => {}).once("data", () => socket.write(Buffer.from(bytes, "latin1")));
      });
      const port = await listen(server);
      try {
        assert.match(await failureAt(port), line);
      } finally {
        server.close();
      }
    });
  }
});
