import assert from "node:assert/strict";
import { makeGroup, makeLease, makeLocalLease } from "../support/byHand";
import { doorName } from "../support/door";
import type { Values } from "../support/host";
import { HostStage } from "../support/hostStage";

describe(`NodeGroupBinding in the ${doorName} host`, () => {
  let stage: HostStage;
  let pair: { nodeGroupId: string; joinPermissionId: string };
  beforeEach(async () => {
    stage = await HostStage.open("NodeGroupBinding");
    pair = { nodeGroupId: makeGroup(stage.cloud), joinPermissionId: makeLease(stage.cloud) };
  });
  afterEach(() => stage.close());

  const boundTo = (NodeGroupId: string) =>
    (stage.callAs("GetNodeGroup", { NodeGroupId }) as Values).JoinPermissionId;
  const pairByHand = (): Values => ({
    NodeGroupId: pair.nodeGroupId,
    JoinPermissionId: pair.joinPermissionId,
  });

  it("binds with one call and unbinds with one call", async () => {
    const { id, state } = await stage.host.up(pair);
    assert.deepEqual(stage.calls(), ["BindJoinPermissionToNodeGroup"]);
    assert.equal(id, `${pair.nodeGroupId}/${pair.joinPermissionId}`);
    assert.deepEqual(state, {
      ...pair,
      __inputs: "nodeGroupId,joinPermissionId",
      __account: state.__account,
      __key: state.__key,
    });
    assert.equal(boundTo(pair.nodeGroupId), pair.joinPermissionId);
    const calls = await stage.callsOf(() => stage.host.delete(id, state));
    assert.deepEqual(calls, ["UnbindJoinPermissionFromNodeGroup"]);
    assert.equal(boundTo(pair.nodeGroupId), undefined);
  });

  it("adopts an existing identical binding", async () => {
    stage.callAs("BindJoinPermissionToNodeGroup", pairByHand());
    const { id } = await stage.host.up(pair);
    assert.equal(id, `${pair.nodeGroupId}/${pair.joinPermissionId}`);
  });

  it("names the existing binding of the group or of the join permission", async () => {
    stage.callAs("BindJoinPermissionToNodeGroup", pairByHand());
    const [group, lease] = [makeGroup(stage.cloud, "wells"), makeLocalLease(stage.cloud)];
    const other = await stage.failure(stage.host.up({ ...pair, nodeGroupId: group }));
    assert.match(
      other.message,
      new RegExp(
        `join permission "meters" \\(${pair.joinPermissionId}\\) is bound to node group "pumps" \\(${pair.nodeGroupId}\\)`,
      ),
    );
    const fresh = await stage.startProcess();
    const another = await stage.failure(fresh.host.up({ ...pair, joinPermissionId: lease }));
    assert.match(
      another.message,
      new RegExp(
        `node group "pumps" \\(${pair.nodeGroupId}\\) is bound to join permission "meters" \\(${pair.joinPermissionId}\\)`,
      ),
    );
  });

  it("rejects a second binding of the same group and permission, and reports missing inputs", async () => {
    await stage.host.check({ resourceName: "first", ...pair });
    assert.deepEqual(
      await stage.reasons({ resourceName: "second", ...pair }),
      ["nodeGroupId", "joinPermissionId"].map(
        (name) =>
          `${name} is also declared by the resource "first"; a binding can belong to only one resource`,
      ),
    );
    assert.deepEqual(await stage.reasons({ resourceName: "third" }), [
      "nodeGroupId is missing: set the node group; if the command has a list of targets (--target), add the NodeGroup to the list",
      "joinPermissionId is missing: set the rented join permission; if the command has a list of targets (--target), add the LeasedJoinPermission to the list",
    ]);
  });

  it("replaces the binding if the group or permission changes, unbinds first, and requires the new group or permission to exist", async () => {
    const { id, state, inputs } = await stage.host.up(pair);
    const [group, lease] = [makeGroup(stage.cloud, "wells"), makeLocalLease(stage.cloud)];
    const changes = [{ nodeGroupId: group }, { joinPermissionId: lease }];
    for (const change of changes) {
      assert.deepEqual(await stage.host.diff(id, state, { ...inputs, ...change }), {
        changes: true,
        replaces: Object.keys(change),
        deleteBeforeReplace: true,
      });
    }
    for (const change of [{ nodeGroupId: "999" }, { joinPermissionId: "999" }]) {
      const { message } = await stage.failure(stage.host.diff(id, state, { ...inputs, ...change }));
      assert.match(message, /does not exist; nothing was changed/);
    }
  });

  it("keeps the binding if the new group or permission is already bound", async () => {
    const { id, state, inputs } = await stage.host.up(pair);
    const joinPermissionId = makeLocalLease(stage.cloud);
    const nodeGroupId = makeGroup(stage.cloud, "wells", joinPermissionId);
    const messageOf = async (change: object) =>
      (await stage.failure(stage.host.diff(id, state, { ...inputs, ...change }))).message;
    assert.match(
      await messageOf({ joinPermissionId }),
      new RegExp(
        `join permission "valley" .* is bound to node group "wells" \\(${nodeGroupId}\\); nothing was changed`,
      ),
    );
    assert.match(
      await messageOf({ nodeGroupId }),
      new RegExp(
        `node group "wells" .* is bound to join permission "valley" \\(${joinPermissionId}\\); nothing was`,
      ),
    );
    assert.equal(boundTo(pair.nodeGroupId), pair.joinPermissionId);
    assert.equal((await stage.host.diff(id, state, { nodeGroupId, joinPermissionId })).replaces.length, 2);
  });

  it("keeps the binding if the new group is locked", async () => {
    const { id, state, inputs } = await stage.host.up(pair);
    const nodeGroupId = makeGroup(stage.cloud, "wells");
    const lock = stage.cloud.lockNodeGroup(nodeGroupId);
    const { message } = await stage.failure(stage.host.diff(id, state, { ...inputs, nodeGroupId }));
    assert.match(message, new RegExp(`ResourceLocked: .* with lock ${lock}; nothing was changed`));
  });

  it("removes a binding from the state if it was unbound in the console", async () => {
    const { id, state } = await stage.host.up(pair);
    assert.deepEqual((await stage.host.read(id, state)).state, state);
    stage.callAs("UnbindJoinPermissionFromNodeGroup", pairByHand());
    const fresh = await stage.startProcess();
    assert.equal((await fresh.host.read(id, state)).id, "");
    assert.match(
      fresh.host.stderr,
      new RegExp(
        `binding ${id} is already unbound: the node group is bound to no join permission; removed from state`,
      ),
    );
    await fresh.host.delete(id, state);
  });

  it("keeps the binding if the key belongs to another account or the group is locked", async () => {
    const { id, state } = await stage.host.up(pair);
    const stranger = await stage.startProcess({ account: "stranger" });
    for (const work of [() => stranger.host.read(id, state), () => stranger.host.delete(id, state)])
      assert.match((await stage.failure(work())).message, /NotResourceOwner/);
    const lock = stage.cloud.lockNodeGroup(pair.nodeGroupId);
    assert.match(
      (await stage.failure(stage.host.delete(id, state))).message,
      new RegExp(`with lock ${lock}`),
    );
    assert.equal(boundTo(pair.nodeGroupId), pair.joinPermissionId);
  });

  it("keeps the group and the permission bound if the resource is renamed", async () => {
    const { id, state, inputs } = await stage.host.up(pair);
    const { host } = await stage.startProcess();
    const renamed = await host.create(inputs);
    await host.delete(id, state);
    assert.equal(boundTo(pair.nodeGroupId), pair.joinPermissionId);
    await host.delete(id, renamed.state);
    assert.equal(boundTo(pair.nodeGroupId), undefined);
  });
});
