import assert from "node:assert/strict";
import type { RunningEmulator } from "../../emulator";
import { callsTo, type Parameters } from "../support/accounts";
import { emulated } from "../support/hooks";

describe("emulator node groups", () => {
  let emulator: RunningEmulator;
  /** Fixed time of the emulator, so that tests can compare times in replies. */
  let now: number;
  let NodeGroupId: string;
  const as = callsTo(() => emulator);
  const [renter, owner] = [as("renter"), as("owner")];

  beforeEach(async () => {
    now = Date.now();
    emulator = await emulated({ qps: 10_000, now: () => now });
    NodeGroupId = await renter.data("CreateNodeGroup", { NodeGroupName: "pumps" });
  });

  const read = () => renter.data("GetNodeGroup", { NodeGroupId });
  const readFromList = async () => (await renter.data("ListNodeGroups", { Offset: 0, Limit: 1 })).List[0];
  const rentLocal = async () => {
    const JoinPermissionId = await owner.data("CreateLocalJoinPermission", {
      JoinPermissionName: "valley",
      ClassMode: "A",
      FreqBandPlanGroupId: 101,
      UseDefaultJoinEui: true,
    });
    const parameters = { JoinPermissionId, RenterAliyunId: "renter" };
    const OrderId = await owner.data("SubmitJoinPermissionAuthOrder", parameters);
    await renter.data("AcceptJoinPermissionAuthOrder", { OrderId });
    return JoinPermissionId as string;
  };
  const toIot = {
    DataDispatchDestination: "IOT",
    ProductType: "IOT_SUITE",
    ProductName: "meters",
    ProductKey: "a1",
  };
  const toOns = { DataDispatchDestination: "ONS", UplinkRegionName: "cn-shanghai", UplinkTopic: "uplink" };
  const dispatch = (parameters: Parameters, caller = renter) =>
    caller.code("UpdateDataDispatchConfig", { NodeGroupId, ...parameters });

  describe("locks", () => {
    it("rejects all writes to a locked group, and returns the locks of the group", async () => {
      const JoinPermissionId = await rentLocal();
      const second = await renter.data("ApplyRoamingJoinPermission", {
        JoinPermissionName: "meters",
        ClassMode: "A",
        FreqBandPlanGroupId: 101,
      });
      await renter.data("BindJoinPermissionToNodeGroup", { NodeGroupId, JoinPermissionId });
      const LockId = emulator.lockNodeGroup(NodeGroupId);
      const writes: [action: string, parameters: Parameters][] = [
        ["UpdateNodeGroup", { NodeGroupName: "tanks" }],
        ["BindJoinPermissionToNodeGroup", { JoinPermissionId: second }],
        ["UnbindJoinPermissionFromNodeGroup", { JoinPermissionId }],
        ["UpdateDataDispatchConfig", toIot],
        ["UpdateDataDispatchEnablingState", { DataDispatchEnabled: true }],
        ["DeleteNodeGroup", {}],
      ];
      for (const [action, parameters] of writes)
        assert.equal(await renter.code(action, { NodeGroupId, ...parameters }), "ResourceLocked", action);
      const lock = { LockId, LockType: "WRITE", Enabled: true, CreateMillis: now };
      assert.deepEqual((await read()).Locks, [lock]);
      assert.deepEqual((await readFromList()).Locks, [lock]);
      emulator.unlockNodeGroup(NodeGroupId);
      assert.deepEqual((await read()).Locks, []);
      for (const [action, parameters] of writes)
        assert.notEqual(await renter.code(action, { NodeGroupId, ...parameters }), "ResourceLocked", action);
    });

    it("throws if a group to lock or unlock does not exist", () => {
      assert.throws(() => emulator.lockNodeGroup("1"), /unknown node group "1"/);
      assert.throws(() => emulator.unlockNodeGroup("1"), /unknown node group "1"/);
    });
  });

  describe("data dispatch", () => {
    it("is disabled and has no config in a new group", async () => {
      for (const group of [await read(), await readFromList()]) {
        assert.equal(group.DataDispatchEnabled, false);
        assert.ok(!("DataDispatchConfig" in group));
      }
    });

    it("accepts an IoT product or a message queue as the destination", async () => {
      const JoinPermissionId = await rentLocal();
      await renter.data("BindJoinPermissionToNodeGroup", { NodeGroupId, JoinPermissionId });
      const readEverywhere = async () => {
        const leases = await renter.data("ListRentedJoinPermissions", { Offset: 0, Limit: 1 });
        const configs = [
          (await read()).DataDispatchConfig,
          (await readFromList()).DataDispatchConfig,
          leases.List[0].DataDispatchConfig,
        ];
        assert.deepEqual(configs[1], configs[0]);
        assert.deepEqual(configs[2], configs[0]);
        const owned = await owner.data("GetOwnedJoinPermission", { JoinPermissionId });
        return [configs[0], owned.DataDispatchDestination, owned.BoundProductName];
      };
      assert.deepEqual(await readEverywhere(), [undefined, undefined, undefined]);
      assert.equal(await dispatch({ ...toIot, DebugSwitch: true }), "OK");
      const product = { ProductType: "IOT_SUITE", ProductName: "meters", ProductKey: "a1" };
      const iot = { Destination: "IOT", IotProduct: { ...product, DebugSwitch: true }, OnsTopics: {} };
      assert.deepEqual(await readEverywhere(), [iot, "IOT", "meters"]);
      assert.equal(await dispatch(toIot), "OK");
      assert.equal((await read()).DataDispatchConfig.IotProduct.DebugSwitch, false);
      const topics = { UplinkRegionName: "cn-shanghai", UplinkTopic: "uplink" };
      const ons = { Destination: "ONS", IotProduct: {}, OnsTopics: topics };
      assert.equal(await dispatch(toOns), "OK");
      assert.deepEqual(await readEverywhere(), [ons, "ONS", undefined]);
      assert.equal(await dispatch({ ...toOns, DataDispatchDestination: "MQ", UplinkTopic: "up" }), "OK");
      assert.deepEqual((await read()).DataDispatchConfig, {
        ...ons,
        OnsTopics: { ...topics, UplinkTopic: "up" },
      });
    });

    const malformed: [parameters: Parameters, expected: string][] = [
      [{ ...toIot, DataDispatchDestination: "" }, "MissingDataDispatchDestination"],
      [{ ...toIot, DataDispatchDestination: "FTP" }, "InvalidDataDispatchDestination"],
      [{ ...toIot, ProductType: "IOT_SUITE_JUNIOR" }, "InvalidProductType"],
      [{ ...toIot, DebugSwitch: "on" }, "InvalidDebugSwitch"],
      ...["ProductType", "ProductName", "ProductKey"].map((name): [Parameters, string] => [
        { ...toIot, [name]: "" },
        `Missing${name}`,
      ]),
      ...["UplinkRegionName", "UplinkTopic"].flatMap((name): [Parameters, string][] => [
        [{ ...toOns, [name]: "" }, `Missing${name}`],
        [{ ...toOns, DataDispatchDestination: "MQ", [name]: "" }, `Missing${name}`],
      ]),
    ];
    for (const [parameters, expected] of malformed) {
      it(`rejects the config ${JSON.stringify(parameters)}`, async () => {
        assert.equal(await dispatch(parameters), expected);
        assert.ok(!("DataDispatchConfig" in (await read())));
      });
    }

    it("switches data dispatch on and off, even without a config", async () => {
      for (const DataDispatchEnabled of [true, true, false]) {
        await renter.data("UpdateDataDispatchEnablingState", { NodeGroupId, DataDispatchEnabled });
        assert.equal((await read()).DataDispatchEnabled, DataDispatchEnabled);
        assert.equal((await readFromList()).DataDispatchEnabled, DataDispatchEnabled);
      }
    });

    it("rejects updates by other accounts, and updates to unknown groups", async () => {
      const parameters = { NodeGroupId, DataDispatchEnabled: true };
      assert.equal(await dispatch(toIot, owner), "NotResourceOwner");
      assert.equal(await dispatch({ ...toIot, NodeGroupId: 1 }), "NonExistent");
      assert.equal(await owner.code("UpdateDataDispatchEnablingState", parameters), "NonExistent");
      assert.equal(
        await renter.code("UpdateDataDispatchEnablingState", { ...parameters, NodeGroupId: 1 }),
        "NonExistent",
      );
      assert.equal((await read()).DataDispatchEnabled, false);
    });
  });

  it("lists groups with the same creation time in the order of their ids", async () => {
    for (let id = 302; id <= 1_000; id++)
      emulator.callAs("renter", "CreateNodeGroup", { NodeGroupName: `pumps_${id}` });
    const { List } = await renter.data("ListNodeGroups", { Offset: 698, Limit: 2 });
    assert.deepEqual(
      List.map((each: { NodeGroupId: string }) => each.NodeGroupId),
      ["999", "1000"],
    );
  });

  it("returns the number of nodes in a group to the owner of the bound permission", async () => {
    const JoinPermissionId = await rentLocal();
    await renter.data("BindJoinPermissionToNodeGroup", { NodeGroupId, JoinPermissionId });
    const count = async () => (await owner.data("GetOwnedJoinPermission", { JoinPermissionId })).NodesCnt;
    assert.equal(await count(), 0);
    await renter.data("AddNodeToGroup", { NodeGroupId, DevEui: "dddd000000000001", PinCode: "100001" });
    assert.equal(await count(), 1);
  });
});
