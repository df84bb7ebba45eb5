import assert from "node:assert/strict";
import { makeLocal, makeOffer } from "../support/byHand";
import { writesIn } from "../support/calls";
import { linkwan } from "../support/door";
import { expiringService } from "../support/expiringService";
import { Home } from "../support/home";
import { emulated } from "../support/hooks";
import { TestStack, withEngine } from "../support/stack";

const { LeasedJoinPermission } = linkwan;

const LEASES = 300;
const CALLS_PER_KEY = 100;

describe("temporary keys on the real engine", function () {
  withEngine(this);

  it(`returns ${LEASES} leases in one destroy although each key expires after ${CALLS_PER_KEY} calls`, async () => {
    const otherKeys = Array.from({ length: 40 }, (_, index) => ({
      accessKeyId: `STS.${index}`,
      securityToken: `MARKED_TOKEN_${index}`,
    }));
    const cloud = await emulated({
      qps: 10_000,
      seed: { accounts: [{ name: "renter", otherKeys }, { name: "owner" }] },
    });
    const orders = Array.from({ length: LEASES }, (_, index) =>
      makeOffer(cloud, makeLocal(cloud, `valley_${index}`)),
    );
    const service = await expiringService(cloud, "renter", CALLS_PER_KEY);
    const home = new Home();
    home.writeCliFile({
      profiles: [{ name: "work", mode: "CredentialsURI", credentials_uri: service.keys }],
    });
    const stack = await TestStack.open(
      cloud,
      () => {
        for (const [index, authOrderId] of orders.entries())
          new LeasedJoinPermission(`lease-${index}`, { type: "LOCAL", authOrderId });
      },
      { "linkwan:endpoint": service.url, "linkwan:requestsPerSecond": "1000", "linkwan:profile": "work" },
    );
    try {
      for (const key of ["linkwan:accessKeyId", "linkwan:accessKeySecret"]) await stack.removeConfig(key);
      const up = await stack.up();
      assert.equal(up.failed, false, up.output);
      assert.equal(await stack.count(), LEASES);
      const [issued, rejected] = [service.issued(), service.rejected()];
      const down = await stack.destroy();
      assert.equal(down.failed, false, down.output);
      assert.deepEqual(writesIn(down.calls), Array(LEASES).fill("ReturnJoinPermission"));
      assert.deepEqual([cloud.callAs("renter", "CountRentedJoinPermissions"), await stack.count()], [0, 0]);
      assert.ok(service.rejected() - rejected >= 2, "no key expired");
      // Calls in flight during a renewal must not request additional keys.
      assert.equal(service.issued() - issued, LEASES / CALLS_PER_KEY);
      assert.match(down.output, /the security token has expired; using a new one from profile "work"/);
      assert.doesNotMatch(`${up.output}${down.output}${stack.files()}`, /MARKED/);
    } finally {
      stack.remove();
      home.remove();
      await service.close();
    }
  });
});
