import assert from "node:assert/strict";
import { setTimeout } from "node:timers/promises";
import { makeLocal, makeOffer } from "../support/byHand";
import { doorName } from "../support/door";
import type { Values } from "../support/host";
import { HostStage } from "../support/hostStage";

describe(`JoinPermissionAuthOrder in the ${doorName} host`, () => {
  let stage: HostStage;
  let declared: { joinPermissionId: string; renterAliyunId: string };
  beforeEach(async () => {
    stage = await HostStage.open("JoinPermissionAuthOrder", "owner");
    declared = { joinPermissionId: makeLocal(stage.cloud), renterAliyunId: "renter" };
  });
  afterEach(() => stage.close());

  const getOrder = (OrderId: string) => stage.callAs("GetJoinPermissionAuthOrder", { OrderId }) as Values;
  const accept = (OrderId: string) => stage.callAs("AcceptJoinPermissionAuthOrder", { OrderId });

  it("submits an order with one call, keeps the order id as a string, and cancels the order", async () => {
    const { id, state } = await stage.host.up(declared);
    assert.deepEqual(stage.calls(), ["SubmitJoinPermissionAuthOrder"]);
    assert.deepEqual(state, {
      ...declared,
      orderId: id,
      __inputs: "joinPermissionId,renterAliyunId",
      __account: state.__account,
      __key: state.__key,
    });
    assert.deepEqual((await stage.host.read(id, state)).state, state);
    await stage.host.delete(id, state);
    assert.equal(getOrder(id).OrderState, "CANCELED");
  });

  it("rejects a profile of another account, even though the renter can read the order", async () => {
    const { id, state } = await stage.host.up(declared);
    const { message } = await stage.failure(stage.host.update(id, state, { ...declared, profile: "renter" }));
    assert.match(message, /if the profile changed, use a profile of the same account/);
    await stage.host.update(id, state, { ...declared, profile: "owner" });
  });

  it("deletes an accepted order only from the state, and logs that the lease is not revoked", async () => {
    const { id, state } = await stage.host.up(declared);
    accept(id);
    assert.deepEqual((await stage.host.read(id, state)).state, state);
    const calls = await stage.callsOf(() => stage.host.delete(id, state));
    assert.deepEqual(calls, ["GetJoinPermissionAuthOrder", "GetOwnedJoinPermission"]);
    assert.equal(getOrder(id).OrderState, "ACCEPTED");
    assert.match(
      stage.host.stderr,
      new RegExp(
        `order ${id} was accepted by renter: deleting the order does not revoke the lease; only the renter can return`,
      ),
    );
  });

  it("deletes an order from the state if the renter accepts it between the read and the cancellation", async () => {
    const { id, state } = await stage.host.up(declared);
    // The response to the read contains APPLYING, but arrives only after the order was accepted.
    stage.cloud.injectFault({
      action: "GetJoinPermissionAuthOrder",
      answer: "late",
      effect: true,
      delayMs: 500,
    });
    const calls = await stage.callsOf(async () => {
      const deletion = stage.host.delete(id, state);
      await setTimeout(250);
      accept(id);
      await deletion;
    });
    assert.deepEqual(calls, [
      "GetJoinPermissionAuthOrder late",
      "CancelJoinPermissionAuthOrder IllegalOrderStateTransition",
      "GetJoinPermissionAuthOrder",
      "GetOwnedJoinPermission",
    ]);
    assert.match(stage.host.stderr, /was accepted by renter/);
    assert.equal(getOrder(id).OrderState, "ACCEPTED");
  });

  it("deletes an accepted order without a warning once its lease is returned", async () => {
    const { id, state } = await stage.host.up(declared);
    accept(id);
    const { joinPermissionId: JoinPermissionId } = declared;
    stage.callAs("ReturnJoinPermission", { JoinPermissionId, JoinPermissionType: "LOCAL" });
    await stage.host.delete(id, state);
    assert.doesNotMatch(stage.host.stderr, /was accepted by renter/);
  });

  it("retries the read of an accepted order if a response is invalid", async () => {
    const { id, state } = await stage.host.up(declared);
    accept(id);
    stage.cloud.injectFault({ action: "GetJoinPermissionAuthOrder", answer: "successFalse" });
    await stage.host.delete(id, state);
    assert.match(stage.host.stderr, /was accepted by renter/);
  });

  it("removes a rejected order from the state, so that the next up submits a new one", async () => {
    const { id, state } = await stage.host.up(declared);
    stage.callAs("RejectJoinPermissionAuthOrder", { OrderId: id });
    assert.equal((await stage.host.read(id, state)).id, "");
    assert.match(
      stage.host.stderr,
      new RegExp(`order ${id} is already closed: it is REJECTED; removed from state`),
    );
    await stage.host.delete(id, state);
    assert.notEqual((await stage.host.up(declared)).id, id);
  });

  it("submits an order only once if the response is lost, and describes how to find the id of the order", async () => {
    stage.cloud.injectFault({ action: "SubmitJoinPermissionAuthOrder", answer: "dropped", effect: true });
    const { message, partial } = await stage.failure(stage.host.up(declared));
    assert.equal(partial, undefined);
    assert.match(
      message,
      /^SubmitJoinPermissionAuthOrder of join permission \d+ failed with ConnectionLost: the order was submitted, but the response with its id was lost\. What to do: find the order's id in the notifications of the renter \(getPendingJoinPermissionAuthOrders/,
    );
    const again = await stage.failure(stage.host.up(declared));
    assert.match(
      again.message,
      /it already has an open order\. What to do: find the order's id in the notifications of the renter/,
    );
    const notes = stage.callAs("ListNotifications", { Offset: 0, Limit: 9 }) as { List: Values[] };
    assert.equal(notes.List.length, 1, "there must be exactly one order");
    const [note = assert.fail()] = notes.List;
    const { OrderId } = note.JoinPermissionAuthInfo as Values;
    const adopted = await stage.host.up({ ...declared, orderId: OrderId });
    assert.equal(adopted.id, OrderId);
  });

  it("submits an order again if the first submission is lost", async () => {
    stage.cloud.injectFault({ action: "SubmitJoinPermissionAuthOrder", answer: "dropped" });
    await stage.host.up(declared);
    assert.deepEqual(stage.calls(), [
      "SubmitJoinPermissionAuthOrder dropped",
      "GetOwnedJoinPermission",
      "SubmitJoinPermissionAuthOrder",
    ]);
  });

  it("submits an order to an unknown renter only once, and names the renter of a granted permission", async () => {
    const unknown = await stage.failure(stage.host.up({ ...declared, renterAliyunId: "nobody" }));
    assert.match(unknown.message, /RenterDoesNotExist/);
    assert.equal(stage.calls().length, 1);
    accept((await stage.host.up(declared)).id);
    const granted = await stage.failure(stage.host.up({ ...declared, renterAliyunId: "owner" }));
    assert.match(granted.message, /JoinPermissionAlreadyAuthorized: it is granted to renter/);
  });

  it("replaces an order if its permission or renter changes, cancels the old order first if the renter changes, and keeps the order while the permission is granted", async () => {
    const { id, state, inputs } = await stage.host.up(declared);
    const other = { ...inputs, joinPermissionId: makeLocal(stage.cloud, "hills") };
    assert.deepEqual(await stage.host.diff(id, state, other), {
      changes: true,
      replaces: ["joinPermissionId"],
      deleteBeforeReplace: false,
    });
    const stranger = { ...inputs, renterAliyunId: "stranger" };
    assert.deepEqual(await stage.host.diff(id, state, stranger), {
      changes: true,
      replaces: ["renterAliyunId"],
      deleteBeforeReplace: true,
    });
    accept(id);
    const { message } = await stage.failure(stage.host.diff(id, state, stranger));
    assert.match(message, /is granted to renter; nothing was changed/);
  });

  it("rejects a replacement whose join permission cannot be offered", async () => {
    const { id, state, inputs } = await stage.host.up(declared);
    const offered = makeLocal(stage.cloud, "hills");
    makeOffer(stage.cloud, offered);
    for (const [joinPermissionId, reason] of [
      [
        offered,
        /it already has an open order; nothing was changed. What to do: find the order's id in the notifications/,
      ],
      ["59999", /NonExistent: .*; nothing was changed/],
    ] as const) {
      const { message } = await stage.failure(stage.host.diff(id, state, { ...inputs, joinPermissionId }));
      assert.match(message, reason);
    }
  });

  it("replaces an order by one that an interrupted command submitted, if the renter accepted it", async () => {
    const { id, state, inputs } = await stage.host.up(declared);
    const joinPermissionId = makeLocal(stage.cloud, "hills");
    const submitted = makeOffer(stage.cloud, joinPermissionId);
    accept(submitted);
    const other = { ...inputs, joinPermissionId };
    assert.deepEqual((await stage.host.diff(id, state, other)).replaces, ["joinPermissionId"]);
    assert.equal((await stage.host.up({ ...declared, joinPermissionId })).id, submitted);
  });

  it("adopts only an open order that matches the declaration", async () => {
    const { id } = await stage.host.up(declared);
    const fresh = await stage.startProcess();
    const wrong = await stage.failure(
      fresh.host.up({ ...declared, orderId: id, renterAliyunId: "stranger" }),
    );
    assert.match(
      wrong.message,
      /the order has renterAliyunId renter, but the program declares another value/,
    );
    stage.callAs("RejectJoinPermissionAuthOrder", { OrderId: id });
    const last = await stage.startProcess();
    const closed = await stage.failure(last.host.up({ ...declared, orderId: id }));
    assert.match(closed.message, /the account holds no order with that id/);
  });
});
