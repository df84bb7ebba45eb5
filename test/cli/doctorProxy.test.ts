import assert from "node:assert/strict";
import { connectProxy } from "../support/connectProxy";
import { Place } from "../support/doctor";
import { emulated } from "../support/hooks";
import { TRUSTED, tlsServer } from "../support/tlsServer";

const SERVICE = "https://service.test";

/** Runs doctor in an empty folder with an account's key, for an endpoint that is reachable only through a proxy. */
const examine = async (env: Record<string, string>, endpoint = SERVICE) => {
  const place = new Place();
  try {
    place.env = {
      ...place.env,
      ...TRUSTED,
      ALIBABA_CLOUD_ACCESS_KEY_ID: "MARKED_ID",
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: "MARKED_SECRET",
      ...env,
    };
    return await place.doctor(["--endpoint", endpoint], ["MARKED"]);
  } finally {
    place.remove();
  }
};

/** Starts a service and a proxy in front of it, runs `work`, and closes the service and the proxy. */
const withProxy = async (work: (proxy: { host: string; port: number }) => Promise<void>): Promise<void> => {
  const account = { name: "renter", accessKeyId: "MARKED_ID", accessKeySecret: "MARKED_SECRET" };
  const cloud = await emulated({ seed: { accounts: [account] } });
  const service = await tlsServer("valid", Number(new URL(cloud.url).port));
  const proxy = await connectProxy(service.port);
  try {
    await work({ host: proxy.host, port: service.port });
  } finally {
    await proxy.close();
    await service.close();
  }
};

describe("pulumi-linkwan doctor with a proxy", () => {
  it("shows the proxy without its password, and reads the account through the proxy", () =>
    withProxy(async ({ host }) => {
      const diagnosis = await examine({ HTTPS_PROXY: `http://user:MARKED@${host}` });
      assert.equal(
        diagnosis.of("Endpoint"),
        `ok ${SERVICE} (--endpoint) through the proxy http://${host} (HTTPS_PROXY) responds`,
      );
      assert.match(diagnosis.of("Activation"), /^ok /);
      assert.match(diagnosis.of("Clock"), /^ok /);
    }));

  it("shows no proxy for an endpoint on this machine", () =>
    withProxy(async ({ host, port }) => {
      const endpoint = `https://127.0.0.1:${port}`;
      const diagnosis = await examine({ HTTPS_PROXY: `http://${host}` }, endpoint);
      assert.equal(diagnosis.of("Endpoint"), `ok ${endpoint} (--endpoint) responds`);
    }));

  it("fails if the proxy cannot be reached", async () => {
    const diagnosis = await examine({ HTTPS_PROXY: "http://127.0.0.1:1" });
    assert.match(
      diagnosis.of("Endpoint"),
      /^FAIL https:\/\/service\.test \(--endpoint\) through the proxy http:\/\/127\.0\.0\.1:1 \(HTTPS_PROXY\): ProxyUnreachable, /,
    );
    assert.equal(diagnosis.exitCode, 1);
  });

  it("fails if the address of the proxy cannot be used", async () => {
    const diagnosis = await examine({ HTTPS_PROXY: "socks5://MARKED@127.0.0.1:1080" });
    assert.match(
      diagnosis.of("Endpoint"),
      /^FAIL https:\/\/service\.test \(--endpoint\): ConfigInvalid, it is not the address of an HTTP proxy, .*What to do: correct or unset HTTPS_PROXY/,
    );
  });

  it("fails immediately if the port of an https endpoint serves http", async () => {
    const cloud = await emulated();
    const endpoint = cloud.url.replace("http:", "https:");
    const diagnosis = await examine({}, endpoint);
    assert.match(diagnosis.of("Endpoint"), /^FAIL .*: NotHttps, /);
  });
});
