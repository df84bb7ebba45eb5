import assert from "node:assert/strict";
import { Operation } from "../../../provider/client/operation";
import { GetFreqBandPlanGroup } from "../../../provider/resources/freqBandPlanGroup";
import { gateways } from "../../../provider/resources/gateway/api";
import {
  ApplyRoamingJoinPermission,
  roamingJoinPermissions,
} from "../../../provider/resources/leasedJoinPermission/api";
import { nodeGroups } from "../../../provider/resources/nodeGroup/api";
import type { FakeClock } from "../../support/fakeClock";
import { fakeClient, ok } from "./fakeClient";

const THROTTLED = "Throttling.User";

const gateway = (GwEui: string) => ({ GwEui, Name: GwEui, FreqBandPlanGroupId: 101, Enabled: true });
const listOf = (...ids: string[]) => ok({ TotalCount: ids.length, List: ids.map(gateway) });

/** Returns a function that reports the outcome and the duration of some work. */
const outcomes = (clock: FakeClock) => {
  const start = clock.now();
  return (work: Promise<unknown>) =>
    work.then(
      () => ({ after: clock.now() - start, message: "OK" }),
      (error: Error) => ({ after: clock.now() - start, message: error.message }),
    );
};

describe("the deadline of an operation", () => {
  it("aborts batched reads whose list call is throttled", async () => {
    const { account, clock } = fakeClient(() => THROTTLED, { operationTimeoutMs: 4_000 });
    const outcome = outcomes(clock);
    const reads = ["a", "b", "c"].map((id) => outcome(new Operation(account).read(gateways, id)));
    for (const [index, { after, message }] of (await clock.runUntil(Promise.all(reads))).entries()) {
      assert.equal(after, 4_000);
      assert.match(
        message,
        new RegExp(
          `^GetGateway of gateway ${"abc"[index]} failed with OperationTimeout: the operation took more than 4 s, including 4 s waiting for the request quota\\.`,
        ),
      );
    }
  });

  it("aborts one reader of a shared list, but not the readers with later deadlines", async () => {
    const { account, clock, sent } = fakeClient((action): string | ReturnType<typeof ok> =>
      action === "ListGateways" && clock.now() >= listedFrom ? listOf("a", "b", "c") : THROTTLED,
    );
    const start = clock.now();
    const listedFrom = start + 6_000;
    const outcome = outcomes(clock);
    const read = (id: string, seconds: number) =>
      outcome(new Operation(account, { at: start + 1_000 * seconds }).read(gateways, id));
    const [early, later, latest] = await clock.runUntil(
      Promise.all([read("a", 4), read("b", 10), read("c", 20)]),
    );
    assert.equal(early?.after, 4_000);
    assert.match(early?.message ?? "", /GetGateway of gateway a failed with OperationTimeout/);
    for (const reader of [later, latest]) {
      assert.equal(reader?.message, "OK");
      assert.ok((reader?.after ?? 0) >= 6_000 && (reader?.after ?? 0) < 7_000, `${reader?.after}`);
    }
    assert.ok(!sent.some(({ GwEui }) => GwEui === "b" || GwEui === "c"));
  });

  it("does not abort a list call in flight that a later reader has joined", async () => {
    const { account, clock } = fakeClient((action): string | ReturnType<typeof ok> =>
      action === "ListGateways" && clock.now() >= listedFrom ? listOf("a", "b", "c", "d") : THROTTLED,
    );
    const start = clock.now();
    const listedFrom = start + 6_000;
    const outcome = outcomes(clock);
    const read = (id: string, seconds: number) =>
      outcome(new Operation(account, { at: start + 1_000 * seconds }).read(gateways, id));
    const early = ["a", "b", "c"].map((id) => read(id, 4));
    await clock.runUntil(clock.sleep(3_000));
    const joined = read("d", 20);
    for (const { after, message } of await clock.runUntil(Promise.all(early))) {
      assert.equal(after, 4_000);
      assert.match(message, /OperationTimeout/);
    }
    assert.equal((await clock.runUntil(joined)).message, "OK");
  });

  it("aborts each operation that shares the initial list at the operation's own deadline", async () => {
    const { account, clock } = fakeClient(() => THROTTLED);
    const start = clock.now();
    const outcome = outcomes(clock);
    const list = (seconds: number) =>
      outcome(new Operation(account, { at: start + 1_000 * seconds }).listAtStart(nodeGroups));
    const ends = await clock.runUntil(Promise.all([list(3), list(5)]));
    assert.deepEqual(
      ends.map(({ after }) => after),
      [3_000, 5_000],
    );
    for (const { message } of ends) assert.match(message, /every node group failed with OperationTimeout/);
  });

  it("counts only the operation's own part of a shared wait for the quota", async () => {
    const { account, clock } = fakeClient(() => THROTTLED, { operationTimeoutMs: 20_000 });
    const outcome = outcomes(clock);
    const list = () => outcome(new Operation(account).listAtStart(nodeGroups));
    const first = list();
    await clock.runUntil(clock.sleep(15_000));
    const joined = list();
    const ends = await clock.runUntil(Promise.all([first, joined]));
    assert.deepEqual(
      ends.map(({ after }) => after),
      [20_000, 35_000],
    );
    for (const { message } of ends) assert.match(message, /took more than 20 s, including 20 s waiting/);
  });

  it("counts parallel waits only once, and does not count the time of calls in flight", async () => {
    const { account, clock } = fakeClient(() => assert.fail("replaced"), {
      operationTimeoutMs: 10_000,
      transport: async () => {
        await clock.sleep(6_000);
        return ok(gateway("a"));
      },
    });
    const operation = new Operation(account);
    const read = () => gateways.get(operation, "a", "");
    const five = () => Promise.all(Array.from({ length: 5 }, read));
    await clock.runUntil(five());
    // All six calls wait for a slot until 7 s; then five calls are in flight, and the last call waits until 10 s.
    const others = five();
    await assert.rejects(clock.runUntil(read()), /took more than 10 s, including 4 s waiting/);
    await clock.runUntil(others);
  });

  it("does not hide the failure of an attempt if the pause before the retry exceeds the deadline", async () => {
    const { account, clock, sent } = fakeClient(() => "MalformedResponse", { operationTimeoutMs: 500 });
    const { sleep } = clock;
    Object.assign(clock, { sleep: (ms: number, signal?: AbortSignal) => sleep(ms + 300, signal) });
    const read = new Operation(account).call(GetFreqBandPlanGroup, { GroupId: "101" });
    const { message } = await clock.runUntil(outcomes(clock)(read));
    assert.match(message, /^GetFreqBandPlanGroup of .* failed with MalformedResponse: /);
    assert.equal(sent.length, 1);
  });

  it("aborts the check that follows a lost response", async () => {
    let throttles = 4;
    const { account, clock, sent } = fakeClient(
      (action) => (action !== "ApplyRoamingJoinPermission" || throttles-- > 0 ? THROTTLED : "Timeout"),
      { operationTimeoutMs: 4_000 },
    );
    const operation = new Operation(account);
    const application = {
      JoinPermissionName: "meters",
      ClassMode: "A",
      FreqBandPlanGroupId: "101",
      RxDelay: undefined,
      DataRate: undefined,
    } as const;
    const applied = operation.call(ApplyRoamingJoinPermission, application, async () => {
      const [id] = [...(await roamingJoinPermissions.list(operation, "")).keys()];
      return id === undefined ? undefined : { result: id };
    });
    const { after, message } = await clock.runUntil(outcomes(clock)(applied));
    assert.equal(after, 4_000);
    assert.match(message, /^ApplyRoamingJoinPermission of join permission meters failed with Timeout: /);
    assert.equal(sent.at(-1)?.action, "ListRentedJoinPermissions");
  });
});
