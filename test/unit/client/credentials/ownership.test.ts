import assert from "node:assert/strict";
import {
  compareOwner,
  describeMark,
  describeOwner,
  findOwner,
  type Owner,
  ownMark,
  unexpectedAccount,
} from "../../../../provider/client/credentials/ownership";
import { LinkWanError } from "../../../../provider/client/errors";

const [MINE, THEIRS] = ["1000000000000001", "1000000000000002"];
const KEY = { accessKeyId: "LTAI-first" };
const ROTATED = { accessKeyId: "LTAI-second" };
const TEMPORARY = { accessKeyId: "STS.x", securityToken: "token" };

const known = (keys: Parameters<typeof findOwner>[0], accountId: string) =>
  findOwner(keys, async () => accountId);
const unknown = (keys: Parameters<typeof findOwner>[0]) => findOwner(keys, undefined);
const markOf = (owner: Owner): string => ownMark(owner) ?? assert.fail("no mark");

describe("the mark of an account", () => {
  it("has ten characters, and contains neither the account id nor the access key id", async () => {
    for (const owner of [await known(KEY, MINE), await unknown(KEY)]) {
      assert.match(markOf(owner), /^[ak][0-9a-f]{9}$/);
      assert.ok(!markOf(owner).includes(MINE) && !markOf(owner).includes(KEY.accessKeyId));
    }
  });

  it("is the same for every key of an account if STS responds", async () => {
    const marks = await Promise.all([KEY, ROTATED, TEMPORARY].map((keys) => known(keys, MINE)));
    assert.equal(new Set(marks.map(markOf)).size, 1);
    assert.notEqual(markOf(await known(KEY, THEIRS)), markOf(await known(KEY, MINE)));
  });

  it("is derived from the access key id if STS is not configured, unless the key is temporary", async () => {
    assert.notEqual(markOf(await unknown(KEY)), markOf(await unknown(ROTATED)));
    assert.equal(ownMark(await unknown(TEMPORARY)), undefined);
  });
});

describe("compareOwner", () => {
  it("recognizes an account by its id", async () => {
    const recorded = markOf(await known(KEY, MINE));
    assert.equal(compareOwner(recorded, await known(ROTATED, MINE)), "same");
    assert.equal(compareOwner(recorded, await known(TEMPORARY, MINE)), "same");
    assert.equal(compareOwner(recorded, await known(KEY, THEIRS)), "other");
    assert.equal(compareOwner(recorded, await unknown(KEY)), "unknown");
  });

  it("recognizes a recorded access key, with and without STS, and no other key", async () => {
    const recorded = markOf(await unknown(KEY));
    assert.equal(compareOwner(recorded, await unknown(KEY)), "same");
    assert.equal(compareOwner(recorded, await known(KEY, MINE)), "same");
    assert.equal(compareOwner(recorded, await unknown(ROTATED)), "other");
    assert.equal(compareOwner(recorded, await known(TEMPORARY, MINE)), "unknown");
  });
});

describe("the owner of credentials", () => {
  it("is described by its id and by the mark that errors use for an object's account", async () => {
    const owner = await known(KEY, MINE);
    assert.equal(describeOwner(owner), `account ${MINE} (${markOf(owner)})`);
    assert.equal(describeMark(markOf(owner)), `account ${markOf(owner)}`);
  });

  it("is described with the reason why it is unknown", async () => {
    assert.match(
      describeOwner(await unknown(KEY)),
      /^an unknown account \(linkwan:stsEndpoint is not set, access key k[0-9a-f]{9}\)$/,
    );
    const failing = await findOwner(TEMPORARY, async () => {
      throw new LinkWanError({ action: "GetCallerIdentity", code: "ConnectionRefused" });
    });
    assert.equal(
      describeOwner(failing),
      "an unknown account (STS failed with ConnectionRefused: the connection to the endpoint was refused)",
    );
  });

  it("is not determined if an unexpected error occurs, and the error is rethrown", async () => {
    const defect = findOwner(KEY, async () => {
      throw new TypeError("defect");
    });
    await assert.rejects(defect, /^TypeError: defect$/);
  });

  it("is accepted only if it is the expected account", async () => {
    const check = (owner: Owner) => unexpectedAccount("Return", "lease 1", MINE, owner, "a test");
    assert.equal(check(await known(TEMPORARY, MINE)), undefined);
    assert.match(
      check(await known(KEY, THEIRS))?.message ?? "",
      /^Return of lease 1 failed with AccountMismatch: the credentials from a test belong to account 1000000000000002 \(a[0-9a-f]{9}\), but linkwan:expectedAccount is 1000000000000001; nothing was changed\. What to do: use a key or a profile of the expected account/,
    );
    assert.match(
      check(await unknown(KEY))?.message ?? "",
      /belong to an unknown account .*What to do: set linkwan:stsEndpoint/,
    );
  });
});
