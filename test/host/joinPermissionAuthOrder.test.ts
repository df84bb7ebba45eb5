import assert from "node:assert/strict";
import { makeLocal } from "../support/byHand";
import type { Values } from "../support/host";
import { HostStage } from "../support/hostStage";

describe("join permission auth order in Pulumi's dynamic host", () => {
  let stage: HostStage;
  let declared: { joinPermissionId: string; renterAliyunId: string };
  beforeEach(async () => {
    stage = await HostStage.open("JoinPermissionAuthOrder", "owner");
    declared = { joinPermissionId: makeLocal(stage.cloud), renterAliyunId: "renter" };
  });
  afterEach(() => stage.close());

  const order = (OrderId: string) => stage.callAs("GetJoinPermissionAuthOrder", { OrderId }) as Values;
  const accept = (OrderId: string) => stage.callAs("AcceptJoinPermissionAuthOrder", { OrderId });

  it("is submitted with one call, its id is text, and is canceled", async () => {
    const { id, state } = await stage.host.up(declared);
    assert.deepEqual(stage.calls(), ["SubmitJoinPermissionAuthOrder"]);
    assert.deepEqual(state, {
      ...declared,
      orderId: id,
      __inputs: "joinPermissionId,renterAliyunId",
      __key: state.__key,
    });
    assert.deepEqual((await stage.host.read(id, state)).state, state);
    await stage.host.delete(id, state);
    assert.equal(order(id).OrderState, "CANCELED");
  });

  it("once accepted, is deleted without effect, and says so", async () => {
    const { id, state } = await stage.host.up(declared);
    accept(id);
    assert.deepEqual((await stage.host.read(id, state)).state, state);
    const calls = await stage.callsOf(() => stage.host.delete(id, state));
    assert.deepEqual(calls, ["GetJoinPermissionAuthOrder"]);
    assert.equal(order(id).OrderState, "ACCEPTED");
    assert.match(
      stage.host.stderr,
      new RegExp(
        `order ${id} was accepted by renter: deleting it revokes nothing; only the renter can return`,
      ),
    );
  });

  it("that is decided between the look and the cancelation is no error", async () => {
    const { id, state } = await stage.host.up(declared);
    accept(id);
    stage.cloud.injectFault({ action: "GetJoinPermissionAuthOrder", answer: "successFalse" });
    await stage.host.delete(id, state);
    assert.match(stage.host.stderr, /was accepted by renter/);
  });

  it("that was rejected leaves the state, so that the next up submits a new one", async () => {
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

  it("whose submission was answered by nobody is not submitted again, and the error says where its id is", async () => {
    stage.cloud.injectFault({ action: "SubmitJoinPermissionAuthOrder", answer: "dropped", effect: true });
    const { message, partial } = await stage.failure(stage.host.up(declared));
    assert.equal(partial, undefined);
    assert.match(
      message,
      /^SubmitJoinPermissionAuthOrder of join permission \d+ failed with ConnectionLost: the order was submitted, but the response with its id was lost\. What to do: find its id in the notifications of the renter \(getPendingJoinPermissionAuthOrders/,
    );
    const again = await stage.failure(stage.host.up(declared));
    assert.match(
      again.message,
      /an order for it is already open\. What to do: find its id in the notifications of the renter/,
    );
    const notes = stage.callAs("ListNotifications", { Offset: 0, Limit: 9 }) as { List: Values[] };
    assert.equal(notes.List.length, 1, "one order only");
    const [note = assert.fail()] = notes.List;
    const { OrderId } = note.JoinPermissionAuthInfo as Values;
    const taken = await stage.host.up({ ...declared, orderId: OrderId });
    assert.equal(taken.id, OrderId);
  });

  it("is submitted again when the first submission got lost", async () => {
    stage.cloud.injectFault({ action: "SubmitJoinPermissionAuthOrder", answer: "dropped" });
    await stage.host.up(declared);
    assert.deepEqual(stage.calls(), [
      "SubmitJoinPermissionAuthOrder dropped",
      "GetOwnedJoinPermission",
      "SubmitJoinPermissionAuthOrder",
    ]);
  });

  it("never tries an unknown renter twice, and names who rents what is granted", async () => {
    const unknown = await stage.failure(stage.host.up({ ...declared, renterAliyunId: "nobody" }));
    assert.match(unknown.message, /RenterDoesNotExist/);
    assert.equal(stage.calls().length, 1);
    accept((await stage.host.up(declared)).id);
    const granted = await stage.failure(stage.host.up(declared));
    assert.match(granted.message, /JoinPermissionAlreadyAuthorized: it is granted to renter/);
  });

  it("is replaced for another permission, and for another renter after the old one is canceled, but not while granted", async () => {
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

  it("takes over only an order that is as declared", async () => {
    const { id } = await stage.host.up(declared);
    const fresh = await stage.again();
    const wrong = await stage.failure(
      fresh.host.up({ ...declared, orderId: id, renterAliyunId: "stranger" }),
    );
    assert.match(wrong.message, /the order has renterAliyunId renter, the program declares stranger/);
    stage.callAs("RejectJoinPermissionAuthOrder", { OrderId: id });
    const last = await stage.again();
    const closed = await stage.failure(last.host.up({ ...declared, orderId: id }));
    assert.match(closed.message, /the account holds no order with that id/);
  });
});
