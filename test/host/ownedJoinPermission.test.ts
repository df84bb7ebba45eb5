import assert from "node:assert/strict";
import { makeLease, makeLocalLease, makeOffer } from "../support/byHand";
import { doorName } from "../support/door";
import type { Values } from "../support/host";
import { HostStage } from "../support/hostStage";

const declared = { classMode: "B", freqBandPlanGroupId: "102" };

describe(`OwnedJoinPermission in the ${doorName} host`, () => {
  let stage: HostStage;
  beforeEach(async () => {
    stage = await HostStage.open("OwnedJoinPermission", "owner");
  });
  afterEach(() => stage.close());

  const owned = (JoinPermissionId: string) =>
    stage.callAs("GetOwnedJoinPermission", { JoinPermissionId }, "owner") as Values;

  it("creates a join permission with the default JoinEUI or with a declared one", async () => {
    const { id, state } = await stage.host.up({ ...declared, dataRate: 3 });
    assert.deepEqual(stage.calls(), [
      "ListOwnedJoinPermissions",
      "CreateLocalJoinPermission",
      "GetOwnedJoinPermission",
    ]);
    assert.deepEqual(state, {
      ...declared,
      joinPermissionId: id,
      joinPermissionName: "lease",
      joinEui: "d896e0efff000000",
      enabled: true,
      rxDelay: 1,
      dataRate: 3,
      __inputs: "joinPermissionName,classMode,freqBandPlanGroupId,dataRate,enabled",
      __account: state.__account,
      __key: state.__key,
    });
    const own = await stage.host.up({
      ...declared,
      joinPermissionName: "own_eui",
      joinEui: "00000000000000AB",
      enabled: false,
    });
    assert.deepEqual([own.state.joinEui, own.state.enabled], ["00000000000000ab", false]);
    assert.equal(owned(own.id).Enabled, false);
  });

  it("updates enabled in place with one call, and all other values with another call", async () => {
    const { id, state, inputs } = await stage.host.up(declared);
    assert.equal((await stage.host.diff(id, state, inputs)).changes, false);
    const change = {
      joinPermissionName: "other",
      classMode: "C",
      freqBandPlanGroupId: "101",
      joinEui: "00000000000000ab",
      rxDelay: 9,
      dataRate: 0,
    };
    const news = { ...inputs, ...change };
    assert.deepEqual(await stage.host.diff(id, state, news), {
      changes: true,
      replaces: [],
      deleteBeforeReplace: false,
    });
    const calls = await stage.callsOf(async () => {
      const updated = await stage.host.update(id, state, news);
      for (const [name, value] of Object.entries(change)) assert.equal(updated[name], value);
      await stage.host.update(id, updated, { ...news, enabled: false });
    });
    assert.deepEqual(calls, [
      "UpdateOwnedLocalJoinPermission",
      "GetOwnedJoinPermission",
      "UpdateOwnedLocalJoinPermissionEnablingState",
      "GetOwnedJoinPermission",
    ]);
  });

  it("rejects changes to and deletion of a granted permission and names the renter, but can still disable the permission", async () => {
    const { id, state, inputs } = await stage.host.up(declared);
    makeLocalLease(stage.cloud, id);
    const changed = await stage.failure(stage.host.update(id, state, { ...inputs, classMode: "A" }));
    assert.match(
      changed.message,
      /it is granted to renter, and until it is returned, only its enabled property can be changed\. What to do: ask renter to return it/,
    );
    const deleted = await stage.failure(stage.host.delete(id, state));
    assert.match(deleted.message, /it is granted to renter, and until it is returned, it cannot be deleted/);
    assert.equal((await stage.host.update(id, state, { ...inputs, enabled: false })).enabled, false);
    stage.callAs("ReturnJoinPermission", { JoinPermissionId: id, JoinPermissionType: "LOCAL" });
    await stage.host.delete(id, state);
    assert.equal(stage.callAs("CountOwnedJoinPermissions", {}, "owner"), 0);
  });

  it("reports that an open order prevents deleting a permission", async () => {
    const { id, state } = await stage.host.up(declared);
    makeOffer(stage.cloud, id);
    stage.cloud.injectFault({ action: "DeleteLocalJoinPermission", code: "JoinPermissionAlreadyAuthorized" });
    const { message } = await stage.failure(stage.host.delete(id, state));
    assert.match(message, /an open order offers it, and until the order is decided, it cannot be deleted/);
  });

  it("rejects a name that already exists, and describes how to adopt the existing permission", async () => {
    const { id } = await stage.host.up(declared);
    const { message } = await stage.failure(stage.host.up(declared));
    assert.match(message, new RegExp(`if no other stack manages it, set joinPermissionId: "${id}"`));
    const twice = await stage.failure(stage.host.up({ joinPermissionId: id, classMode: "A" }));
    assert.match(twice.message, /a resource of this program already manages this join permission/);
    const { host } = await stage.startProcess();
    const adopted = await host.up({ joinPermissionId: id, classMode: "A" });
    assert.match(
      host.stderr,
      /adopted join permission \d+: when this resource is destroyed, the join permission is deleted/,
    );
    assert.deepEqual(
      [adopted.id, adopted.state.classMode, adopted.state.joinPermissionName],
      [id, "A", "lease"],
    );
    const none = await stage.failure(stage.host.up({ joinPermissionId: "999" }));
    assert.match(none.message, /the account holds no join permission with that id/);
  });

  it("names LeasedJoinPermission if the id belongs to a lease", async () => {
    const joinPermissionId = makeLease(stage.cloud);
    const renter = await stage.startProcess({ account: "renter" });
    const { message } = await stage.failure(renter.host.up({ joinPermissionId }));
    assert.match(
      message,
      /if the account rents the join permission, declare a LeasedJoinPermission with this id/,
    );
  });

  it("names the property of every missing or invalid input", async () => {
    assert.deepEqual(await stage.reasons({}), [
      "classMode is missing: a new join permission requires it (or set joinPermissionId to adopt one)",
      "freqBandPlanGroupId is missing: a new join permission requires it (or set joinPermissionId to adopt one)",
    ]);
    assert.deepEqual(await stage.reasons({ ...declared, joinEui: "xyz" }), [
      "joinEui must be a string of 16 hexadecimal digits",
    ]);
    assert.deepEqual(await stage.reasons({ ...declared, classMode: "D2D" }), [
      'classMode must be "A", "B" or "C"',
    ]);
  });

  it("reads the same state from the list as from single reads, and removes a deleted permission from the state", async () => {
    const made = await Promise.all(
      ["first", "second", "third"].map((joinPermissionName) =>
        stage.host.up({ ...declared, joinPermissionName, dataRate: 2 }),
      ),
    );
    assert.deepEqual(await stage.readTogether(made), ["ListOwnedJoinPermissions"]);
    const [{ id, state } = assert.fail()] = made;
    stage.callAs("DeleteLocalJoinPermission", { JoinPermissionId: id }, "owner");
    const fresh = await stage.startProcess();
    assert.equal((await fresh.host.read(id, state)).id, "");
    await fresh.host.delete(id, state);
  });
});
