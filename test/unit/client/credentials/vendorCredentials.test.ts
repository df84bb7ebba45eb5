import assert from "node:assert/strict";
import { findCredentials } from "../../../../provider/client/credentials/credentials";
import { forgetVendorKeys } from "../../../../provider/client/credentials/vendorCredentials";
import { Home } from "../../../support/home";
import { httpServer, type Response } from "../../../support/httpServer";

const find = (profile?: string) => findCredentials(profile, () => undefined, process.env);
const inAnHour = () => new Date(Date.now() + 3_600_000).toISOString().replace(/\.\d+Z$/, "Z");

/** Returns the response of a service that issues temporary keys; the key id contains the number of the request. */
const temporaryKeys = (count: number) => ({
  Code: "Success",
  AccessKeyId: `STS.${count}`,
  AccessKeySecret: "secret7",
  SecurityToken: `token${count}`,
  Expiration: inAnHour(),
});
const json =
  (body: () => unknown, status = 200): Response =>
  (_request, response) => {
    response.writeHead(status, { "content-type": "application/json" });
    response.end(JSON.stringify(body()));
  };

describe("credentials from Alibaba Cloud sources", () => {
  let home: Home;
  const servers: { close: () => Promise<void> }[] = [];
  beforeEach(() => {
    home = new Home();
    forgetVendorKeys();
  });
  afterEach(async () => {
    home.remove();
    await Promise.all(servers.splice(0).map((server) => server.close()));
  });

  const serve = async (answer: Response): Promise<string> => {
    const server = await httpServer(answer);
    servers.push(server);
    return server.url;
  };
  /** Uses an Alibaba Cloud CLI profile. */
  const profile = (fields: object, others: readonly object[] = []) => {
    home.writeCliFile({ current: "default", profiles: [...others, { name: "work", ...fields }] });
    return find("work");
  };
  const rejects = async (keys: { get(): Promise<unknown> }, expected: RegExp): Promise<void> =>
    assert.rejects(keys.get(), (error: Error) => {
      assert.match(
        error.message,
        /^Finding credentials failed with CredentialsUnusable: [^\n]+ What to do: [^\n]+$/,
      );
      assert.match(error.message, expected);
      assert.doesNotMatch(`${error.message} ${error.stack}`, /hidden/);
      return true;
    });

  describe("with a CLI profile", () => {
    it("are the keys of the named profile", async () => {
      const other = { name: "other", mode: "AK", access_key_id: "id0", access_key_secret: "secret0" };
      const found = profile({ mode: "AK", access_key_id: " id6 ", access_key_secret: '"secret6"' }, [other]);
      assert.deepEqual(await found.get(), {
        accessKeyId: "id6",
        accessKeySecret: "secret6",
        providerName: "cli_profile/static",
      });
      assert.equal(found.source, 'profile "work" in ~/.aliyun/config.json');
    });

    it("contain the security token if the mode is StsToken", async () => {
      const found = profile({
        mode: "StsToken",
        access_key_id: "id6",
        access_key_secret: "secret6",
        sts_token: "token6",
      });
      assert.equal((await found.get()).securityToken, "token6");
    });

    it("come from the configured address if the mode is CredentialsURI", async () => {
      const uri = await serve(json(() => temporaryKeys(1)));
      const found = profile({ mode: "CredentialsURI", credentials_uri: `${uri}/keys` });
      assert.deepEqual(await found.get(), {
        accessKeyId: "STS.1",
        accessKeySecret: "secret7",
        securityToken: "token1",
        providerName: "credential_uri",
      });
    });

    it("come from the configured command if the mode is External", async () => {
      const output = { mode: "StsToken", access_key_id: "id8", access_key_secret: "s8", sts_token: "t8" };
      const command = home.writeProgram("keys.js", `console.log(${JSON.stringify(JSON.stringify(output))})`);
      assert.equal((await profile({ mode: "External", process_command: command }).get()).securityToken, "t8");
    });

    it("come from the sign-in if the mode is CloudSSO", async () => {
      const url = await serve(json(() => ({ CloudCredential: temporaryKeys(3) })));
      const found = profile({
        mode: "CloudSSO",
        cloud_sso_sign_in_url: url,
        cloud_sso_account_id: "1234567890123456",
        cloud_sso_access_config: "ac-1",
        access_token: "hidden",
        cloud_sso_access_token_expire: Date.now() / 1000 + 3600,
      });
      assert.equal((await found.get()).securityToken, "token3");
    });

    const keys = { access_key_id: "hidden1", access_key_secret: "hidden2" };
    const unusable: Record<string, [fields: object, expected: RegExp]> = {
      "a mode that is not supported": [
        { mode: "RsaKeyPair", private_key: "hidden" },
        /profile "work" in ~\/\.aliyun\/config\.json has the mode "RsaKeyPair", which is not supported; the supported modes are AK, StsToken, .*aliyun configure --profile work --mode MODE/,
      ],
      "no mode": [keys, /profile "work" .* has no mode; the supported modes are AK, /],
      "no secret": [
        { mode: "AK", access_key_id: "hidden" },
        /profile "work" .* has the mode AK, but no access_key_secret\. What to do: run: aliyun configure --profile work --mode AK/,
      ],
      "no token": [{ mode: "StsToken", ...keys }, /has the mode StsToken, but no sts_token/],
      "no role": [{ mode: "RamRoleArn", ...keys }, /has the mode RamRoleArn, but no ram_role_arn/],
      "a missing source": [
        { mode: "ChainableRamRoleArn", ram_role_arn: "acs:ram::1:role/r", source_profile: "nobody" },
        /profile "nobody" is neither .* which has work/,
      ],
      "a profile that is its own source": [
        { mode: "ChainableRamRoleArn", ram_role_arn: "acs:ram::1:role/r", source_profile: "work" },
        /profile "work" .* takes its key from itself/,
      ],
      "an expired sign-in": [
        { mode: "CloudSSO", cloud_sso_sign_in_url: "https://hidden", access_token: "hidden" },
        /mode CloudSSO, provides no key: its sign-in has expired\. What to do: sign in again: aliyun configure --profile work --mode CloudSSO/,
      ],
      "a sign-in site that does not exist": [{ mode: "OAuth" }, /its oauth_site_type is neither CN nor INTL/],
      "a missing token file": [
        {
          mode: "OIDC",
          oidc_provider_arn: "acs:ram::1:oidc-provider/p",
          oidc_token_file: "/nowhere/hidden",
          ram_role_arn: "acs:ram::1:role/r",
        },
        /mode OIDC, provides no key: a file that it names does not exist/,
      ],
      "no address": [{ mode: "CredentialsURI" }, /its credentials_uri is missing, or is not an address/],
      "an address that refuses the connection": [
        { mode: "CredentialsURI", credentials_uri: "http://127.0.0.1:1/" },
        /mode CredentialsURI, provides no key: the connection to the endpoint was refused\. What to do: correct the profile until this works: aliyun sts GetCallerIdentity --profile work/,
      ],
      "a command that does not exist": [
        { mode: "External", process_command: "/nowhere/hidden --secret hidden" },
        /mode External, provides no key: its process_command fails/,
      ],
    };
    for (const [what, [fields, expected]] of Object.entries(unusable)) {
      it(`are rejected for ${what}`, async () => rejects(profile(fields), expected));
    }

    it("are rejected if the command does not print a key", async () => {
      const command = home.writeProgram("noise.js", 'console.log("hidden")');
      await rejects(
        profile({ mode: "External", process_command: command }),
        /its process_command does not print a usable key/,
      );
    });

    const answers: [body: unknown, status: number, expected: RegExp][] = [
      [{ Code: "EntityNotExist.Role", Message: "hidden" }, 404, /the service returned EntityNotExist\.Role/],
      ["hidden", 502, /the service returned HTTP status 502/],
      ["hidden", 200, /the response does not contain a key/],
      [{ AccessKeyId: "hidden", AccessKeySecret: "hidden" }, 200, /the response does not contain a key/],
    ];
    for (const [body, status, expected] of answers) {
      it(`are rejected if the address returns ${status} ${JSON.stringify(body)}, without quoting the response`, async () => {
        const uri = await serve(json(() => body, status));
        await rejects(profile({ mode: "CredentialsURI", credentials_uri: uri }), expected);
      });
    }

    it("are never completed from the environment", async () => {
      process.env.ALIBABA_CLOUD_ACCESS_KEY_SECRET = "hidden";
      await rejects(
        profile({ mode: "RamRoleArn", access_key_id: "id", ram_role_arn: "acs:ram::1:role/r" }),
        /has the mode RamRoleArn, but no access_key_secret/,
      );
    });

    it("are rejected if the file or the profile is missing, or if the file is malformed", async () => {
      await rejects(
        find("work"),
        /profile "work" is neither in stack config linkwan:profiles nor in ~\/\.aliyun\/config\.json, which does not exist\. What to do: set linkwan:profiles\.work, or run: aliyun configure --profile work/,
      );
      home.writeCliFile({ profiles: [{ name: "default" }, { name: "prod" }] });
      await rejects(find("work"), /profile "work" is neither .*, which has default, prod\. What/);
      home.writeCliFile('{\n  "profiles": [\n    {"access_key_secret": "hidden"\n');
      await rejects(
        find("work"),
        /: ~\/\.aliyun\/config\.json is not valid JSON( \(line 4\))?, so profile "work" cannot be read\. What to do: correct the file, or set linkwan:profiles\.work/,
      );
      home.writeCliFile('{\n  "profiles": [\n    {"access_key_secret": "hidden",}\n]}');
      await rejects(find("work"), /is not valid JSON \(line 3\), so/);
      home.writeCliFile('{"profiles": {"work": "hidden"}}');
      await rejects(find("work"), /config\.json has no list of profiles, so profile "work"/);
    });
  });

  describe("with the default credential chain", () => {
    it("are requested once for concurrent callers", async () => {
      let requests = 0;
      process.env.ALIBABA_CLOUD_CREDENTIALS_URI = await serve((request, response) => {
        setTimeout(() => void json(() => temporaryKeys(++requests))(request, response), 20);
      });
      const { source, get } = find();
      const keys = await Promise.all([get(), get(), get()]);
      assert.deepEqual(new Set(keys.map(({ accessKeyId }) => accessKeyId)), new Set(["STS.1"]));
      assert.equal(source, "the Alibaba Cloud default credential chain");
      assert.equal(requests, 1);
    });

    it("come from the current profile of the CLI, even if its mode is CredentialsURI", async () => {
      const credentials_uri = await serve(json(() => temporaryKeys(1)));
      home.writeCliFile({
        current: "uri",
        profiles: [{ name: "uri", mode: "CredentialsURI", credentials_uri }],
      });
      assert.deepEqual(await find().get(), {
        accessKeyId: "STS.1",
        accessKeySecret: "secret7",
        securityToken: "token1",
        providerName: "default/cli_profile/credential_uri",
      });
    });

    it("are reported as missing, together with any problem in the CLI's configuration file", async () => {
      const { profiles } = { profiles: [{ name: "work", mode: "AK" }] };
      await rejects(
        find(),
        /no credentials were found in stack config, in the environment or in the Alibaba Cloud default credential chain\. What/,
      );
      home.writeCliFile("{hidden");
      await rejects(find(), /default credential chain; ~\/\.aliyun\/config\.json is not valid JSON/);
      home.writeCliFile({ current: "work", profiles });
      await rejects(
        find(),
        /default credential chain; profile "work" .* has the mode AK, but no access_key_id/,
      );
      process.env.ALIBABA_CLOUD_PROFILE = "wrok";
      await rejects(find(), /default credential chain; profile "wrok" is neither .* which has work/);
    });
  });

  describe("on renewal", () => {
    it("are requested again, and compared with the previous keys", async () => {
      let requests = 0;
      const credentials_uri = await serve(json(() => temporaryKeys(Math.min(++requests, 2))));
      const { get, renew } = profile({ mode: "CredentialsURI", credentials_uri });
      assert.equal((await get()).securityToken, "token1");
      assert.equal((await get()).securityToken, "token1");
      assert.equal(requests, 1);
      assert.equal(await renew?.(), true);
      assert.equal((await get()).securityToken, "token2");
      assert.equal(requests, 2);
      assert.equal(await renew?.(), false);
    });

    it("are read again from the CLI's configuration file if the mode is StsToken", async () => {
      const keys = { mode: "StsToken", access_key_id: "id6", access_key_secret: "secret6" };
      const { get, renew } = profile({ ...keys, sts_token: "old" });
      assert.equal((await get()).securityToken, "old");
      assert.equal(await renew?.(), false);
      profile({ ...keys, sts_token: "new" });
      assert.equal(await renew?.(), true);
    });

    it("cannot be renewed if they come from the configuration or the environment", () => {
      const keys = { "linkwan:accessKeyId": "id", "linkwan:accessKeySecret": "secret" };
      assert.equal(findCredentials(undefined, (key) => keys[key as keyof typeof keys], {}).renew, undefined);
    });
  });
});
