import assert from "node:assert/strict";
import { type Account, holderFinder, holdingOf, holdingResources } from "../../cli/audit/holders";
import { findOwner, type Owner, ownMark, placeOf } from "../../provider/client/credentials/ownership";

const PLACE = placeOf("https://linkwan.cn-shanghai.aliyuncs.com", undefined);
const OTHER_PLACE = placeOf("https://linkwan.cn-shanghai.aliyuncs.com", "iot-other");

/** Returns the owner of a key; STS answers only if there is an account id. */
const ownerOf = (accessKeyId: string, accountId?: string): Promise<Owner> =>
  findOwner({ accessKeyId }, accountId === undefined ? undefined : async () => accountId);

const accountWith = (owner: Owner): Account => ({ owner, place: PLACE });

/** Returns resources of one state that hold the lease 1, one for each mark. */
const leases = (...marks: (string | undefined)[]) =>
  holdingResources(
    "dev",
    marks.map((mark, index) => ({
      urn: `urn:${index}`,
      type: "linkwan:index:LeasedJoinPermission",
      id: "1",
      outputs: { __key: "key", ...(mark === undefined ? {} : { __account: mark }) },
    })),
  );

/** Returns how a resource with a mark holds the lease 1 of an account: `held`, `possibly` or `unheld`. */
const holdingWith = (mark: string | undefined, account: Account, ...others: Account[]): string =>
  holdingOf(holderFinder(leases(mark), [account, ...others])(account, "LeasedJoinPermission", "1"), true);

describe("audit of a state", () => {
  it("finds the resources of both doors, also those that are about to be deleted, and no others", () => {
    const state = [
      { urn: "a", type: "pulumi-nodejs:dynamic/linkwan:Gateway", id: "aaaa000000000001" },
      { urn: "b", type: "linkwan:index:Node", id: "dddd000000000001", delete: true },
      { urn: "c", type: "linkwan:index:Node", id: "dddd000000000002", external: true },
      { urn: "d", type: "linkwan:index:RoamingNetwork" },
      { urn: "e", type: "pulumi:providers:linkwan", id: "3f1c" },
      { urn: "f", type: "aws:s3/bucket:Bucket", id: "1" },
    ];
    assert.deepEqual(
      holdingResources("dev", state).map(({ urn, kind, id }) => [urn, kind, id]),
      [
        ["a", "Gateway", "aaaa000000000001"],
        ["b", "Node", "dddd000000000001"],
      ],
    );
  });

  it("takes a mark that is not a text, such as an encrypted one, for no mark", () => {
    const [resource] = holdingResources("dev", [
      { urn: "a", type: "linkwan:index:Node", id: "1", outputs: { __account: { ciphertext: "x" } } },
    ]);
    assert.equal(resource?.mark, undefined);
  });

  it("compares kind and id", async () => {
    const account = accountWith(await ownerOf("key", "1000000000000001"));
    const find = holderFinder(leases(`${ownMark(account.owner)}${PLACE}`), [account]);
    assert.equal(find(account, "LeasedJoinPermission", "1").length, 1);
    assert.equal(find(account, "LeasedJoinPermission", "2").length, 0);
    assert.equal(find(account, "OwnedJoinPermission", "1").length, 0);
  });

  it("counts an equal id only for the account and the place of its mark", async () => {
    const [mine, other] = [
      await ownerOf("key", "1000000000000001"),
      await ownerOf("other", "1000000000000002"),
    ];
    const account = accountWith(mine);
    assert.equal(holdingWith(`${ownMark(mine)}${PLACE}`, account), "held");
    assert.equal(holdingWith(`${ownMark(mine)}${OTHER_PLACE}`, account), "unheld");
    assert.equal(holdingWith(`${ownMark(other)}${PLACE}`, account), "unheld");
    assert.equal(holdingWith(ownMark(mine), account), "held", "a mark of an earlier version has no place");
  });

  it("does not decide for a resource whose account the state does not prove", async () => {
    const known = accountWith(await ownerOf("key", "1000000000000001"));
    const unknown = accountWith(await ownerOf("key"));
    const otherKey = `${ownMark(await ownerOf("other"))}${PLACE}`;
    assert.equal(holdingWith(undefined, known), "possibly");
    assert.equal(holdingWith(otherKey, known), "possibly");
    assert.equal(holdingWith(otherKey, unknown), "possibly");
    assert.equal(holdingWith(`${ownMark(known.owner)}${PLACE}`, unknown), "possibly");
    const sameKey = `${ownMark(unknown.owner)}${PLACE}`;
    assert.equal(holdingWith(sameKey, unknown), "held");
    assert.equal(holdingWith(sameKey, known), "held");
  });

  it("counts a resource that certainly belongs to one of the accounts for no other account", async () => {
    const [renter, owner] = [accountWith(await ownerOf("renter")), accountWith(await ownerOf("owner"))];
    const mark = `${ownMark(owner.owner)}${PLACE}`;
    assert.equal(holdingWith(mark, renter), "possibly");
    assert.equal(holdingWith(mark, renter, owner), "unheld");
    assert.equal(holdingWith(mark, owner, renter), "held");
  });

  it("prefers a certain holder, and calls nothing unheld if a stack was not read", async () => {
    const account = accountWith(await ownerOf("key", "1000000000000001"));
    const certain = `${ownMark(account.owner)}${PLACE}`;
    const holders = (...marks: (string | undefined)[]) =>
      holderFinder(leases(...marks), [account])(account, "LeasedJoinPermission", "1");
    assert.equal(holdingOf(holders(undefined, certain), false), "held");
    assert.equal(holdingOf(holders(undefined), false), "possibly");
    assert.equal(holdingOf([], false), "unknown");
    assert.equal(holdingOf([], true), "unheld");
  });
});
