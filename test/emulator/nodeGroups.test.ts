import assert from "node:assert/strict";
import type { RunningEmulator } from "../../emulator";
import { callsTo, type Parameters } from "../support/accounts";
import { emulated } from "../support/hooks";

/** The cloud's clock stands still, so that times in answers can be compared. */
const NOW = Date.now();

describe("node groups of the emulator", () => {
  let emulator: RunningEmulator;
  let NodeGroupId: string;
  const as = callsTo(() => emulator);
  const [renter, owner] = [as("renter"), as("owner")];

  beforeEach(async () => {
    emulator = await emulated({ qps: 10_000, now: () => NOW });
    NodeGroupId = await renter.data("CreateNodeGroup", { NodeGroupName: "pumps" });
  });

  const read = () => renter.data("GetNodeGroup", { NodeGroupId });
  const listed = async () => (await renter.data("ListNodeGroups", { Offset: 0, Limit: 1 })).List[0];
  const offered = async () => {
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
    it("refuse every write, and are shown", async () => {
      const JoinPermissionId = await offered();
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
      const lock = { LockId, LockType: "WRITE", Enabled: true, CreateMillis: NOW };
      assert.deepEqual((await read()).Locks, [lock]);
      assert.deepEqual((await listed()).Locks, [lock]);
      emulator.unlockNodeGroup(NodeGroupId);
      assert.deepEqual((await read()).Locks, []);
      for (const [action, parameters] of writes)
        assert.notEqual(await renter.code(action, { NodeGroupId, ...parameters }), "ResourceLocked", action);
    });

    it("are only on groups that there are", () => {
      assert.throws(() => emulator.lockNodeGroup("1"), /the emulator has no node group 1/);
      assert.throws(() => emulator.unlockNodeGroup("1"), /the emulator has no node group 1/);
    });
  });

  describe("data dispatch", () => {
    it("is neither configured nor enabled at first", async () => {
      for (const group of [await read(), await listed()]) {
        assert.equal(group.DataDispatchEnabled, false);
        assert.ok(!("DataDispatchConfig" in group));
      }
    });

    it("goes to an IoT product or to a message queue", async () => {
      const JoinPermissionId = await offered();
      await renter.data("BindJoinPermissionToNodeGroup", { NodeGroupId, JoinPermissionId });
      const everywhere = async () => {
        const leases = await renter.data("ListRentedJoinPermissions", { Offset: 0, Limit: 1 });
        const configs = [
          (await read()).DataDispatchConfig,
          (await listed()).DataDispatchConfig,
          leases.List[0].DataDispatchConfig,
        ];
        assert.deepEqual(configs[1], configs[0]);
        assert.deepEqual(configs[2], configs[0]);
        const owned = await owner.data("GetOwnedJoinPermission", { JoinPermissionId });
        return [configs[0], owned.DataDispatchDestination, owned.BoundProductName];
      };
      assert.deepEqual(await everywhere(), [undefined, undefined, undefined]);
      assert.equal(await dispatch({ ...toIot, DebugSwitch: true }), "OK");
      const product = { ProductType: "IOT_SUITE", ProductName: "meters", ProductKey: "a1" };
      const iot = { Destination: "IOT", IotProduct: { ...product, DebugSwitch: true }, OnsTopics: {} };
      assert.deepEqual(await everywhere(), [iot, "IOT", "meters"]);
      assert.equal(await dispatch(toIot), "OK");
      assert.equal((await read()).DataDispatchConfig.IotProduct.DebugSwitch, false);
      const topics = { UplinkRegionName: "cn-shanghai", UplinkTopic: "uplink" };
      const ons = { Destination: "ONS", IotProduct: {}, OnsTopics: topics };
      assert.equal(await dispatch(toOns), "OK");
      assert.deepEqual(await everywhere(), [ons, "ONS", undefined]);
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
      it(`is not configured with ${JSON.stringify(parameters)}`, async () => {
        assert.equal(await dispatch(parameters), expected);
        assert.ok(!("DataDispatchConfig" in (await read())));
      });
    }

    it("is switched on and off, configured or not", async () => {
      for (const DataDispatchEnabled of [true, true, false]) {
        await renter.data("UpdateDataDispatchEnablingState", { NodeGroupId, DataDispatchEnabled });
        assert.equal((await read()).DataDispatchEnabled, DataDispatchEnabled);
        assert.equal((await listed()).DataDispatchEnabled, DataDispatchEnabled);
      }
    });

    it("is the group's account's", async () => {
      const on = { NodeGroupId, DataDispatchEnabled: true };
      assert.equal(await dispatch(toIot, owner), "NotResourceOwner");
      assert.equal(await dispatch({ ...toIot, NodeGroupId: 1 }), "NonExistent");
      assert.equal(await owner.code("UpdateDataDispatchEnablingState", on), "NonExistent");
      assert.equal(
        await renter.code("UpdateDataDispatchEnablingState", { ...on, NodeGroupId: 1 }),
        "NonExistent",
      );
      assert.equal((await read()).DataDispatchEnabled, false);
    });
  });

  it("are listed in the order of their numbers where they are of one age", async () => {
    for (let id = 302; id <= 1_000; id++)
      emulator.callAs("renter", "CreateNodeGroup", { NodeGroupName: `pumps_${id}` });
    const { List } = await renter.data("ListNodeGroups", { Offset: 698, Limit: 2 });
    assert.deepEqual(
      List.map((each: { NodeGroupId: string }) => each.NodeGroupId),
      ["999", "1000"],
    );
  });

  it("count their nodes for the owner of their permission too", async () => {
    const JoinPermissionId = await offered();
    await renter.data("BindJoinPermissionToNodeGroup", { NodeGroupId, JoinPermissionId });
    const count = async () => (await owner.data("GetOwnedJoinPermission", { JoinPermissionId })).NodesCnt;
    assert.equal(await count(), 0);
    await renter.data("AddNodeToGroup", { NodeGroupId, DevEui: "dddd000000000001", PinCode: "100001" });
    assert.equal(await count(), 1);
  });
});
