import assert from "node:assert/strict";
import { BatchedReads } from "../../../provider/client/batchedReads";
import { LinkWanError } from "../../../provider/client/errors";
import { FakeClock } from "../../support/fakeClock";

/** A source of things by id, with what was asked of it. */
const reads = (ids: readonly string[], listed: readonly string[] = ids, listFails = false) => {
  const clock = new FakeClock();
  const asked: string[] = [];
  const batched = new BatchedReads(
    {
      get: async (id) => {
        asked.push(`get ${id}`);
        await clock.sleep(50);
        if (!ids.includes(id)) throw new LinkWanError({ action: "Get", code: "NonExistent" });
        return `thing ${id}`;
      },
      list: async () => {
        asked.push("list");
        await clock.sleep(50);
        if (listFails) throw new LinkWanError({ action: "List", code: "ForbiddenByRam" });
        return new Map(listed.map((id) => [id, `thing ${id}`]));
      },
    },
    clock,
    2,
  );
  const read = (...wanted: string[]) => clock.runUntil(Promise.all(wanted.map((id) => batched.read(id))));
  return { clock, asked, batched, read };
};

const many = Array.from({ length: 50 }, (_, index) => String(index));

describe("reads in batches", () => {
  it("reads one or two one by one", async () => {
    const { asked, read } = reads(many);
    assert.deepEqual(await read("1", "2"), ["thing 1", "thing 2"]);
    assert.deepEqual(asked, ["get 1", "get 2"]);
  });

  it("reads more through the list, and keeps it for what comes soon after", async () => {
    const { asked, read, clock } = reads(many);
    assert.equal((await read(...many)).length, 50);
    await clock.runUntil(clock.sleep(5_000));
    await read("7");
    assert.deepEqual(asked, ["list"]);
    await clock.runUntil(clock.sleep(6_000));
    await read("7");
    assert.deepEqual(asked, ["list", "get 7"]);
  });

  it("goes over to the list when reads come one after the other", async () => {
    const { asked, read } = reads(many);
    for (const id of many) await read(id);
    assert.deepEqual(asked, ["get 0", "get 1", "list"]);
  });

  it("concludes absence from Get only, and takes what the list has missed", async () => {
    const { asked, read, batched, clock } = reads(["1", "2", "3"], ["1", "2"]);
    assert.deepEqual(await read("1", "2", "3"), ["thing 1", "thing 2", "thing 3"]);
    assert.deepEqual(asked, ["list", "get 3"]);
    await assert.rejects(clock.runUntil(batched.read("4")), /NonExistent/);
    assert.equal(asked.at(-1), "get 4");
  });

  it("reads one by one where the list may not be read", async () => {
    const { asked, read } = reads(many, many, true);
    assert.equal((await read("1", "2", "3")).length, 3);
    assert.deepEqual(asked, ["list", "get 1", "get 2", "get 3"]);
  });

  it("forgets the list at a write, also one that is still on its way", async () => {
    const { asked, read, batched, clock } = reads(many);
    await read("1", "2", "3");
    batched.drop();
    const first = Promise.all(["4", "5", "6"].map((id) => batched.read(id)));
    await clock.runUntil(clock.sleep(30));
    batched.drop();
    await clock.runUntil(first);
    await read("7");
    assert.deepEqual(asked, ["list", "list", "list"]);
  });
});
