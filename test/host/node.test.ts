import assert from "node:assert/strict";
import { makeGroup } from "../support/byHand";
import { doorName } from "../support/door";
import { HostStage } from "../support/hostStage";

const devEui = "dddd000000000001";

describe(`Node in the ${doorName} host`, () => {
  let stage: HostStage;
  let declared: { devEui: string; pinCode: string; nodeGroupId: string };
  beforeEach(async () => {
    stage = await HostStage.open("Node");
    declared = { devEui: "DDDD000000000001", pinCode: "100001", nodeGroupId: makeGroup(stage.cloud) };
  });
  afterEach(() => stage.close());

  const nodesOf = (NodeGroupId: string) =>
    (
      stage.callAs("ListNodesByNodeGroupId", { NodeGroupId, Offset: 0, Limit: 200 }) as {
        List: { DevEui: string; Appkey: string }[];
      }
    ).List;

  it("adds a node with its PIN, removes the node, and lists the node group only once per process", async () => {
    const { id, state } = await stage.host.up(declared);
    assert.deepEqual(stage.calls(), ["ListNodesByNodeGroupId", "AddNodeToGroup"]);
    assert.deepEqual(state, {
      devEui,
      nodeGroupId: declared.nodeGroupId,
      pinCode: "100001",
      __inputs: "devEui,nodeGroupId,pinCode",
      __account: state.__account,
      __key: state.__key,
    });
    const calls = await stage.callsOf(() =>
      stage.host.up({ ...declared, devEui: "dddd000000000002", pinCode: "100002" }),
    );
    assert.deepEqual(calls, ["AddNodeToGroup"]);
    await stage.host.delete(id, state);
    assert.deepEqual(
      nodesOf(declared.nodeGroupId).map(({ DevEui }) => DevEui),
      ["dddd000000000002"],
    );
  });

  it("reads all nodes of a group with one call, and never returns an AppKey", async () => {
    const made = await Promise.all(
      [1, 2, 3, 4, 5].map((n) =>
        stage.host.up({ ...declared, devEui: `dddd00000000000${n}`, pinCode: `10000${n}` }),
      ),
    );
    const fresh = await stage.startProcess();
    const calls = await stage.callsOf(async () => {
      const read = await Promise.all(made.map(({ id, state }) => fresh.host.read(id, state)));
      assert.deepEqual(
        read.map(({ state }) => state),
        made.map(({ state }) => state),
      );
      const keys = nodesOf(declared.nodeGroupId).map(({ Appkey }) => Appkey);
      assert.match(keys[0] ?? "", /^[0-9A-Fa-f]{32}$/);
      for (const key of keys) assert.ok(!JSON.stringify(read).includes(key));
    });
    assert.deepEqual(calls, ["ListNodesByNodeGroupId"]);
  });

  it("replaces a node if its group changes, removes the node from the old group first, and requires the new group to exist", async () => {
    const { id, state, inputs } = await stage.host.up(declared);
    assert.deepEqual(
      await stage.host.diff(id, state, { ...inputs, nodeGroupId: makeGroup(stage.cloud, "wells") }),
      {
        changes: true,
        replaces: ["nodeGroupId"],
        deleteBeforeReplace: true,
      },
    );
    const { message } = await stage.failure(stage.host.diff(id, state, { ...inputs, nodeGroupId: "999" }));
    assert.match(message, /the node group does not exist; nothing was changed/);
  });

  it("keeps a node declared without a PIN in its group, because the node could not be added again", async () => {
    await stage.host.up(declared);
    const { nodeGroupId } = declared;
    const fresh = await stage.startProcess();
    const { id, state, inputs } = await fresh.host.up({ devEui, nodeGroupId });
    const wells = makeGroup(stage.cloud, "wells");
    const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
    for (const target of [wells, UNKNOWN]) {
      const { message } = await stage.failure(fresh.host.diff(id, state, { ...inputs, nodeGroupId: target }));
      assert.match(
        message,
        /Mismatch: moving a node to another group requires the node's PIN, .*nothing was changed\. What to do: set its pinCode/,
      );
    }
    const withPin = { ...inputs, pinCode: "100001", nodeGroupId: wells };
    assert.deepEqual((await fresh.host.diff(id, state, withPin)).replaces, ["nodeGroupId"]);
    // After a move in the console, the node can be adopted in the new group.
    stage.callAs("RemoveNodeFromGroup", { DevEui: devEui, NodeGroupId: nodeGroupId });
    stage.callAs("AddNodeToGroup", { DevEui: devEui, PinCode: 100_001, NodeGroupId: wells });
    const later = await stage.startProcess();
    assert.deepEqual((await later.host.diff(id, state, { ...inputs, nodeGroupId: wells })).replaces, [
      "nodeGroupId",
    ]);
  });

  it("keeps a node in its group if the new group is locked", async () => {
    const { id, state, inputs } = await stage.host.up(declared);
    const wells = makeGroup(stage.cloud, "wells");
    const lock = stage.cloud.lockNodeGroup(wells);
    const { message } = await stage.failure(stage.host.diff(id, state, { ...inputs, nodeGroupId: wells }));
    assert.match(message, new RegExp(`ResourceLocked: .* with lock ${lock}; nothing was changed`));
  });

  it("adopts a node that is already in the group only if its PIN is omitted", async () => {
    await stage.host.up(declared);
    const fresh = await stage.startProcess();
    assert.match(
      (await stage.failure(fresh.host.up(declared))).message,
      /DevEuiDuplicated: .* What to do: if no other stack manages it, omit its pinCode/,
    );
    const { nodeGroupId } = declared;
    const adopted = await fresh.host.up({ devEui, nodeGroupId });
    assert.equal(adopted.id, devEui);
    const none = await stage.failure(stage.host.up({ devEui: "dddd000000000009", nodeGroupId }));
    assert.match(
      none.message,
      /the account holds no node with that id.* set pinCode to add the node to the group/,
    );
  });

  it("explains a wrong PIN, DevEUI or group, and a lock", async () => {
    const failureOf = (change: object) => stage.failure(stage.host.up({ ...declared, ...change }));
    assert.match((await failureOf({ pinCode: "999999" })).message, /InvalidPinCode/);
    assert.match((await failureOf({ devEui: "eeee000000000001" })).message, /NodeDoesNotExist/);
    assert.match((await failureOf({ nodeGroupId: "999" })).message, /NodeGroupDoesNotExist/);
    const lock = stage.cloud.lockNodeGroup(declared.nodeGroupId);
    assert.match((await failureOf({})).message, new RegExp(`with lock ${lock}`));
    stage.cloud.unlockNodeGroup(declared.nodeGroupId);
    const { id, state } = await stage.host.up(declared);
    stage.cloud.lockNodeGroup(declared.nodeGroupId);
    assert.match(
      (await stage.failure(stage.host.delete(id, state))).message,
      /is write-locked by another product/,
    );
    const elsewhere = await stage.startProcess();
    const moved = await stage.failure(
      elsewhere.host.up({ ...declared, nodeGroupId: makeGroup(stage.cloud, "wells") }),
    );
    assert.match(moved.message, /NodeAlreadyAdded: the node is in another node group/);
  });

  it("names the property of every missing or invalid input, without showing the PIN", async () => {
    assert.deepEqual(await stage.reasons({ ...declared, pinCode: "12345x" }), [
      "pinCode must be a string of the 6 digits on the device's label",
    ]);
    assert.deepEqual(await stage.reasons({ ...declared, devEui: "dddd", pinCode: 12345 }), [
      "devEui must be a string of 16 hexadecimal digits",
      "pinCode must be a string of the 6 digits on the device's label, not a number",
    ]);
    assert.deepEqual(await stage.reasons({}), [
      "devEui is missing: set it to the 16 hexadecimal digits on the device's label",
      "nodeGroupId is missing: set the node group that contains the node; if the command has a list of targets (--target), add the NodeGroup to the list",
    ]);
  });

  it("removes a node from the state if the node or its group is missing, but fails with another account's key", async () => {
    const { id, state } = await stage.host.up(declared);
    const stranger = await stage.startProcess({ account: "stranger" });
    for (const work of [() => stranger.host.read(id, state), () => stranger.host.delete(id, state)])
      assert.match((await stage.failure(work())).message, /NotResourceOwner/);
    stage.callAs("RemoveNodeFromGroup", { DevEui: devEui, NodeGroupId: declared.nodeGroupId });
    const fresh = await stage.startProcess();
    assert.equal((await fresh.host.read(id, state)).id, "");
    assert.match(
      fresh.host.stderr,
      new RegExp(
        `node ${devEui} is already removed from the node group: it is not in node group ${declared.nodeGroupId}; removed from state`,
      ),
    );
    await fresh.host.delete(id, state);
    stage.callAs("DeleteNodeGroup", { NodeGroupId: declared.nodeGroupId });
    const last = await stage.startProcess();
    assert.equal((await last.host.read(id, state)).id, "");
    await last.host.delete(id, state);
  });
});
