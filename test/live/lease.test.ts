import assert from "node:assert/strict";
import { operationStarter } from "../../provider/client/startOperation";
import { Claims } from "../../provider/engine/claims";
import { Lifecycle } from "../../provider/engine/lifecycle";
import { roamingJoinPermissions } from "../../provider/resources/leasedJoinPermission/api";
import { leasedJoinPermission } from "../../provider/resources/leasedJoinPermission/declaration";

/**
 * On the real cloud, started by hand only. `LINKWAN_LIVE_ENDPOINT` selects another service, for example the emulator.
 */
describe("a leased join permission in the real cloud", function () {
  this.timeout(120_000);

  it("is applied for, changed, and returned", async () => {
    assert.equal(
      process.env.LINKWAN_LIVE,
      "1",
      "set LINKWAN_LIVE=1 and ALIBABA_CLOUD_ACCESS_KEY_ID and _SECRET. It applies for a ROAMING join permission and returns it: the account holds one, and can be charged for it, for about a minute",
    );
    const startOperation = operationStarter((key) =>
      key === "linkwan:endpoint" ? process.env.LINKWAN_LIVE_ENDPOINT : undefined,
    );
    const lease = new Lifecycle(leasedJoinPermission, { startOperation, claims: new Claims() });
    const held = await roamingJoinPermissions.list(await startOperation(undefined), "");
    assert.deepEqual(
      [...held.values()],
      [],
      "the account already has a ROAMING join permission; this test would have to return it",
    );
    const declared = {
      type: "ROAMING",
      classMode: "A",
      freqBandPlanGroupId: "101",
      joinPermissionName: "linkwan_live_test",
    };
    const { inputs } = lease.check({}, declared);
    const { id, outs } = await lease.create(inputs);
    try {
      const news = { ...inputs, rxDelay: 5, enabled: false };
      const { outs: updated } = await lease.update(id, outs, news);
      assert.deepEqual([updated.rxDelay, updated.enabled], [5, false]);
      const { props } = await lease.read(id, updated);
      assert.deepEqual(props, updated);
    } finally {
      await lease.delete(id, outs);
    }
    assert.equal((await lease.read(id, outs)).id, "");
    await lease.delete(id, outs);
  });
});
