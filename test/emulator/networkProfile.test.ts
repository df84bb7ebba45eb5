import assert from "node:assert/strict";
import type { RunningEmulator } from "../../emulator";
import { callsTo } from "../support/accounts";
import { emulated } from "../support/hooks";

describe("emulator network profile", () => {
  let emulator: RunningEmulator;
  let now: number;
  const as = callsTo(
    () => emulator,
    () => now,
  );
  const [renter, owner] = [as("renter"), as("owner")];

  beforeEach(async () => {
    now = Date.now();
    emulator = await emulated({ qps: 10_000, now: () => now });
  });

  it("changes the isolation state of an account at most once a day", async () => {
    const describe = () => renter.data("GetUserNetProfileDescription");
    const update = (Isolated: unknown) => renter.code("UpdateUserIsolationState", { Isolated });
    assert.deepEqual(await describe(), { Isolated: false, IsoUpdatedRemainingSec: 0 });
    assert.equal(await update(true), "OK");
    assert.deepEqual(await describe(), { Isolated: true, IsoUpdatedRemainingSec: 86_400 });
    assert.equal((await owner.data("GetUserNetProfileDescription")).Isolated, false);
    now += 1_500;
    assert.equal((await describe()).IsoUpdatedRemainingSec, 86_399);
    assert.equal(await update(false), "ForbiddenByRiskControl");
    now += 86_400_000 - 1_500;
    assert.equal(await update(false), "OK");
    assert.equal((await describe()).Isolated, false);
    assert.equal(await update("maybe"), "InvalidIsolated");
    assert.equal(await update(""), "MissingIsolated");
  });

  it("returns the only region that the documents mention", async () => {
    assert.deepEqual(await renter.data("DescribeRegions"), [
      { RegionId: "cn-shanghai", LocalName: "华东2（上海）" },
    ]);
  });
});
