import assert from "node:assert/strict";
import fc from "fast-check";
import { Limiter, QuotaDeadline } from "../../../provider/api/limiter";
import { FakeClock } from "../../support/fakeClock";

const FOREVER = Number.POSITIVE_INFINITY;

describe("limiter", () => {
  it("starts no more than its number in any sliding second, in order of arrival, and starts all", async () => {
    const arrival = fc.record({ at: fc.nat(5_000), takes: fc.nat(3_000), fails: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 6 }),
        fc.array(arrival, { maxLength: 40 }),
        async (limit, arrivals) => {
          const clock = new FakeClock();
          const limiter = new Limiter(limit, clock);
          const epoch = clock.now();
          const starts: number[] = [];
          const order: number[] = [];
          const sorted = [...arrivals].sort((one, other) => one.at - other.at);
          const all = sorted.map(async ({ at, takes, fails }, index) => {
            await clock.sleep(epoch + at - clock.now());
            await limiter.run(async () => {
              starts.push(clock.now());
              order.push(index);
              await clock.sleep(takes);
              if (fails) throw new Error("a failed call takes its slot too");
            }, FOREVER);
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
    const clock = new FakeClock();
    const limiter = new Limiter(1, clock);
    const started: number[] = [];
    const call = () =>
      limiter.run(async () => {
        started.push(clock.now());
        await clock.sleep(300);
      }, FOREVER);
    await clock.runUntil(Promise.all([call(), call()]));
    assert.equal((started[1] ?? 0) - (started[0] ?? 0), 1_300);
  });

  it("gives up at the caller's deadline, and goes on with those that have time", async () => {
    const clock = new FakeClock();
    const limiter = new Limiter(1, clock);
    const now = clock.now();
    const long = limiter.run(() => clock.sleep(10_000), FOREVER);
    const impatient = limiter.run(async () => "started", now + 2_500);
    const patient = limiter.run(async () => clock.now(), FOREVER);
    const refusedAt = impatient.catch((error) => {
      assert.ok(error instanceof QuotaDeadline);
      return clock.now();
    });
    assert.equal(await clock.runUntil(refusedAt), now + 2_500);
    await clock.runUntil(long);
    assert.equal(await clock.runUntil(patient), now + 11_000);
  });
});
