import assert from "node:assert/strict";
import type { RunningEmulator } from "../../emulator";
import { emulated } from "../support/hooks";
import { call } from "../support/signedRequest";

const VERSION = "2015-04-01";
const seed = {
  accounts: [
    {
      name: "renter",
      accountId: "1000000000000001",
      otherKeys: [
        { accessKeyId: "ram-user", accessKeySecret: "secret-of-user" },
        { accessKeyId: "role", accessKeySecret: "secret-of-role", securityToken: "token" },
      ],
    },
    { name: "inactive", activated: false },
  ],
};

describe("emulator STS", () => {
  let emulator: RunningEmulator;
  beforeEach(async () => {
    emulator = await emulated({ qps: 1_000, seed });
  });

  /** Calls GetCallerIdentity with the n-th key of an account: 0 is the account's first key. */
  const identity = async (account: string, key = 0, common: Record<string, string | undefined> = {}) => {
    const found = emulator.accounts.find(({ name }) => name === account) ?? assert.fail(account);
    const { securityToken, ...keys } = [found, ...found.otherKeys][key] ?? assert.fail(`no key ${key}`);
    const caller = { url: emulator.url, ...keys };
    return call(
      caller,
      "GetCallerIdentity",
      {},
      { common: { Version: VERSION, SecurityToken: securityToken, ...common } },
    );
  };

  it("returns the account and the identity of each kind of key, without an envelope", async () => {
    const [account, user, role] = await Promise.all([0, 1, 2].map((key) => identity("renter", key)));
    assert.deepEqual(Object.keys(account?.json ?? {}).sort(), [
      "AccountId",
      "Arn",
      "IdentityType",
      "PrincipalId",
      "RequestId",
      "UserId",
    ]);
    for (const reply of [account, user, role])
      assert.deepEqual([reply?.status, reply?.json.AccountId], [200, "1000000000000001"]);
    assert.deepEqual(
      [account?.json.IdentityType, account?.json.UserId, account?.json.Arn],
      ["Account", "1000000000000001", "acs:ram::1000000000000001:root"],
    );
    assert.deepEqual(
      [user?.json.IdentityType, user?.json.Arn],
      ["RAMUser", "acs:ram::1000000000000001:user/ram-user"],
    );
    assert.deepEqual([role?.json.IdentityType, "UserId" in (role?.json ?? {})], ["AssumedRoleUser", false]);
    assert.match(role?.json.RoleId, /./);
  });

  it("returns the fields as elements in XML", async () => {
    const { text } = await identity("renter", 0, { Format: "XML" });
    assert.match(
      text,
      /<GetCallerIdentityResponse><RequestId>[^<]+<\/RequestId><AccountId>1000000000000001<\/AccountId>/,
    );
  });

  it("returns the same account id for the same name in every emulator", async () => {
    const [other] = (await emulated({ seed: { accounts: [{ name: "inactive" }] } })).accounts;
    const { json } = await identity("inactive");
    assert.match(json.AccountId, /^\d{16}$/);
    assert.equal(json.AccountId, other?.accountId);
    assert.notEqual(json.AccountId, emulator.accounts[0]?.accountId);
  });

  it("responds before Link WAN is activated", async () => {
    assert.equal((await identity("inactive")).status, 200);
  });

  it("requires the STS version for its own action, and the Link WAN version for other actions", async () => {
    assert.equal((await identity("renter", 0, { Version: "2019-03-01" })).json.Code, "InvalidVersion");
    const renter = { url: emulator.url, ...(emulator.accounts[0] ?? assert.fail()) };
    const count = await call(renter, "CountRentedJoinPermissions", {}, { common: { Version: VERSION } });
    assert.equal(count.json.Code, "InvalidVersion");
  });

  it("rejects a wrong secret or a missing token of an additional key, and accepts the key in Link WAN calls", async () => {
    const [account] = emulator.accounts;
    const [user, role] = account?.otherKeys ?? [];
    const caller = { url: emulator.url, ...(user ?? assert.fail()) };
    const wrong = { ...caller, accessKeySecret: "wrong" };
    const count = (with_: typeof caller) => call(with_, "CountRentedJoinPermissions");
    assert.equal((await count(wrong)).json.Code, "SignatureDoesNotMatch");
    assert.equal((await count(caller)).status, 200);
    const temporary = { url: emulator.url, ...(role ?? assert.fail()) };
    assert.equal((await count(temporary)).json.Code, "MissingSecurityToken");
    assert.deepEqual([...new Set(emulator.calls.map(({ account: name }) => name))], ["renter"]);
  });
});
