import assert from "node:assert/strict";
import { isLinkWanError } from "../../../../provider/client/errors";
import { findProxy } from "../../../../provider/client/http/proxy";

const SERVICE = "https://linkwan.cn-shanghai.aliyuncs.com";

/** Returns the address and the variable of the proxy for the service, or `direct`. */
const proxyFor = (env: Record<string, string>, address = SERVICE): string =>
  findProxy(address, env)?.description ?? "direct";

describe("findProxy", () => {
  it("prefers HTTPS_PROXY to HTTP_PROXY, and the lowercase name of each variable to the uppercase name", () => {
    const all = {
      https_proxy: "http://a",
      HTTPS_PROXY: "http://b",
      http_proxy: "http://c",
      HTTP_PROXY: "http://d",
    };
    const { https_proxy, ...three } = all;
    const { HTTPS_PROXY, ...two } = three;
    const { http_proxy, ...one } = two;
    assert.deepEqual(
      [all, three, two, one, {}].map((env) => proxyFor(env)),
      [
        "http://a (https_proxy)",
        "http://b (HTTPS_PROXY)",
        "http://c (http_proxy)",
        "http://d (HTTP_PROXY)",
        "direct",
      ],
    );
  });

  it("ignores a blank value", () => {
    assert.equal(proxyFor({ https_proxy: " ", HTTPS_PROXY: "http://b" }), "http://b (HTTPS_PROXY)");
  });

  it("treats a value without a scheme as an http address", () => {
    assert.equal(proxyFor({ HTTPS_PROXY: "proxy:3128" }), "http://proxy:3128 (HTTPS_PROXY)");
  });

  it("separates the user and password from the address", () => {
    const proxy = findProxy(SERVICE, { HTTPS_PROXY: "http://us%40er:MARKED%3A@proxy:3128" });
    assert.deepEqual(proxy, {
      url: "http://proxy:3128",
      authorization: `Basic ${Buffer.from("us@er:MARKED:").toString("base64")}`,
      description: "http://proxy:3128 (HTTPS_PROXY)",
    });
    assert.equal(findProxy(SERVICE, { HTTPS_PROXY: "http://proxy" })?.authorization, undefined);
  });

  for (const address of [
    "http://localhost:8010",
    "http://127.0.0.1:80",
    "https://127.9.9.9",
    "https://[::1]:1",
  ]) {
    it(`never uses a proxy for ${address}`, () => {
      assert.equal(proxyFor({ HTTPS_PROXY: "http://a", HTTP_PROXY: "http://a" }, address), "direct");
    });
  }

  for (const [excluded, expected] of [
    ["linkwan.cn-shanghai.aliyuncs.com", "direct"],
    ["LinkWAN.cn-shanghai.aliyuncs.COM", "direct"],
    ["aliyuncs.com", "direct"],
    [".aliyuncs.com", "direct"],
    ["*.aliyuncs.com", "direct"],
    ["localhost, aliyuncs.com", "direct"],
    ["localhost aliyuncs.com", "direct"],
    ["aliyuncs.com:443", "direct"],
    ["*", "direct"],
    ["aliyuncs.com:8443", "proxied"],
    ["yuncs.com", "proxied"],
    ["other.com", "proxied"],
    [",", "proxied"],
    [":443", "proxied"],
    ["", "proxied"],
  ] as const) {
    it(`connects ${expected === "direct" ? "directly" : "through the proxy"} if NO_PROXY or no_proxy is ${JSON.stringify(excluded)}`, () => {
      for (const name of ["NO_PROXY", "no_proxy"]) {
        const found = proxyFor({ HTTPS_PROXY: "http://a", [name]: excluded });
        assert.equal(found === "direct" ? "direct" : "proxied", expected, name);
      }
    });
  }

  for (const value of [
    "socks5://MARKED:1",
    "http://",
    "http://a:MARKED",
    "http://%E4:MARKED@proxy",
    "MARKED x",
  ]) {
    it(`rejects ${value}, and does not quote it`, () => {
      assert.throws(
        () => proxyFor({ HTTPS_PROXY: value }),
        (error) => {
          assert.ok(isLinkWanError(error));
          assert.match(
            error.message,
            /^Reading the environment of HTTPS_PROXY failed with ConfigInvalid: it is not the address of an HTTP proxy/,
          );
          assert.doesNotMatch(error.message, /MARKED/);
          return true;
        },
      );
    });
  }
});
