import assert from "node:assert/strict";
import fc from "fast-check";
import { Limiter, QuotaDeadline } from "../../../provider/client/limiter";
import { FakeClock } from "../../support/fakeClock";

const FOREVER = Number.POSITIVE_INFINITY;
const never = () => false;
const limiterOf = (limit: number, clock: FakeClock, tell: (line: string) => void = () => {}) =>
  new Limiter({ limit, clock, tell, name: "ReturnJoinPermission" });

/** The times between the starts of calls that each take as long, where one at a time is allowed. */
const gapsOf = async (count: number, takes: number): Promise<number[]> => {
  const clock = new FakeClock();
  const limiter = limiterOf(1, clock);
  const started: number[] = [];
  const call = async (): Promise<void> => {
    started.push(clock.now());
    await clock.sleep(takes);
  };
  await clock.runUntil(Promise.all(Array.from({ length: count }, () => limiter.run(call, never, FOREVER))));
  return started.slice(1).map((start, index) => start - (started[index] ?? 0));
};

describe("limiter", () => {
  it("starts no more than its number in any sliding second, in order of arrival, and starts all", async () => {
    const arrival = fc.record({ at: fc.nat(5_000), takes: fc.nat(3_000), fails: fc.boolean() });
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
          const all = sorted.map(async ({ at, takes, fails }, index) => {
            await clock.sleep(epoch + at - clock.now());
            await limiter.run(
              async () => {
                starts.push(clock.now());
                order.push(index);
                await clock.sleep(takes);
                if (fails) throw new Error("a failed call takes its slot too");
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
            const nextBeyond = starts[index + limit];
            if (nextBeyond !== undefined)
              assert.ok(nextBeyond - start >= 1_000, `${limit + 1} starts within a second`);
          });
        },
      ),
      { numRuns: 200 },
    );
  });

  it("counts a call until a second after its end, because the service counts it somewhere in between", async () => {
    assert.deepEqual(await gapsOf(2, 300), [1_302]);
  });

  it("gives up at the caller's deadline, and goes on with those that have time", async () => {
    const clock = new FakeClock();
    const limiter = limiterOf(1, clock);
    const now = clock.now();
    const long = limiter.run(() => clock.sleep(10_000), never, FOREVER);
    const impatient = limiter.run(async () => "started", never, now + 2_500);
    const patient = limiter.run(async () => clock.now(), never, FOREVER);
    const refusedAt = impatient.catch((error) => {
      assert.ok(error instanceof QuotaDeadline);
      return clock.now();
    });
    assert.equal(await clock.runUntil(refusedAt), now + 2_500);
    await clock.runUntil(long);
    assert.equal(await clock.runUntil(patient), now + 11_002);
  });

  it("needs less than a second between starts once it knows how long a call is on its way at least", async () => {
    const gaps = await gapsOf(22, 300);
    assert.equal(gaps[0], 1_302);
    assert.equal(gaps[20], 1_002);
  });

  it("repeats a refused call before any that came later", async () => {
    const clock = new FakeClock();
    const limiter = limiterOf(5, clock);
    const order: number[] = [];
    let refusals = 6;
    const call = (index: number) =>
      limiter.run(
        async () => {
          await clock.sleep(10);
          const refused = index > 4 && refusals-- > 0;
          if (!refused) order.push(index);
          return refused;
        },
        (refused) => refused,
        FOREVER,
      );
    await clock.runUntil(Promise.all(Array.from({ length: 30 }, (_, index) => call(index))));
    assert.deepEqual(
      order,
      [...order].sort((one, other) => one - other),
    );
  });

  it("goes on after a refusal where it has but one slot", async () => {
    const clock = new FakeClock();
    const limiter = limiterOf(1, clock);
    let refusals = 1;
    const call = () =>
      limiter.run(
        async () => refusals-- > 0,
        (refused) => refused,
        FOREVER,
      );
    await clock.runUntil(Promise.all([call(), call(), call(), call()]));
  });

  it("makes do with fewer slots while it is refused, and comes back to all of them", async () => {
    const clock = new FakeClock();
    const limiter = limiterOf(5, clock);
    const starts: number[] = [];
    const epoch = clock.now();
    /** Somebody else uses three of the five places for ten seconds. */
    const admitted: number[] = [];
    const call = () =>
      limiter.run(
        async () => {
          await clock.sleep(5);
          const now = clock.now();
          const places = now < epoch + 10_000 ? 2 : 5;
          const refused = admitted.filter((at) => at > now - 1_000).length >= places;
          if (!refused) admitted.push(now);
          starts.push(now);
          await clock.sleep(5);
          return refused;
        },
        (refused) => refused,
        FOREVER,
      );
    await clock.runUntil(Promise.all(Array.from({ length: 100 }, call)));
    const within = (times: number[], from: number, to: number) =>
      times.filter((at) => at >= epoch + from && at < epoch + to).length;
    assert.ok(within(admitted, 2_000, 10_000) >= 14, "it does not use the places that are left to it");
    assert.ok(
      within(starts, 2_000, 10_000) - within(admitted, 2_000, 10_000) <= 8,
      "it is refused too often",
    );
    assert.ok(within(admitted, 14_000, 18_000) >= 18, "it does not come back");
  });

  it("says once in ten seconds how many calls wait, and how long they will", async () => {
    const clock = new FakeClock();
    const told: string[] = [];
    const limiter = limiterOf(5, clock, (line) => told.push(line));
    const calls = Array.from({ length: 150 }, () => limiter.run(async () => {}, never, FOREVER));
    await clock.runUntil(Promise.all(calls));
    assert.deepEqual(told, [
      "100 calls of ReturnJoinPermission wait for the request quota; they need about 20 s",
      "50 calls of ReturnJoinPermission wait for the request quota; they need about 10 s",
    ]);
  });
});
