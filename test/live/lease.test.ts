import assert from "node:assert/strict";
import { connector } from "../../provider/client/connect";
import { Run } from "../../provider/engine/claims";
import { lifecycleOf } from "../../provider/engine/lifecycle";
import { leasedJoinPermission } from "../../provider/resources/leasedJoinPermission/declaration";

const lease = lifecycleOf(leasedJoinPermission);

/**
 * Against the real cloud, by hand only. `LINKWAN_LIVE_ENDPOINT` sends it elsewhere, for example to the emulator.
 */
describe("leased join permission in the real cloud", function () {
  this.timeout(120_000);

  it("is applied for, changed, and returned", async () => {
    assert.equal(
      process.env.LINKWAN_LIVE,
      "1",
      "set LINKWAN_LIVE=1 and ALIBABA_CLOUD_ACCESS_KEY_ID and _SECRET. It applies for a ROAMING join permission and returns it: the account holds one, and may be charged for it, for about a minute",
    );
    const connect = connector((key) =>
      key === "linkwan:endpoint" ? process.env.LINKWAN_LIVE_ENDPOINT : undefined,
    );
    const context = { connect, run: new Run() };
    const { List } = await (await context.connect(undefined)).call("ListRentedJoinPermissions", {
      Offset: 0,
      Limit: 1,
      Type: "ROAMING",
      SortingField: "CREATED_MILLIS",
      Ascending: true,
    });
    assert.deepEqual(
      List,
      [],
      "the account already has a ROAMING join permission; this test would have to return it",
    );
    const declared = {
      type: "ROAMING",
      classMode: "A",
      freqBandPlanGroupId: "101",
      joinPermissionName: "linkwan_live_test",
    };
    const { inputs } = lease.check({}, declared, context);
    const { id, outs } = await lease.create(inputs, context);
    try {
      const news = { ...inputs, rxDelay: 5, enabled: false };
      const { outs: updated } = await lease.update(id, outs, news, context);
      assert.deepEqual([updated.rxDelay, updated.enabled], [5, false]);
      const { props } = await lease.read(id, updated, context);
      assert.deepEqual(props, updated);
    } finally {
      await lease.delete(id, outs, context);
    }
    assert.equal((await lease.read(id, outs, context)).id, "");
    await lease.delete(id, outs, context);
  });
});
