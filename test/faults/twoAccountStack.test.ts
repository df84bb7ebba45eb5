import assert from "node:assert/strict";
import { joinPermissionAuthOrder } from "../../provider/resources/joinPermissionAuthOrder/declaration";
import { ownedJoinPermission } from "../../provider/resources/ownedJoinPermission/declaration";
import { FakeEngine, ManagedResource } from "../support/fakeEngine";

/** Tests a stack with the owner's join permission and order, and the renter's LOCAL lease. */
describe("a stack with the owner's and the renter's resources", () => {
  let engine: FakeEngine;
  let owned: ManagedResource;
  let order: ManagedResource;
  let lease: ManagedResource;

  beforeEach(async () => {
    engine = await FakeEngine.open();
    owned = new ManagedResource(engine, "owned", ownedJoinPermission);
    order = new ManagedResource(engine, "order", joinPermissionAuthOrder);
    lease = new ManagedResource(engine, "lease");
  });
  afterEach(() => engine.close());

  const upOwner = async (): Promise<void> => {
    const declared = { classMode: "A", freqBandPlanGroupId: "101", profile: "owner" };
    assert.ok(await owned.up(declared), owned.errors.at(-1));
    const offered = { joinPermissionId: owned.state?.id, renterAliyunId: "renter", profile: "owner" };
    assert.ok(await order.up(offered), order.errors.at(-1));
  };
  const upLease = (): Promise<boolean> => lease.up({ type: "LOCAL", authOrderId: order.state?.id });
  const up = async (): Promise<void> => {
    await upOwner();
    assert.ok(await upLease(), lease.errors.at(-1));
  };
  const refresh = async (): Promise<void> => {
    for (const resource of [owned, order, lease]) assert.ok(await resource.refresh(), resource.errors.at(-1));
  };
  const destroy = async (): Promise<void> => {
    for (const resource of [lease, order, owned]) assert.ok(await resource.destroy(), resource.errors.at(-1));
    assert.deepEqual(
      [lease, order, owned].map(({ state }) => state),
      [undefined, undefined, undefined],
    );
    assert.deepEqual(engine.held(), []);
  };

  it("offers the lease again with up --refresh after an interrupted destroy returned the lease", async () => {
    await up();
    assert.ok(await lease.destroy());
    assert.equal(await upLease(), false);
    assert.match(lease.errors.at(-1) ?? "", /has since been returned.*run pulumi up --refresh/);
    await refresh();
    assert.equal(order.state, undefined);
    await up();
    assert.equal(engine.held().length, 1);
    await destroy();
  });

  it("offers the lease again with up --refresh after the renter returned the lease in the console", async () => {
    await up();
    const JoinPermissionId = lease.state?.id;
    engine.cloud.callAs("renter", "ReturnJoinPermission", { JoinPermissionId, JoinPermissionType: "LOCAL" });
    await refresh();
    assert.deepEqual([lease.state, order.state], [undefined, undefined]);
    await up();
    await destroy();
  });

  it("keeps the order in the state while the renter holds the order's lease", async () => {
    await up();
    const before = order.state;
    await refresh();
    assert.deepEqual(order.state, before);
  });

  it("finds and uses an accepted order that an interrupted command did not record", async () => {
    await upOwner();
    const lost = order.state?.id;
    engine.cloud.callAs("renter", "AcceptJoinPermissionAuthOrder", { OrderId: lost });
    order = new ManagedResource(engine, "order", joinPermissionAuthOrder);
    await up();
    assert.equal(order.state?.id, lost);
    await destroy();
  });

  it("describes how to return a lease that an interrupted command accepted but did not record", async () => {
    await upOwner();
    engine.cloud.callAs("renter", "AcceptJoinPermissionAuthOrder", { OrderId: order.state?.id });
    const id = String(owned.state?.id);
    assert.ok(await order.destroy());
    assert.equal(await owned.destroy(), false);
    assert.match(
      owned.errors.at(-1) ?? "",
      new RegExp(`declare a LeasedJoinPermission with type: "LOCAL", joinPermissionId: "${id}"`),
    );
    assert.ok(await lease.up({ type: "LOCAL", joinPermissionId: id }), lease.errors.at(-1));
    assert.ok(await lease.destroy(), lease.errors.at(-1));
    assert.ok(await owned.destroy(), owned.errors.at(-1));
    assert.deepEqual(engine.held(), []);
  });
});
