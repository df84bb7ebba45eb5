import assert from "node:assert/strict";
import type { RunningEmulator } from "../../emulator";
import { connectProxy, DIRECT, type HandleConnect } from "../support/connectProxy";
import { emulated } from "../support/hooks";
import { Host } from "../support/host";
import { pour } from "../support/hostileServer";
import { accounts } from "../support/hostStage";
import { readInChild } from "../support/readInChild";
import { TRUSTED, tlsServer } from "../support/tlsServer";

/** The name does not resolve, so the service is reachable only through the proxy. */
const SERVICE = "https://service.test";
const USER = "user:MARKED_p%40ss";

const [renter] = accounts;
const config = {
  "linkwan:endpoint": SERVICE,
  "linkwan:stsEndpoint": SERVICE,
  "linkwan:accessKeyId": renter?.accessKeyId ?? "",
  "linkwan:accessKeySecret": renter?.accessKeySecret ?? "",
  "linkwan:requestTimeout": "2",
  "linkwan:operationTimeout": "5",
};
const lease = { type: "ROAMING", joinPermissionName: "meters", classMode: "A", freqBandPlanGroupId: "101" };

describe("a proxy set in the environment", () => {
  let cloud: RunningEmulator;
  let service: Awaited<ReturnType<typeof tlsServer>>;
  const opened: { close: () => Promise<void> }[] = [];
  beforeEach(async () => {
    cloud = await emulated({ qps: 10_000, seed: { accounts } });
    service = await tlsServer("valid", Number(new URL(cloud.url).port));
    opened.push(service);
  });
  afterEach(() => Promise.all(opened.splice(0).map((each) => each.close())));

  const proxy = async (handle?: HandleConnect, scheme?: "http" | "https") => {
    const started = await connectProxy(service.port, handle, scheme);
    opened.push(started);
    return started;
  };
  const answer =
    (text: string): HandleConnect =>
    (_request, socket) =>
      socket.end(text);

  /** Reads a lease that does not exist through a proxy, and returns the error. */
  const failure = async (env: Record<string, string>, changed: Record<string, string> = {}) => {
    const read = await readInChild({ ...config, ...changed }, 20, { ...TRUSTED, ...env });
    assert.deepEqual(read.uncaught, []);
    assert.doesNotMatch(read.message, /\n|MARKED|p@ss|p%40ss/);
    return read;
  };

  for (const scheme of ["http", "https"] as const) {
    it(`carries every call, including the STS call, if an ${scheme} proxy is the only route`, async () => {
      const { requested, url } = await proxy(undefined, scheme);
      const host = await Host.start(config, { ...DIRECT, ...TRUSTED, HTTPS_PROXY: url });
      try {
        const { id, state } = await host.up(lease);
        assert.equal((await host.read(id, state)).id, id);
        await host.delete(id, state);
      } finally {
        host.stop();
      }
      const actions = cloud.calls.map(({ action }) => action);
      for (const action of ["GetCallerIdentity", "ApplyRoamingJoinPermission", "ReturnJoinPermission"])
        assert.ok(actions.includes(action), `${action} is not in ${actions}`);
      assert.deepEqual(new Set(requested), new Set(["service.test:443"]));
    });
  }

  it("carries the calls of one process over reused connections", async () => {
    const { requested, url } = await proxy();
    const host = await Host.start(config, { ...DIRECT, ...TRUSTED, HTTPS_PROXY: url });
    try {
      const { id, state } = await host.up(lease);
      const before = requested.length;
      for (let i = 0; i < 5; i++) await host.read(id, state);
      assert.equal(requested.length, before, "a call opened a connection although another one was idle");
    } finally {
      host.stop();
    }
  });

  it("receives the user and password, which DEBUG does not print", async () => {
    const seen: (string | undefined)[] = [];
    const { host } = await proxy((request, _socket, tunnel) => {
      seen.push(request.headers["proxy-authorization"]);
      tunnel();
    });
    const { message } = await failure({ HTTPS_PROXY: `http://${USER}@${host}`, DEBUG: "*proxy*" });
    assert.match(message, /failed with NonExistent|a success/);
    assert.equal(seen[0], `Basic ${Buffer.from("user:MARKED_p@ss").toString("base64")}`);
  });

  const refusals: [what: string, response: string, line: RegExp][] = [
    ["407", "HTTP/1.1 407 Proxy Authentication Required\r\n\r\n", /ProxyRefused: .*\(HTTP status 407\)/],
    [
      "403 with a page",
      "HTTP/1.1 403 Forbidden\r\ncontent-length: 2\r\n\r\nno",
      /ProxyRefused: .*\(HTTP status 403\)/,
    ],
    ["502", "HTTP/1.1 502 Bad Gateway\r\n\r\n", /ProxyFailed: .*\(HTTP status 502\)/],
    ["another protocol", "SSH-2.0-OpenSSH\r\n\r\n", /ProxyRefused: .*\(not an HTTP response\)/],
    ["a hang-up", "", /ProxyUnreachable: .*\(ConnectionLost\)/],
  ];
  for (const [what, response, line] of refusals) {
    it(`is named in the error if it responds with ${what}`, async () => {
      const { host, requested } = await proxy(answer(response));
      const { message } = await failure({ HTTPS_PROXY: `http://${USER}@${host}` });
      assert.match(message, line);
      assert.ok(message.includes(`${SERVICE} through the proxy http://${host} (HTTPS_PROXY)`), message);
      assert.equal(
        requested.length > 1,
        !line.source.startsWith("ProxyRefused"),
        `${requested.length} attempts`,
      );
    });
  }

  it("cannot impersonate the service", async () => {
    const forged = `{"RequestId":"R","Success":true,"Data":{}}`;
    const { host } = await proxy(
      answer(`HTTP/1.1 201 OK\r\ncontent-length: ${forged.length}\r\n\r\n${forged}`),
    );
    const { message } = await failure({ HTTPS_PROXY: `http://${host}` });
    assert.match(message, /ProxyRefused: .*\(HTTP status 201\)/);
  });

  it("is named in the error if nothing listens on its port", async () => {
    const { message } = await failure({ https_proxy: "127.0.0.1:1" });
    assert.match(
      message,
      /ProxyUnreachable: .*through the proxy http:\/\/127\.0\.0\.1:1 \(https_proxy\) \(ConnectionRefused\)/,
    );
  });

  it("is named in the error if it does not respond, and every connection to it is closed", async () => {
    let open = 0;
    const openBefore: number[] = [];
    const { url } = await proxy((_request, socket) => {
      openBefore.push(open++);
      socket.resume().once("end", () => open--);
    });
    const { message, seconds } = await failure({ HTTP_PROXY: url });
    assert.match(
      message,
      /failed with Timeout: .*through the proxy http:\/\/127\.0\.0\.1:\d+ \(HTTP_PROXY\)/,
    );
    assert.ok(seconds < 10, `${seconds} s`);
    assert.deepEqual(openBefore, [0, 0, 0].slice(0, openBefore.length));
    assert.ok(openBefore.length > 1);
  });

  it("causes a timeout, but no high memory use, if it sends endless headers", async () => {
    const { url } = await proxy((_request, socket) => {
      socket.write("HTTP/1.1 200 OK\r\n");
      pour(socket, "name: value\r\n".repeat(1_000));
    });
    const { message, megabytes, seconds } = await failure({ HTTPS_PROXY: url });
    assert.match(message, /failed with Timeout/);
    assert.ok(megabytes < 300, `${megabytes} MB`);
    assert.ok(seconds < 10, `${seconds} s`);
  });

  it("is named in the error, together with NODE_EXTRA_CA_CERTS, if it signs certificates with its own CA", async () => {
    const { url } = await proxy();
    const { message } = await failure({ HTTPS_PROXY: url, NODE_EXTRA_CA_CERTS: "" });
    assert.match(message, /failed with CertificateRefused: .*through the proxy .*NODE_EXTRA_CA_CERTS/);
  });

  it("is not used for hosts in NO_PROXY", async () => {
    const { url, requested } = await proxy();
    const { message } = await failure({ HTTPS_PROXY: url, no_proxy: "localhost,service.test" });
    assert.match(message, /failed with HostNotFound: .*: https:\/\/service\.test\. /);
    assert.deepEqual(requested, []);
  });

  it("is not used for this machine", async () => {
    const { url, requested } = await proxy();
    const env = { HTTPS_PROXY: url, HTTP_PROXY: url };
    for (const endpoint of [
      cloud.url,
      `https://127.0.0.1:${service.port}`,
      `https://localhost:${service.port}`,
    ]) {
      const { message } = await failure(env, { "linkwan:endpoint": endpoint });
      assert.match(message, /failed with NonExistent|a success/);
    }
    assert.deepEqual(requested, []);
  });

  it("causes a one-line error if its address cannot be used", async () => {
    const { message } = await failure({ HTTPS_PROXY: "socks5://user:MARKED@127.0.0.1:1080" });
    assert.match(message, /^Reading the environment of HTTPS_PROXY failed with ConfigInvalid: /);
  });
});
