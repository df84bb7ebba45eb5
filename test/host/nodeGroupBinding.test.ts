import assert from "node:assert/strict";
import { makeGroup, makeLease, makeLocalLease } from "../support/byHand";
import type { Values } from "../support/host";
import { HostStage } from "../support/hostStage";

describe("node group binding in Pulumi's dynamic host", () => {
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

  it("binds with one call, and unbinds with one", async () => {
    const { id, state } = await stage.host.up(pair);
    assert.deepEqual(stage.calls(), ["BindJoinPermissionToNodeGroup"]);
    assert.equal(id, `${pair.nodeGroupId}/${pair.joinPermissionId}`);
    assert.deepEqual(state, {
      ...pair,
      __inputs: "nodeGroupId,joinPermissionId",
      __key: state.__key,
    });
    assert.equal(boundTo(pair.nodeGroupId), pair.joinPermissionId);
    const calls = await stage.callsOf(() => stage.host.delete(id, state));
    assert.deepEqual(calls, ["UnbindJoinPermissionFromNodeGroup"]);
    assert.equal(boundTo(pair.nodeGroupId), undefined);
  });

  it("takes what is bound to each other already for success", async () => {
    stage.callAs("BindJoinPermissionToNodeGroup", pairByHand());
    const { id } = await stage.host.up(pair);
    assert.equal(id, `${pair.nodeGroupId}/${pair.joinPermissionId}`);
  });

  it("names what is in the way, on either side", async () => {
    stage.callAs("BindJoinPermissionToNodeGroup", pairByHand());
    const [group, lease] = [makeGroup(stage.cloud, "wells"), makeLocalLease(stage.cloud)];
    const other = await stage.failure(stage.host.up({ ...pair, nodeGroupId: group }));
    assert.match(
      other.message,
      new RegExp(
        `join permission "meters" \\(${pair.joinPermissionId}\\) is bound to node group "pumps" \\(${pair.nodeGroupId}\\)`,
      ),
    );
    const fresh = await stage.again();
    const another = await stage.failure(fresh.host.up({ ...pair, joinPermissionId: lease }));
    assert.match(
      another.message,
      new RegExp(
        `node group "pumps" \\(${pair.nodeGroupId}\\) is bound to join permission "meters" \\(${pair.joinPermissionId}\\)`,
      ),
    );
  });

  it("refuses two bindings of a program that share a side, and what is missing", async () => {
    await stage.host.check({ resourceName: "first", ...pair });
    const { failures } = await stage.host.check({ resourceName: "second", ...pair });
    assert.deepEqual(
      failures.map(({ property, reason }) => `${property} ${reason}`),
      ["nodeGroupId", "joinPermissionId"].map(
        (name) =>
          `${name} is also declared by the resource "first"; a binding can belong to one resource only`,
      ),
    );
    const missing = await stage.host.check({ resourceName: "third" });
    assert.deepEqual(
      missing.failures.map(({ property }) => property),
      ["nodeGroupId", "joinPermissionId"],
    );
  });

  it("is replaced for another group or permission, the old one unbound first, and only if the new one exists", async () => {
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

  it("is not unbound for what is bound elsewhere, on either side", async () => {
    const { id, state, inputs } = await stage.host.up(pair);
    const joinPermissionId = makeLocalLease(stage.cloud);
    const nodeGroupId = makeGroup(stage.cloud, "wells", joinPermissionId);
    const refused = async (change: object) =>
      (await stage.failure(stage.host.diff(id, state, { ...inputs, ...change }))).message;
    assert.match(
      await refused({ joinPermissionId }),
      new RegExp(
        `join permission "valley" .* is bound to node group "wells" \\(${nodeGroupId}\\); nothing was changed`,
      ),
    );
    assert.match(
      await refused({ nodeGroupId }),
      new RegExp(
        `node group "wells" .* is bound to join permission "valley" \\(${joinPermissionId}\\); nothing was`,
      ),
    );
    assert.equal(boundTo(pair.nodeGroupId), pair.joinPermissionId);
    assert.equal((await stage.host.diff(id, state, { nodeGroupId, joinPermissionId })).replaces.length, 2);
  });

  it("is not unbound for a group that is locked", async () => {
    const { id, state, inputs } = await stage.host.up(pair);
    const nodeGroupId = makeGroup(stage.cloud, "wells");
    const lock = stage.cloud.lockNodeGroup(nodeGroupId);
    const { message } = await stage.failure(stage.host.diff(id, state, { ...inputs, nodeGroupId }));
    assert.match(message, new RegExp(`ResourceLocked: .* with lock ${lock}; nothing was changed`));
  });

  it("that was undone at the console leaves the state, and is bound again by the next up", async () => {
    const { id, state } = await stage.host.up(pair);
    assert.deepEqual((await stage.host.read(id, state)).state, state);
    stage.callAs("UnbindJoinPermissionFromNodeGroup", pairByHand());
    const fresh = await stage.again();
    assert.equal((await fresh.host.read(id, state)).id, "");
    assert.match(
      fresh.host.stderr,
      new RegExp(`binding ${id} is already unbound: it is bound to no join permission; removed from state`),
    );
    await fresh.host.delete(id, state);
  });

  it("is not dropped with another account's key, nor while its group is locked", async () => {
    const { id, state } = await stage.host.up(pair);
    const stranger = await stage.again({ account: "stranger" });
    for (const work of [() => stranger.host.read(id, state), () => stranger.host.delete(id, state)])
      assert.match((await stage.failure(work())).message, /NotResourceOwner/);
    const lock = stage.cloud.lockNodeGroup(pair.nodeGroupId);
    assert.match(
      (await stage.failure(stage.host.delete(id, state))).message,
      new RegExp(`with lock ${lock}`),
    );
    assert.equal(boundTo(pair.nodeGroupId), pair.joinPermissionId);
  });

  it("goes on under another name without being unbound", async () => {
    const { id, state, inputs } = await stage.host.up(pair);
    const renamed = await stage.host.create(inputs);
    await stage.host.delete(id, state);
    assert.equal(boundTo(pair.nodeGroupId), pair.joinPermissionId);
    await stage.host.delete(id, renamed.state);
    assert.equal(boundTo(pair.nodeGroupId), undefined);
  });
});
