import assert from "node:assert/strict";
import { operationStarter } from "../../provider/client/startOperation";
import { Claims } from "../../provider/engine/claims";
import { Lifecycle } from "../../provider/engine/lifecycle";
import { roamingJoinPermissions } from "../../provider/resources/leasedJoinPermission/api";
import { leasedJoinPermission } from "../../provider/resources/leasedJoinPermission/declaration";
import { liveConfiguration, liveOptions } from "../support/liveOptions";
import { withoutCommand } from "../support/withoutCommand";

describe("LeasedJoinPermission in the real cloud", function () {
  this.timeout(120_000);

  // Holds a ROAMING join permission for about a minute, which can incur charges.
  if (liveOptions.effect !== "costs") return;

  it("applies for a lease, changes the lease, and returns it", async () => {
    const startOperation = operationStarter(liveConfiguration);
    const lease = new Lifecycle(leasedJoinPermission, {
      startOperation,
      claims: new Claims(),
      stackState: withoutCommand,
    });
    const held = await roamingJoinPermissions.list(await startOperation(undefined), "");
    assert.deepEqual(
      [...held.values()],
      [],
      "the account already holds a ROAMING join permission, which this test would have to return",
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
