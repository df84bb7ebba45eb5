import assert from "node:assert/strict";
import { makeGroup, makeLease } from "../support/byHand";
import { doorName } from "../support/door";
import type { Values } from "../support/host";
import { HostStage } from "../support/hostStage";

const queue = { destination: "ONS", uplinkRegionName: "cn-shanghai", uplinkTopic: "readings" };
const product = { destination: "IOT", productType: "IOT_SUITE", productName: "meters", productKey: "a1b2" };

describe(`NodeGroup in the ${doorName} host`, () => {
  let stage: HostStage;
  beforeEach(async () => {
    stage = await HostStage.open("NodeGroup");
  });
  afterEach(() => stage.close());

  const groupOf = (NodeGroupId: string) => stage.callAs("GetNodeGroup", { NodeGroupId }) as Values;

  it("creates a group named after the resource, with data dispatch enabled", async () => {
    const { id, state } = await stage.host.up({ dataDispatch: queue });
    assert.deepEqual(stage.calls(), [
      "ListNodeGroups",
      "CreateNodeGroup",
      "UpdateDataDispatchConfig",
      "UpdateDataDispatchEnablingState",
      "GetNodeGroup",
    ]);
    assert.deepEqual(state, {
      nodeGroupId: id,
      nodeGroupName: "lease",
      dataDispatch: { ...queue, enabled: true },
      __inputs: "nodeGroupName,dataDispatch",
      __account: state.__account,
      __key: state.__key,
    });
    const { DataDispatchConfig, DataDispatchEnabled } = groupOf(id);
    const { Destination, OnsTopics } = DataDispatchConfig as Values;
    assert.deepEqual([Destination, (OnsTopics as Values).UplinkTopic], ["ONS", "readings"]);
    assert.equal(DataDispatchEnabled, true);
  });

  it("creates a group without data dispatch, and one with data dispatch disabled", async () => {
    const { state } = await stage.host.up({});
    assert.equal(state.dataDispatch, undefined);
    const calls = await stage.callsOf(() =>
      stage.host.up({ nodeGroupName: "still", dataDispatch: { ...product, enabled: false } }),
    );
    assert.deepEqual(calls, ["CreateNodeGroup", "UpdateDataDispatchConfig", "GetNodeGroup"]);
  });

  it("sends MQ if the service rejects ONS", async () => {
    stage.cloud.injectFault({ action: "UpdateDataDispatchConfig", code: "InvalidDataDispatchDestination" });
    const { state } = await stage.host.up({ dataDispatch: queue });
    assert.deepEqual(state.dataDispatch, { ...queue, enabled: true });
    const sent = stage.cloud.calls.filter(({ action }) => action === "UpdateDataDispatchConfig");
    assert.deepEqual(
      sent.map(({ parameters }) => parameters.DataDispatchDestination),
      ["ONS", "MQ"],
    );
  });

  it("updates changed values in place with the fewest calls, and reports no change for equal inputs", async () => {
    const declared = { nodeGroupName: "pumps", dataDispatch: queue };
    const { id, state, inputs } = await stage.host.up(declared);
    assert.equal((await stage.host.diff(id, state, inputs)).changes, false);
    const cases: [change: Values, ...calls: string[]][] = [
      [{ nodeGroupName: "wells" }, "UpdateNodeGroup"],
      [{ dataDispatch: { ...queue, uplinkTopic: "other" } }, "UpdateDataDispatchConfig"],
      [{ dataDispatch: { ...queue, enabled: false } }, "UpdateDataDispatchEnablingState"],
      [
        { dataDispatch: { ...product, enabled: false } },
        "UpdateDataDispatchConfig",
        "UpdateDataDispatchEnablingState",
      ],
    ];
    for (const [change, ...expected] of cases) {
      const { inputs: news } = await stage.host.check({ ...declared, ...change }, inputs);
      assert.deepEqual(await stage.host.diff(id, state, news), {
        changes: true,
        replaces: [],
        deleteBeforeReplace: false,
      });
      const calls = await stage.callsOf(async () => {
        const updated = await stage.host.update(id, state, news);
        await stage.host.update(id, updated, inputs);
      });
      assert.deepEqual(
        calls,
        [...expected, "GetNodeGroup", ...expected, "GetNodeGroup"],
        JSON.stringify(change),
      );
    }
  });

  it("keeps the name and the data dispatch if they are omitted", async () => {
    const { inputs } = await stage.host.up({ nodeGroupName: "pumps", dataDispatch: queue });
    assert.deepEqual((await stage.host.check({ resourceName: "lease" }, inputs)).inputs, inputs);
  });

  it("names the property of every invalid input", async () => {
    assert.deepEqual(await stage.reasons({ nodeGroupName: "abc" }), [
      "nodeGroupName has a width of 3; it must be 4 to 30 (a Chinese character counts as 2)",
    ]);
    const dispatches: [dispatch: unknown, reason: string][] = [
      ["ONS", 'dataDispatch must be an object like {destination: "ONS", uplinkRegionName, uplinkTopic}'],
      [{ destination: "MQ" }, 'dataDispatch has an invalid field: destination must be "IOT" or "ONS"'],
      [
        { destination: "ONS", uplinkTopic: "t" },
        'dataDispatch has no uplinkRegionName: destination "ONS" requires it',
      ],
      [
        { ...queue, productKey: "k" },
        'dataDispatch has an invalid field: productKey is not a field of destination "ONS"; valid fields: uplinkRegionName, uplinkTopic, enabled',
      ],
      [
        { ...product, productType: "X" },
        'dataDispatch has an invalid field: productType must be "IOT_SUITE" or "IOT_SUITE_SENIOR"',
      ],
      [
        { ...queue, enabled: "yes" },
        "dataDispatch has an invalid field: enabled must be true or false, not a string",
      ],
    ];
    for (const [dataDispatch, reason] of dispatches)
      assert.deepEqual(await stage.reasons({ dataDispatch }), [reason]);
  });

  it("rejects a name that already exists in the account, and describes how to adopt the existing group", async () => {
    const id = makeGroup(stage.cloud);
    const { message, partial } = await stage.failure(stage.host.up({ nodeGroupName: "pumps" }));
    assert.equal(partial, undefined);
    assert.match(
      message,
      new RegExp(
        `^CreateNodeGroup of node group pumps failed with NodeGroupNameDuplicated: the account already has node group ${id}\\. What to do: if no other stack manages it, set nodeGroupId: "${id}"`,
      ),
    );
  });

  it("adopts a group, and updates only properties whose declared value differs", async () => {
    const id = makeGroup(stage.cloud, "by_hand");
    const calls = await stage.callsOf(async () => {
      const adopted = await stage.host.up({ nodeGroupId: id });
      assert.deepEqual([adopted.id, adopted.state.nodeGroupName], [id, "by_hand"]);
    });
    assert.deepEqual(calls, ["GetNodeGroup"]);
    const another = await stage.startProcess();
    await another.host.up({ nodeGroupId: id, nodeGroupName: "pumps" });
    assert.equal(groupOf(id).NodeGroupName, "pumps");
    const { message } = await stage.failure(stage.host.up({ nodeGroupId: "999" }));
    assert.match(message, /the account holds no node group with that id.*check nodeGroupId/);
  });

  it("keeps a created group in the state if data dispatch cannot be enabled, and enables data dispatch in the next update", async () => {
    stage.cloud.injectFault({ action: "UpdateDataDispatchEnablingState", code: "ForbiddenByRam" });
    const { partial } = await stage.failure(stage.host.up({ dataDispatch: queue }));
    assert.ok(partial);
    assert.deepEqual(partial.properties.dataDispatch, { ...queue, enabled: false });
    const { inputs } = await stage.host.check({ resourceName: "lease", dataDispatch: queue });
    const updated = await stage.host.update(partial.id, partial.properties, inputs);
    assert.deepEqual(updated.dataDispatch, { ...queue, enabled: true });
  });

  it("names the lock if another product has locked the group", async () => {
    const { id, state, inputs } = await stage.host.up({ nodeGroupName: "pumps", dataDispatch: queue });
    const lock = stage.cloud.lockNodeGroup(id);
    const explained = `node group "pumps" \\(${id}\\) is write-locked by another product, with lock ${lock}\\.`;
    const changes: Values[] = [
      { nodeGroupName: "wells" },
      { dataDispatch: { ...queue, uplinkTopic: "other" } },
      { dataDispatch: { ...queue, enabled: false } },
    ];
    for (const change of changes) {
      const work = stage.host.update(id, state, { ...inputs, ...change });
      assert.match((await stage.failure(work)).message, new RegExp(explained));
    }
    assert.match((await stage.failure(stage.host.delete(id, state))).message, new RegExp(explained));
    stage.cloud.unlockNodeGroup(id);
    await stage.host.delete(id, state);
  });

  it("refuses to delete a bound group, and names the join permission that the group is bound to", async () => {
    const { id, state } = await stage.host.up({});
    const lease = makeLease(stage.cloud);
    stage.callAs("BindJoinPermissionToNodeGroup", { NodeGroupId: id, JoinPermissionId: lease });
    const { message } = await stage.failure(stage.host.delete(id, state));
    assert.match(message, new RegExp(`it is bound to join permission "meters" \\(${lease}\\)`));
    assert.equal((await stage.host.read(id, state)).id, id);
  });

  it("refuses to delete a group that contains nodes", async () => {
    const { id, state } = await stage.host.up({ nodeGroupName: "pumps" });
    for (let n = 1; n <= 4; n++)
      stage.callAs("AddNodeToGroup", {
        DevEui: `dddd00000000000${n}`,
        PinCode: 100_000 + n,
        NodeGroupId: id,
      });
    const { message } = await stage.failure(stage.host.delete(id, state));
    assert.match(
      message,
      /^DeleteNodeGroup of node group \d+ failed with Mismatch: "pumps" still contains 4 nodes \(dddd000000000001, dddd000000000002, dddd000000000003 …\)/,
    );
    for (let n = 1; n <= 4; n++)
      stage.callAs("RemoveNodeFromGroup", { DevEui: `dddd00000000000${n}`, NodeGroupId: id });
    const calls = await stage.callsOf(() => stage.host.delete(id, state));
    assert.deepEqual(calls, ["GetNodeGroup", "ListNodesByNodeGroupId", "DeleteNodeGroup"]);
  });

  it("reports drift, and reads the same state from the list as from single reads", async () => {
    const { id, state } = await stage.host.up({ nodeGroupName: "pumps", dataDispatch: queue });
    const single = await stage.host.read(id, state);
    assert.deepEqual(single.state, state);
    const others = await Promise.all(
      ["second", "third"].map((nodeGroupName) => stage.host.up({ nodeGroupName })),
    );
    assert.deepEqual(await stage.readTogether([{ id, state }, ...others]), ["ListNodeGroups"]);
    stage.callAs("UpdateNodeGroup", { NodeGroupId: id, NodeGroupName: "renamed" });
    stage.callAs("UpdateDataDispatchEnablingState", { NodeGroupId: id, DataDispatchEnabled: false });
    const fresh = await stage.startProcess();
    const drifted = await fresh.host.read(id, state);
    assert.equal(drifted.inputs?.nodeGroupName, "renamed");
    assert.deepEqual(drifted.inputs?.dataDispatch, { ...queue, enabled: false });
  });

  it("removes a deleted group from the state on read and delete, but fails with another account's key", async () => {
    const { id, state } = await stage.host.up({});
    const stranger = await stage.startProcess({ account: "stranger" });
    assert.match((await stage.failure(stranger.host.read(id, state))).message, /NotResourceOwner/);
    assert.match((await stage.failure(stranger.host.delete(id, state))).message, /NotResourceOwner/);
    stage.callAs("DeleteNodeGroup", { NodeGroupId: id });
    assert.equal((await stage.host.read(id, state)).id, "");
    await stage.host.delete(id, state);
    assert.match(
      stage.host.stderr,
      new RegExp(`node group ${id} is already deleted: it is not held by .*; removed from state`),
    );
  });
});
