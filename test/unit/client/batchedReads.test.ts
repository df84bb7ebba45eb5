import assert from "node:assert/strict";
import { BatchedReads } from "../../../provider/client/batchedReads";
import type { Collection } from "../../../provider/client/collection";
import { LinkWanError } from "../../../provider/client/errors";
import { Operation } from "../../../provider/client/operation";
import { fakeClient } from "./fakeClient";

/** Returns batched reads of a collection, and a record of the calls that the collection makes. */
const reads = (ids: readonly string[], listed: readonly string[] = ids, listFails = false) => {
  const { account, clock } = fakeClient(() => assert.fail("the collection must not make calls"));
  const calls: string[] = [];
  const collection: Collection<string> = {
    kind: "object",
    get: async (_caller, id, parentId) => {
      calls.push(`get ${id} in ${parentId}`);
      await clock.sleep(50);
      if (!ids.includes(id)) throw new LinkWanError({ action: "Get", code: "NonExistent" });
      return `object ${id}`;
    },
    list: async (_caller, parentId) => {
      calls.push(`list ${parentId}`);
      await clock.sleep(50);
      if (listFails) throw new LinkWanError({ action: "List", code: "ForbiddenByRam" });
      return new Map(listed.map((id) => [id, `object ${id}`]));
    },
    batchThreshold: 2,
  };
  const batched = new BatchedReads(account, collection, "p");
  const start = (...wanted: string[]) =>
    Promise.all(wanted.map((id) => batched.read(new Operation(account), id)));
  const read = (...wanted: string[]) => clock.runUntil(start(...wanted));
  return { clock, calls, batched, start, read };
};

const many = Array.from({ length: 50 }, (_, index) => String(index));

describe("BatchedReads", () => {
  it("reads one or two objects individually", async () => {
    const { calls, read } = reads(many);
    assert.deepEqual(await read("1", "2"), ["object 1", "object 2"]);
    assert.deepEqual(calls, ["get 1 in p", "get 2 in p"]);
  });

  it("reads three or more objects from the list, and keeps the list for a few seconds", async () => {
    const { calls, read, clock } = reads(many);
    assert.equal((await read(...many)).length, 50);
    await clock.runUntil(clock.sleep(5_000));
    await read("7");
    assert.deepEqual(calls, ["list p"]);
    await clock.runUntil(clock.sleep(6_000));
    await read("7");
    assert.deepEqual(calls, ["list p", "get 7 in p"]);
  });

  it("switches to the list at the third of several consecutive reads", async () => {
    const { calls, read } = reads(many);
    for (const id of many) await read(id);
    assert.deepEqual(calls, ["get 0 in p", "get 1 in p", "list p"]);
  });

  it("reads an object individually if the list lacks the object, and reports the object as missing only if Get also fails", async () => {
    const { calls, read } = reads(["1", "2", "3"], ["1", "2"]);
    assert.deepEqual(await read("1", "2", "3"), ["object 1", "object 2", "object 3"]);
    assert.deepEqual(calls, ["list p", "get 3 in p"]);
    await assert.rejects(read("4"), /NonExistent/);
    assert.equal(calls.at(-1), "get 4 in p");
  });

  it("reads objects individually if the list call fails", async () => {
    const { calls, read } = reads(many, many, true);
    assert.equal((await read("1", "2", "3")).length, 3);
    assert.deepEqual(calls, ["list p", "get 1 in p", "get 2 in p", "get 3 in p"]);
  });

  it("drops the list after a write, even if the list call is still in flight", async () => {
    const { calls, read, start, batched, clock } = reads(many);
    await read("1", "2", "3");
    batched.invalidate();
    const first = start("4", "5", "6");
    await clock.runUntil(clock.sleep(30));
    batched.invalidate();
    await clock.runUntil(first);
    await read("7");
    assert.deepEqual(calls, ["list p", "list p", "list p"]);
  });
});
