import assert from "node:assert/strict";
import fc from "fast-check";
import { type Deadline, Limiter, QuotaDeadline } from "../../../provider/client/limiter";
import { FakeClock } from "../../support/fakeClock";

const FOREVER: Deadline = { at: Number.POSITIVE_INFINITY };
const never = () => false;
const limiterOf = (limit: number, clock: FakeClock, notify: (line: string) => void = () => {}) =>
  new Limiter({ limit, clock, notify, name: "ReturnJoinPermission" });

/** Error of a throttled call. */
class Throttled extends Error {}
const isThrottled = (error: unknown): boolean => error instanceof Throttled;

/** Returns the intervals, in milliseconds, between the starts of calls of equal duration, under a limit of one call. */
const gapsOf = async (count: number, duration: number): Promise<number[]> => {
  const clock = new FakeClock();
  const limiter = limiterOf(1, clock);
  const started: number[] = [];
  const call = async (): Promise<void> => {
    started.push(clock.now());
    await clock.sleep(duration);
  };
  await clock.runUntil(Promise.all(Array.from({ length: count }, () => limiter.run(call, never, FOREVER))));
  return started.slice(1).map((start, index) => start - (started[index] ?? 0));
};

describe("Limiter", () => {
  it("starts calls in order of arrival, and never more than its limit in any one-second window", async () => {
    const arrival = fc.record({ at: fc.nat(5_000), duration: fc.nat(3_000), fails: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 6 }),
        fc.array(arrival, { maxLength: 40 }),
        async (limit, arrivals) => {
          const clock = new FakeClock();
          const limiter = limiterOf(limit, clock);
          const epoch = clock.now();
          const starts: number[] = [];
          const order: number[] = [];
          const sorted = [...arrivals].sort((one, other) => one.at - other.at);
          const all = sorted.map(async ({ at, duration, fails }, index) => {
            await clock.sleep(epoch + at - clock.now());
            await limiter.run(
              async () => {
                starts.push(clock.now());
                order.push(index);
                await clock.sleep(duration);
                if (fails) throw new Error("a failed call occupies its slot too");
              },
              never,
              FOREVER,
            );
          });
          await clock.runUntil(Promise.allSettled(all));
          assert.equal(starts.length, arrivals.length);
          assert.deepEqual(
            order,
            [...order].sort((one, other) => one - other),
          );
          starts.forEach((start, index) => {
            const beyond = starts[index + limit];
            if (beyond !== undefined)
              assert.ok(beyond - start >= 1_000, `${limit + 1} starts within a second`);
          });
        },
      ),
      { numRuns: 200 },
    );
  });

  it("keeps a slot occupied for one second after the call ends, because it is unknown when the service counted the call", async () => {
    assert.deepEqual(await gapsOf(2, 300), [1_302]);
  });

  it("rejects a waiting call at its deadline, and continues with the other calls", async () => {
    const clock = new FakeClock();
    const limiter = limiterOf(1, clock);
    const now = clock.now();
    const long = limiter.run(() => clock.sleep(10_000), never, FOREVER);
    const impatient = limiter.run(async () => "started", never, { at: now + 2_500 });
    const patient = limiter.run(async () => clock.now(), never, FOREVER);
    const rejectedAt = impatient.catch((error) => {
      assert.ok(error instanceof QuotaDeadline);
      return clock.now();
    });
    assert.equal(await clock.runUntil(rejectedAt), now + 2_500);
    await clock.runUntil(long);
    assert.equal(await clock.runUntil(patient), now + 11_002);
  });

  it("leaves about a second between the starts of calls after it has learned the shortest round trip", async () => {
    const gaps = await gapsOf(22, 300);
    assert.equal(gaps[0], 1_302);
    assert.equal(gaps[20], 1_002);
  });

  it("retries a throttled call before it starts any later call", async () => {
    const clock = new FakeClock();
    const limiter = limiterOf(5, clock);
    const order: number[] = [];
    let throttles = 6;
    const call = (index: number) =>
      limiter.run(
        async () => {
          await clock.sleep(10);
          if (index > 4 && throttles-- > 0) throw new Throttled();
          order.push(index);
        },
        isThrottled,
        FOREVER,
      );
    await clock.runUntil(Promise.all(Array.from({ length: 30 }, (_, index) => call(index))));
    assert.equal(order.length, 30);
    assert.deepEqual(
      order,
      [...order].sort((one, other) => one - other),
    );
  });

  it("continues after a throttled call even if there is only one slot", async () => {
    const clock = new FakeClock();
    const limiter = limiterOf(1, clock);
    let throttles = 1;
    const call = () =>
      limiter.run(
        async () => {
          if (throttles-- > 0) throw new Throttled();
        },
        isThrottled,
        FOREVER,
      );
    await clock.runUntil(Promise.all([call(), call(), call(), call()]));
  });

  it("rejects a call that fails with any other error, without retrying the call", async () => {
    const clock = new FakeClock();
    const limiter = limiterOf(5, clock);
    let calls = 0;
    const call = limiter.run(
      async () => {
        calls++;
        throw new Error("not throttled");
      },
      isThrottled,
      FOREVER,
    );
    await assert.rejects(clock.runUntil(call), /not throttled/);
    assert.equal(calls, 1);
  });

  it("uses fewer slots while calls are throttled, then uses all slots again", async () => {
    const clock = new FakeClock();
    const limiter = limiterOf(5, clock);
    const starts: number[] = [];
    const epoch = clock.now();
    // Another process uses three of the five calls per second for ten seconds.
    const admitted: number[] = [];
    const call = () =>
      limiter.run(
        async () => {
          await clock.sleep(5);
          const now = clock.now();
          const places = now < epoch + 10_000 ? 2 : 5;
          const throttled = admitted.filter((at) => at > now - 1_000).length >= places;
          if (!throttled) admitted.push(now);
          starts.push(now);
          await clock.sleep(5);
          if (throttled) throw new Throttled();
        },
        isThrottled,
        FOREVER,
      );
    await clock.runUntil(Promise.all(Array.from({ length: 100 }, call)));
    const within = (times: number[], from: number, to: number) =>
      times.filter((at) => at >= epoch + from && at < epoch + to).length;
    assert.ok(within(admitted, 2_000, 10_000) >= 14, "the limiter does not use the remaining quota");
    assert.ok(
      within(starts, 2_000, 10_000) - within(admitted, 2_000, 10_000) <= 8,
      "the limiter is throttled too often",
    );
    assert.ok(within(admitted, 14_000, 18_000) >= 18, "the limiter does not return to all slots");
  });

  it("follows a deadline that changes while the call waits", async () => {
    const clock = new FakeClock();
    const limiter = limiterOf(1, clock);
    const start = clock.now();
    const blocking = limiter.run(() => clock.sleep(3_000), never, FOREVER);
    const deadline = { at: start + 2_000 };
    const moved = limiter.run(async () => clock.now() - start, never, deadline);
    await clock.runUntil(clock.sleep(1_000));
    deadline.at = start + 60_000;
    assert.equal(await clock.runUntil(moved), 4_002);
    await clock.runUntil(blocking);
  });

  it("reports the number of waiting calls and the estimated time every ten seconds", async () => {
    const clock = new FakeClock();
    const reports: string[] = [];
    const limiter = limiterOf(5, clock, (line) => reports.push(line));
    const calls = Array.from({ length: 150 }, () => limiter.run(async () => {}, never, FOREVER));
    await clock.runUntil(Promise.all(calls));
    assert.deepEqual(reports, [
      "100 calls to ReturnJoinPermission are waiting for the request quota; estimated time: 20 s",
      "50 calls to ReturnJoinPermission are waiting for the request quota; estimated time: 10 s",
    ]);
  });
});
