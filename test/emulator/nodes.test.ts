import assert from "node:assert/strict";
import type { RunningEmulator } from "../../emulator";
import { Emulator } from "../../emulator/emulator";
import { callsTo, type Parameters } from "../support/accounts";
import { makeGateway, makeLocalLease } from "../support/byHand";
import { gatewaySite } from "../support/gateways";
import { emulated } from "../support/hooks";

describe("emulator nodes", () => {
  let emulator: RunningEmulator;
  let now: number;
  let NodeGroupId: string;
  const as = callsTo(() => emulator);
  const [renter, owner] = [as("renter"), as("owner")];

  beforeEach(async () => {
    now = Date.now();
    emulator = await emulated({ qps: 10_000, now: () => now });
    NodeGroupId = await renter.data("CreateNodeGroup", { NodeGroupName: "pumps" });
  });

  const node = (number: number) => ({
    DevEui: `dddd${number.toString(16).padStart(12, "0")}`,
    PinCode: String(100_000 + number),
  });
  const add = (number: number, changes: Parameters = {}, caller = renter) =>
    caller.code("AddNodeToGroup", { NodeGroupId, ...node(number), ...changes });
  const list = (parameters: Parameters = {}, caller = renter) =>
    caller.data("ListNodesByNodeGroupId", { NodeGroupId, Offset: 0, Limit: 200, ...parameters });
  const bind = async () => {
    const JoinPermissionId = await renter.data("ApplyRoamingJoinPermission", {
      JoinPermissionName: "meters",
      ClassMode: "B",
      FreqBandPlanGroupId: 101,
    });
    await renter.data("BindJoinPermissionToNodeGroup", { NodeGroupId, JoinPermissionId });
    return JoinPermissionId as string;
  };

  it("adds, lists and removes nodes, and returns the documented types", async () => {
    assert.equal(await renter.data("AddNodeToGroup", { NodeGroupId, ...node(1) }), undefined);
    const [unbound] = (await list()).List;
    assert.match(unbound.Appkey, /^[0-9a-f]{32}$/);
    const expected = {
      DevEui: "dddd000000000001",
      Appkey: unbound.Appkey,
      BoundMillis: now,
      NodeType: "STANDARD",
      AuthTypes: "STANDARD",
    };
    assert.deepEqual(unbound, expected);
    await bind();
    assert.deepEqual(await list(), {
      TotalCount: 1,
      List: [{ ...expected, ClassMode: "B", JoinEui: "d896e0efff000000" }],
    });
    const member = { NodeGroupId, DevEui: "DDDD000000000001" };
    assert.equal(await renter.data("RemoveNodeFromGroup", member), undefined);
    assert.deepEqual(await list(), { TotalCount: 0, List: [] });
    assert.equal(await renter.code("RemoveNodeFromGroup", member), "NonExistent");
    await add(1);
    assert.equal((await list()).List[0].Appkey, expected.Appkey, "the Appkey does not change");
    await add(2);
    assert.notEqual((await list()).List[1].Appkey, expected.Appkey);
  });

  it("ignores the case of a DevEui", async () => {
    assert.equal(await add(10, { DevEui: "DDDD00000000000A" }), "OK");
    assert.equal((await list()).List[0].DevEui, "dddd00000000000a");
    assert.equal(await add(10), "DevEuiDuplicated");
  });

  const malformed: [changes: Parameters, expected: string][] = [
    [{ DevEui: "" }, "MissingDevEui"],
    [{ PinCode: "" }, "MissingPinCode"],
    [{ NodeGroupId: "" }, "MissingNodeGroupId"],
    [{ DevEui: "dddd" }, "InvalidDevEui"],
    [{ DevEui: "gggg000000000001" }, "InvalidDevEui"],
    [{ DevEui: "eeee000000000001" }, "NodeDoesNotExist"],
    [{ PinCode: "000000" }, "InvalidPinCode"],
    [{ PinCode: "1" }, "InvalidPinCode"],
    [{ NodeGroupId: "1" }, "NodeGroupDoesNotExist"],
  ];
  for (const [changes, expected] of malformed) {
    it(`rejects a node with ${JSON.stringify(changes)}`, async () => {
      assert.equal(await add(1, changes), expected);
      assert.equal((await list()).TotalCount, 0);
    });
  }

  it("allows a node in only one group across all accounts", async () => {
    await add(1);
    assert.equal(await add(1), "DevEuiDuplicated");
    const other = await renter.data("CreateNodeGroup", { NodeGroupName: "tanks" });
    assert.equal(await add(1, { NodeGroupId: other }), "NodeAlreadyAdded");
    const foreign = await owner.data("CreateNodeGroup", { NodeGroupName: "tanks" });
    assert.equal(await add(1, { NodeGroupId: foreign }, owner), "NodeAlreadyAdded");
    assert.equal(await add(2, { NodeGroupId: foreign }), "NodeGroupDoesNotExist");
    const remove = (NodeGroupId: unknown, DevEui = node(1).DevEui, caller = renter) =>
      caller.code("RemoveNodeFromGroup", { NodeGroupId, DevEui });
    assert.equal(await remove(other), "NonExistent");
    assert.equal(await remove(foreign), "NodeGroupDoesNotExist");
    assert.equal(await remove(1), "NodeGroupDoesNotExist");
    assert.equal(await remove(NodeGroupId, node(1).DevEui, owner), "NodeGroupDoesNotExist");
    assert.equal(await remove(NodeGroupId, "eeee000000000001"), "NodeDoesNotExist");
    assert.deepEqual(await list({}, owner), { TotalCount: 0, List: [] });
    assert.deepEqual(await list({ NodeGroupId: 1 }), { TotalCount: 0, List: [] });
    assert.equal((await list()).TotalCount, 1);
  });

  it("neither adds nodes to nor removes nodes from a locked group", async () => {
    await add(1);
    const lockId = emulator.lockNodeGroup(NodeGroupId);
    assert.match(lockId, /^\d+$/);
    assert.equal(await add(2), "ResourceLocked");
    assert.equal(await renter.code("RemoveNodeFromGroup", { NodeGroupId, ...node(1) }), "ResourceLocked");
    assert.equal(
      await add(2, { NodeGroupId: 1 }),
      "NodeGroupDoesNotExist",
      "the group is checked before the lock",
    );
    emulator.unlockNodeGroup(NodeGroupId);
    assert.equal(await add(2), "OK");
    assert.equal(await renter.code("RemoveNodeFromGroup", { NodeGroupId, ...node(1) }), "OK");
  });

  it("requires the PIN, and uses one limit for wrong PINs of nodes and gateways", async () => {
    await add(1);
    const group = await owner.data("CreateNodeGroup", { NodeGroupName: "tanks" });
    const wrong = { PinCode: "000000", NodeGroupId: group };
    assert.equal(
      await add(1, wrong, owner),
      "InvalidPinCode",
      "the error does not reveal that the node belongs to a group",
    );
    for (let i = 0; i < 3; i++) assert.equal(await add(2, wrong, owner), "InvalidPinCode");
    const gateway = { ...gatewaySite, GwEui: "aaaa000000000001", PinCode: "000000" };
    assert.equal(await owner.code("CreateGateway", gateway), "InvalidPinCode");
    assert.equal(await add(2, { NodeGroupId: group }, owner), "TooManyPinCodeVerificationFailures");
    assert.equal(await add(2), "OK", "the limit does not affect other accounts");
    now += 10 * 60_000;
    assert.equal(await add(3, { NodeGroupId: group }, owner), "OK");
  });

  it("limits the number of nodes to 10,000", () => {
    const cloud = new Emulator({});
    const groupId = String(cloud.callAs("renter", "CreateNodeGroup", { NodeGroupName: "pumps" }));
    for (let index = 0; index < 9_999; index++)
      cloud.state.nodes.set(String(index), {
        id: String(index),
        groupId,
        createMillis: 0,
        enabled: true,
        session: undefined,
        queue: [],
      });
    const addNode = (number: number) =>
      cloud.callAs("renter", "AddNodeToGroup", { NodeGroupId: groupId, ...node(number) });
    addNode(1);
    assert.throws(() => addNode(2), { code: "ExceedNodeLimit" });
  });

  it("requires the NODE feature", async () => {
    emulator = await emulated({ seed: { accounts: [{ name: "renter", missingFeatures: ["NODE"] }] } });
    assert.equal(await add(1), "FeatureNotActivated");
    assert.equal(
      await renter.code("RemoveNodeFromGroup", { NodeGroupId, ...node(1) }),
      "FeatureNotActivated",
    );
    assert.equal(
      await renter.code("ListNodesByNodeGroupId", { NodeGroupId, Offset: 0, Limit: 1 }),
      "FeatureNotActivated",
    );
  });

  it("paginates, filters and sorts the nodes of a group", async () => {
    for (const number of [3, 2, 1]) {
      await add(number);
      if (number === 3) now += 1;
    }
    const numbers = async (parameters: Parameters) => {
      const { TotalCount, List } = await list(parameters);
      return [TotalCount, ...List.map(({ DevEui }: { DevEui: string }) => Number(DevEui.at(-1)))];
    };
    assert.deepEqual(await numbers({}), [3, 3, 1, 2], "sorted by creation time, then by DevEui");
    assert.deepEqual(await numbers({ Offset: 1, Limit: 1 }), [3, 1]);
    assert.deepEqual(await numbers({ Limit: 0 }), [3]);
    assert.deepEqual(await numbers({ SortingField: "CREATED_MILLIS", Ascending: false }), [3, 2, 1, 3]);
    assert.deepEqual(await numbers({ SortingField: "LAST_JOIN_MILLIS", Ascending: true }), [3, 3, 1, 2]);
    assert.deepEqual(await numbers({ FuzzyDevEui: "0002" }), [1, 2]);
    const parameters = { NodeGroupId, Offset: 0, Limit: 1, SortingField: "NAME" };
    assert.equal(await renter.code("ListNodesByNodeGroupId", parameters), "InvalidSortingField");
    assert.equal(await renter.code("ListNodesByNodeGroupId", { ...parameters, Limit: 201 }), "InvalidLimit");
  });

  it("counts the nodes of groups and permissions, and filters groups by DevEui", async () => {
    const other = await renter.data("CreateNodeGroup", { NodeGroupName: "tanks" });
    for (const number of [1, 2, 3]) await add(number);
    await add(4, { NodeGroupId: other });
    const JoinPermissionId = await bind();
    const nodeCount = async (action: string, parameters: Parameters) =>
      (await renter.data(action, parameters)).NodesCnt;
    assert.equal(await nodeCount("GetNodeGroup", { NodeGroupId }), 3);
    assert.equal(await nodeCount("GetNodeGroup", { NodeGroupId: other }), 1);
    assert.equal(await nodeCount("GetRentedJoinPermission", { JoinPermissionId }), 3);
    const find = async (FuzzyDevEui: string) => {
      const { List } = await renter.data("ListNodeGroups", { Offset: 0, Limit: 9, FuzzyDevEui });
      assert.equal(await renter.data("CountNodeGroups", { FuzzyDevEui }), List.length);
      return List.map((each: { NodeGroupId: string; NodesCnt: number }) => [each.NodeGroupId, each.NodesCnt]);
    };
    assert.deepEqual(await find("0004"), [[other, 1]]);
    assert.deepEqual(await find("dddd"), [
      [NodeGroupId, 3],
      [other, 1],
    ]);
    assert.deepEqual(await find("0005"), []);
  });

  it("releases the nodes of a deleted group", async () => {
    await add(1);
    await renter.data("DeleteNodeGroup", { NodeGroupId });
    const NewGroup = await owner.data("CreateNodeGroup", { NodeGroupName: "tanks" });
    assert.equal(await add(1, { NodeGroupId: NewGroup }, owner), "OK");
  });

  it("includes neither the PIN nor the Appkey in call records", async () => {
    await add(1);
    const [{ Appkey }] = (await list()).List;
    const records = JSON.stringify(emulator.calls);
    assert.ok(!records.includes("100001") && !records.includes(Appkey));
    assert.equal(emulator.calls.at(-2)?.parameters.PinCode, "******");
  });

  it("reads a node of the account, and omits the group and the Appkey", async () => {
    await add(1);
    await bind();
    const get = { DevEui: "DDDD000000000001" };
    const expected = { DevEui: node(1).DevEui, ClassMode: "B", BoundMillis: now, AuthTypes: "STANDARD" };
    assert.deepEqual(await renter.data("GetNode", get), expected);
    assert.equal(await owner.code("GetNode", get), "NotResourceOwner");
    assert.equal(await renter.code("GetNode", { DevEui: node(2).DevEui }), "NonExistent");
    assert.equal(await renter.code("GetNode", { DevEui: "dddd" }), "InvalidDevEui");
  });

  it("enables and disables a node of the account", async () => {
    await add(1);
    const update = (IsEnable: unknown, caller = renter) =>
      caller.code("UpdateNodeEnablingState", { DevEui: node(1).DevEui, IsEnable });
    assert.deepEqual([await update(false), await update(true)], ["OK", "OK"]);
    assert.equal(await update(false, owner), "NonExistent");
    const Enabled = { DevEui: node(1).DevEui, Enabled: true };
    assert.equal(await renter.code("UpdateNodeEnablingState", Enabled), "MissingIsEnable");
  });

  it("counts and lists the nodes that use an owned join permission, including nodes in the renter's groups", async () => {
    const permission = makeLocalLease(emulator);
    for (const number of [1, 2]) await add(number);
    const read = async (caller = owner, parameters: Parameters = {}) => {
      const about = { JoinPermissionId: permission, ...parameters };
      const page = { Offset: 0, Limit: 9 };
      const listed = await caller.data("ListNodesByOwnedJoinPermissionId", { ...about, ...page });
      assert.equal(await caller.data("CountNodesByOwnedJoinPermissionId", about), listed.TotalCount);
      return listed.List;
    };
    assert.deepEqual(await read(), []);
    await renter.data("BindJoinPermissionToNodeGroup", { NodeGroupId, JoinPermissionId: permission });
    const fields = { ClassMode: "A", BoundMillis: now };
    assert.deepEqual(await read(), [
      { DevEui: node(1).DevEui, ...fields },
      { DevEui: node(2).DevEui, ...fields },
    ]);
    assert.deepEqual((await read(owner, { FuzzyDevEui: "0002" })).length, 1);
    assert.deepEqual(await read(renter), [], "the account rents the permission but does not own it");
    assert.equal(await renter.data("CountNodesByNodeGroupId", { NodeGroupId }), 2);
    assert.equal(await renter.data("CountNodesByNodeGroupId", { NodeGroupId, FuzzyDevEui: "0001" }), 1);
    assert.equal(await owner.data("CountNodesByNodeGroupId", { NodeGroupId }), 0);
  });

  it("sorts nodes by the time at which they joined", async () => {
    await bind();
    makeGateway(emulator);
    for (const number of [1, 2]) await add(number);
    for (const number of [2, 1]) {
      now += 1;
      emulator.transmit({ devEui: node(number).DevEui, gwEuis: ["aaaa000000000001"] });
    }
    const order = async (Ascending: boolean) =>
      (await list({ SortingField: "LAST_JOIN_MILLIS", Ascending })).List.map(
        ({ DevEui }: Parameters) => DevEui,
      );
    assert.deepEqual(await order(true), [node(2).DevEui, node(1).DevEui]);
    assert.deepEqual(await order(false), [node(1).DevEui, node(2).DevEui]);
  });
});
