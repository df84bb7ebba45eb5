import assert from "node:assert/strict";
import { findCredentials } from "../../../../provider/client/credentials/credentials";

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
    assert.deepEqual(await get(), { accessKeyId: "id5", accessKeySecret: "secret5" });
    assert.equal(source, 'profile "owner" in stack config linkwan:profiles');
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
      /profile "p".* is not an object/,
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

  it("ignores white space and quotes around each part of a key, in every source", async () => {
    const [id, secret, token] = [' "LTAI5tQ" ', "\u200b'sEcReT+/='\n", "\u201ctoken==\u201d\t"];
    const expected = { accessKeyId: "LTAI5tQ", accessKeySecret: "sEcReT+/=", securityToken: "token==" };
    const config = {
      "linkwan:accessKeyId": id,
      "linkwan:accessKeySecret": secret,
      "linkwan:securityToken": token,
    };
    assert.deepEqual(await find(config).get(), expected);
    const env = {
      ALIBABA_CLOUD_ACCESS_KEY_ID: id,
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: secret,
      ALIBABA_CLOUD_SECURITY_TOKEN: token,
    };
    assert.deepEqual(await find({}, env).get(), expected);
    const entry = { accessKeyId: id, accessKeySecret: secret, securityToken: token };
    assert.deepEqual(
      await find({ "linkwan:profiles": JSON.stringify({ p: entry }) }, {}, "p").get(),
      expected,
    );
  });

  it("skips a source that contains only white space, and rejects a source with only half of a key", async () => {
    const blank = { ALIBABA_CLOUD_ACCESS_KEY_ID: " ", ALIBABA_CLOUD_ACCESS_KEY_SECRET: '""' };
    assert.equal((await find({}, { ...blank, ...alicloudEnv }).get()).accessKeyId, "id3");
    assert.throws(
      () => find({}, { ...blank, ALIBABA_CLOUD_ACCESS_KEY_ID: "id" }),
      /ALIBABA_CLOUD_ACCESS_KEY_SECRET is missing/,
    );
  });

  for (const value of ["hid den", "hid\nden", "hidden\u2026", "密钥hidden"]) {
    it(`names the part and the source of a malformed key, but not its value: ${JSON.stringify(value)}`, () => {
      const keys = { "linkwan:accessKeyId": "id", "linkwan:accessKeySecret": value };
      assert.throws(
        () => find(keys),
        (error: Error) => {
          assert.match(
            error.message,
            /the access key secret of stack config linkwan:accessKeyId contains white space or an invalid character/,
          );
          assert.doesNotMatch(`${error.message} ${error.stack}`, /hid/);
          return true;
        },
      );
    });
  }

  describe("with a profile in linkwan:profiles", () => {
    const entry = (fields: object) => ({ "linkwan:profiles": JSON.stringify({ owner: fields }) });
    const keys = { accessKeyId: "id5", accessKeySecret: "secret5" };

    it("returns the profile's expected account, even if pulumi config set --path has stored the id as a number", () => {
      for (const expectedAccount of ["1234567890123456", 1234567890123456])
        assert.equal(
          find(entry({ ...keys, expectedAccount }), {}, "owner").expectedAccount,
          "1234567890123456",
        );
      assert.equal(find(entry(keys), {}, "owner").expectedAccount, undefined);
    });

    it("rejects an expected account that cannot be verified", () => {
      for (const expectedAccount of ["acme", 1.5, 2 ** 60, true, null])
        assert.throws(
          () => find(entry({ ...keys, expectedAccount }), {}, "owner"),
          /linkwan:profiles\.owner\.expectedAccount failed with ConfigInvalid/,
          String(expectedAccount),
        );
    });

    it("returns the id of the profile's IoT instance, or an empty string if the instance has no id", () => {
      for (const iotInstanceId of ["iot-060a0abc", "", undefined])
        assert.equal(find(entry({ ...keys, iotInstanceId }), {}, "owner").iotInstanceId, iotInstanceId);
      assert.equal(find(entry({ iotInstanceId: "iot-1" }), {}, "owner").iotInstanceId, "iot-1");
      for (const iotInstanceId of [1, "iot 1", null])
        assert.throws(
          () => find(entry({ ...keys, iotInstanceId }), {}, "owner"),
          /linkwan:profiles\.owner\.iotInstanceId failed with ConfigInvalid/,
        );
    });

    it("rejects a misspelled field, so that neither a key nor the expected account is ignored", () => {
      assert.throws(
        () => find(entry({ ...keys, expectedAcount: "1234567890123456" }), {}, "owner"),
        /profile "owner" in stack config linkwan:profiles has the unknown field "expectedAcount"; valid fields: accessKeyId, accessKeySecret, securityToken, expectedAccount, iotInstanceId/,
      );
    });

    it("uses the keys of the Alibaba Cloud CLI profile if the entry sets only the expected account", () => {
      const { source, expectedAccount } = find(entry({ expectedAccount: "1234567890123456" }), {}, "owner");
      assert.deepEqual(
        [source, expectedAccount],
        ['profile "owner" in ~/.aliyun/config.json', "1234567890123456"],
      );
    });
  });
});
