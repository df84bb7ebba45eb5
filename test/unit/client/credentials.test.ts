import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findCredentials } from "../../../provider/client/credentials";

type Values = Record<string, string>;
const find = (config: Values, env: Values = {}, profile?: string) =>
  findCredentials(profile, (key) => config[key], env);

const linkwan = {
  "linkwan:accessKeyId": "id1",
  "linkwan:accessKeySecret": "secret1",
  "linkwan:securityToken": "token1",
};
const alibaba = { ALIBABA_CLOUD_ACCESS_KEY_ID: "id2", ALIBABA_CLOUD_ACCESS_KEY_SECRET: "secret2" };
const alicloudEnv = { ALICLOUD_ACCESS_KEY: "id3", ALICLOUD_SECRET_KEY: "secret3" };
const alicloud = { "alicloud:accessKey": "id4", "alicloud:secretKey": "secret4" };
const profiles = {
  "linkwan:profiles": JSON.stringify({ owner: { accessKeyId: "id5", accessKeySecret: "secret5" } }),
};

describe("findCredentials", () => {
  it("uses the first configured source in order of precedence", async () => {
    const all = { ...alicloud, ...profiles, "linkwan:profile": "owner" };
    const idOf = async (config: Values, env: Values = {}) => (await find(config, env).get()).accessKeyId;
    assert.equal(await idOf({ ...linkwan, ...all }, { ...alibaba, ...alicloudEnv }), "id1");
    assert.equal(await idOf(all, { ...alibaba, ...alicloudEnv }), "id2");
    assert.equal(await idOf(all, alicloudEnv), "id3");
    assert.equal(await idOf(all), "id4");
    assert.equal(await idOf({ ...profiles, "linkwan:profile": "owner" }), "id5");
    assert.equal(await idOf({ ...profiles, "alicloud:profile": "owner" }), "id5");
    assert.equal(await idOf(profiles, { ALICLOUD_PROFILE: "owner" }), "id5");
  });

  it("prefers the resource's profile to any other source", async () => {
    const { source, get } = find({ ...linkwan, ...profiles }, alibaba, "owner");
    assert.deepEqual(await get(), {
      accessKeyId: "id5",
      accessKeySecret: "secret5",
      securityToken: undefined,
    });
    assert.equal(source, 'profile "owner" of stack config linkwan:profiles');
  });

  it("returns the security token", async () => {
    assert.equal((await find(linkwan).get()).securityToken, "token1");
  });

  const halves: [string, () => unknown, RegExp][] = [
    ["stack config", () => find({ "linkwan:accessKeyId": "hidden" }), /linkwan:accessKeySecret is missing/],
    [
      "stack config, token only",
      () => find({ "linkwan:securityToken": "hidden" }),
      /linkwan:accessKeyId is missing/,
    ],
    [
      "environment",
      () => find(alicloud, { ALIBABA_CLOUD_ACCESS_KEY_SECRET: "hidden" }),
      /ALIBABA_CLOUD_ACCESS_KEY_ID is missing/,
    ],
    ["alicloud config", () => find({ "alicloud:secretKey": "hidden" }), /alicloud:accessKey is missing/],
    [
      "profile",
      () => find({ "linkwan:profiles": '{"p": {"accessKeyId": "hidden"}}' }, {}, "p").get(),
      /profile "p".* has no access key secret/,
    ],
    [
      "profile that is not an object",
      () => find({ "linkwan:profiles": '{"p": "hidden"}' }, {}, "p").get(),
      /profile "p".* has no access key id/,
    ],
    [
      "profiles that are not JSON",
      () => find({ "linkwan:profiles": "{hidden" }, {}, "p"),
      /linkwan:profiles is not an object/,
    ],
  ];
  for (const [what, use, expected] of halves) {
    it(`rejects an incomplete or malformed source, and names the source without showing its values: ${what}`, async () => {
      await assert.rejects(
        async () => use(),
        (error: Error) => {
          assert.match(error.message, expected);
          assert.doesNotMatch(`${error.message} ${error.stack}`, /hidden/);
          return true;
        },
      );
    });
  }

  describe("with the vendor's library", () => {
    const { HOME } = process.env;
    let home: string;
    beforeEach(() => {
      home = mkdtempSync(join(tmpdir(), "linkwan-home-"));
      mkdirSync(join(home, ".aliyun"));
      process.env.HOME = home;
      process.env.ALIBABA_CLOUD_ECS_METADATA_DISABLED = "true";
    });
    afterEach(() => {
      process.env.HOME = HOME;
      delete process.env.ALIBABA_CLOUD_ECS_METADATA_DISABLED;
      delete process.env.ALIBABA_CLOUD_CREDENTIALS_URI;
      rmSync(home, { recursive: true });
    });
    const writeCliConfig = (text: string): void => writeFileSync(join(home, ".aliyun", "config.json"), text);
    const akProfile = (name: string, id: string) => ({
      name,
      mode: "AK",
      access_key_id: id,
      access_key_secret: "secret6",
    });

    it("reads the named profile from the configuration of the vendor's CLI", async () => {
      writeCliConfig(
        JSON.stringify({ current: "other", profiles: [akProfile("other", "id0"), akProfile("work", "id6")] }),
      );
      const { source, get } = find({}, {}, "work");
      assert.equal((await get()).accessKeyId, "id6");
      assert.equal(source, 'profile "work" of ~/.aliyun/config.json');
    });

    it("does not show the content of a malformed CLI configuration in the error", async () => {
      writeCliConfig('{"profiles": [{"access_key_secret": "hidden"');
      await assert.rejects(find({}, {}, "broken").get(), (error: Error) => {
        assert.match(
          error.message,
          /^Finding credentials failed with CredentialsUnusable: profile "broken" .*What to do: .*aliyun configure/,
        );
        assert.doesNotMatch(`${error.message} ${error.stack}`, /hidden/);
        return true;
      });
    });

    it("requests the keys only once for concurrent callers", async () => {
      let requests = 0;
      const server: Server = createServer((_request, response) => {
        requests++;
        setTimeout(() => {
          response.end(
            JSON.stringify({
              Code: "Success",
              AccessKeyId: "id7",
              AccessKeySecret: "secret7",
              SecurityToken: "token7",
              Expiration: new Date(Date.now() + 3_600_000).toISOString(),
            }),
          );
        }, 20);
      });
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
      process.env.ALIBABA_CLOUD_CREDENTIALS_URI = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
      try {
        const { source, get } = find({});
        const keys = await Promise.all([get(), get(), get()]);
        assert.deepEqual(new Set(keys.map((each) => each.accessKeyId)), new Set(["id7"]));
        assert.equal(source, "the vendor's default chain");
        assert.equal(requests, 1);
      } finally {
        server.close();
        server.closeAllConnections();
      }
    });
  });
});
