import assert from "node:assert/strict";
import type { RunningEmulator } from "../../emulator";
import { callsTo, type Parameters } from "../support/accounts";
import { emulated } from "../support/hooks";

describe("emulator join permissions", () => {
  let emulator: RunningEmulator;
  /** Fixed time of the emulator, so that tests can compare times in replies. */
  let now: number;
  const as = callsTo(() => emulator);
  const renter = as("renter");
  const owner = as("owner");
  const stranger = as("stranger");

  beforeEach(async () => {
    now = Date.now();
    const accounts = ["renter", "owner", "stranger"].map((name) => ({ name }));
    emulator = await emulated({ qps: 10_000, seed: { accounts }, now: () => now });
  });

  const application = { JoinPermissionName: "meters", ClassMode: "A", FreqBandPlanGroupId: 101 };
  const creation = { ...application, UseDefaultJoinEui: true };
  const offer = async (renterName = "renter", name = "valley") => {
    const JoinPermissionId = await owner.data("CreateLocalJoinPermission", {
      ...creation,
      JoinPermissionName: name,
    });
    const OrderId = await owner.data("SubmitJoinPermissionAuthOrder", {
      JoinPermissionId,
      RenterAliyunId: renterName,
    });
    return { JoinPermissionId, OrderId };
  };
  const authState = async (JoinPermissionId: string) =>
    (await owner.data("GetOwnedJoinPermission", { JoinPermissionId })).AuthState;

  describe("ROAMING permissions", () => {
    it("applies for, reads, updates and returns a permission, and checks the field types of each reply", async () => {
      const JoinPermissionId = await renter.data("ApplyRoamingJoinPermission", {
        ...application,
        RxDelay: 3,
        DataRate: 2,
      });
      assert.match(JoinPermissionId, /^\d+$/);
      const got = await renter.data("GetRentedJoinPermission", { JoinPermissionId });
      assert.deepEqual(got, {
        JoinPermissionId,
        JoinPermissionName: "meters",
        Type: "ROAMING",
        ClassMode: "A",
        JoinEui: "d896e0efff000000",
        Enabled: true,
        FreqBandPlanGroupId: 101,
        RxDelay: 3,
        DataRate: 2,
        CreateMillis: now,
        NodesCnt: 0,
        RxDailySum: 0,
        RxMonthSum: 0,
        TxDailySum: 0,
        TxMonthSum: 0,
      });
      const listed = await renter.data("ListRentedJoinPermissions", { Offset: 0, Limit: 10 });
      assert.deepEqual(listed, {
        TotalCount: 1,
        List: [
          {
            JoinPermissionId,
            JoinPermissionName: "meters",
            Type: "ROAMING",
            ClassMode: "A",
            JoinEui: "d896e0efff000000",
            Enabled: true,
            BoundNodeGroup: false,
            OwnerAliyunId: "AliCloud IoT",
            FreqBandPlanGroupId: "101",
            RxDelay: "3",
            DataRate: "2",
          },
        ],
      });
      await renter.data("UpdateRoamingJoinPermission", { JoinPermissionId, RxDelay: 4 });
      await renter.data("UpdateRoamingJoinPermissionEnablingState", { JoinPermissionId, Enabled: false });
      const changed = await renter.data("GetRentedJoinPermission", { JoinPermissionId });
      assert.deepEqual(
        [changed.JoinPermissionName, changed.RxDelay, changed.DataRate, changed.Enabled],
        ["meters", 4, 2, false],
      );
      assert.equal(
        await renter.code("ReturnJoinPermission", { JoinPermissionId, JoinPermissionType: "LOCAL" }),
        "NonExistent",
      );
      assert.equal(
        await renter.code("ReturnJoinPermission", { JoinPermissionId, JoinPermissionType: "ROAMING" }),
        "OK",
      );
      assert.equal(
        await renter.code("ReturnJoinPermission", { JoinPermissionId, JoinPermissionType: "ROAMING" }),
        "NonExistent",
      );
      assert.equal(await renter.data("CountRentedJoinPermissions"), 0);
    });

    it("allows one permission per account and rejects invalid parameters", async () => {
      const apply = (changes: Parameters) =>
        renter.code("ApplyRoamingJoinPermission", { ...application, ...changes });
      assert.equal(await apply({ FreqBandPlanGroupId: 999 }), "InvalidFreqBandPlan");
      for (const name of ["abc", "a".repeat(31), "水".repeat(16), "my-lease", "ab😀d"]) {
        assert.equal(await apply({ JoinPermissionName: name }), "InvalidName", name);
      }
      assert.equal(await apply({ RxDelay: 16 }), "InvalidRxDelay");
      assert.equal(await apply({ DataRate: 6 }), "InvalidDataRate");
      assert.equal(await apply({ ClassMode: "E" }), "InvalidClassMode");
      assert.equal(await apply({}), "OK");
      assert.equal(await apply({ JoinPermissionName: "other" }), "ExceedRoamingJoinPermissionLimit");
      assert.equal(await owner.code("ApplyRoamingJoinPermission", application), "OK");
    });

    it("rejects a name that is used by another permission of the account, whether rented or owned", async () => {
      await renter.data("CreateLocalJoinPermission", { ...creation, JoinPermissionName: "taken" });
      const JoinPermissionId = await renter.data("ApplyRoamingJoinPermission", application);
      const rename = (JoinPermissionName: string) =>
        renter.code("UpdateRoamingJoinPermission", { JoinPermissionId, JoinPermissionName });
      assert.equal(await rename("taken"), "JoinPermissionNameDuplicated");
      assert.equal(await rename("meters"), "OK");
      assert.equal(await renter.code("CreateLocalJoinPermission", creation), "JoinPermissionNameDuplicated");
    });
  });

  describe("LOCAL permissions", () => {
    it("grants a permission to the renter through an order, and resets the permission to NEW when it is returned", async () => {
      const { JoinPermissionId, OrderId } = await offer();
      assert.equal(typeof OrderId, "number");
      assert.equal(await authState(JoinPermissionId), "APPLYING");
      assert.equal(await renter.data("CountRentedJoinPermissions"), 0);
      await renter.data("AcceptJoinPermissionAuthOrder", { OrderId });
      assert.equal(await authState(JoinPermissionId), "ACCEPTED");
      assert.deepEqual(await renter.data("GetJoinPermissionAuthOrder", { OrderId }), {
        OrderId: String(OrderId),
        OrderState: "ACCEPTED",
        JoinPermissionId,
        OwnerAliyunId: "owner",
        RenterAliyunId: "renter",
        ApplyingMillis: now,
        AcceptedMillis: now,
      });
      assert.equal((await renter.data("GetRentedJoinPermission", { JoinPermissionId })).Type, "LOCAL");
      assert.equal(
        (await owner.data("GetOwnedJoinPermission", { JoinPermissionId })).RenterAliyunId,
        "renter",
      );
      assert.equal(
        await renter.code("AcceptJoinPermissionAuthOrder", { OrderId }),
        "IllegalOrderStateTransition",
      );
      assert.equal(
        await renter.code("ReturnJoinPermission", { JoinPermissionId, JoinPermissionType: "LOCAL" }),
        "OK",
      );
      assert.equal(await authState(JoinPermissionId), "NEW");
      assert.equal((await renter.data("GetJoinPermissionAuthOrder", { OrderId })).OrderState, "ACCEPTED");
      assert.equal(await owner.code("DeleteLocalJoinPermission", { JoinPermissionId }), "OK");
    });

    it("rejects updating, deleting and offering a granted permission, but lets the owner disable the permission", async () => {
      const { JoinPermissionId, OrderId } = await offer();
      assert.equal(
        await owner.code("UpdateOwnedLocalJoinPermission", { JoinPermissionId, RxDelay: 9 }),
        "OK",
      );
      assert.equal(
        await owner.code("SubmitJoinPermissionAuthOrder", { JoinPermissionId, RenterAliyunId: "renter" }),
        "JoinPermissionAlreadyAuthorized",
      );
      await renter.data("AcceptJoinPermissionAuthOrder", { OrderId });
      for (const action of ["UpdateOwnedLocalJoinPermission", "DeleteLocalJoinPermission"]) {
        assert.equal(
          await owner.code(action, { JoinPermissionId }),
          "JoinPermissionAlreadyAuthorized",
          action,
        );
      }
      assert.equal(
        await owner.code("SubmitJoinPermissionAuthOrder", { JoinPermissionId, RenterAliyunId: "renter" }),
        "JoinPermissionAlreadyAuthorized",
      );
      assert.equal(
        await owner.code("UpdateOwnedLocalJoinPermissionEnablingState", { JoinPermissionId, Enabled: false }),
        "OK",
      );
      assert.equal((await renter.data("GetRentedJoinPermission", { JoinPermissionId })).Enabled, false);
      assert.equal(
        await renter.code("UpdateRoamingJoinPermissionEnablingState", { JoinPermissionId, Enabled: true }),
        "NotResourceOwner",
      );
      assert.equal(
        await renter.code("UpdateRoamingJoinPermission", { JoinPermissionId, RxDelay: 2 }),
        "NonExistent",
      );
    });

    it("allows each order transition only once, and only by one of the two parties", async () => {
      const rejected = await offer("renter", "first");
      assert.equal(await owner.code("RejectJoinPermissionAuthOrder", rejected), "NotResourceOwner");
      assert.equal(await renter.code("RejectJoinPermissionAuthOrder", rejected), "OK");
      const canceled = await offer("renter", "second");
      assert.equal(await renter.code("CancelJoinPermissionAuthOrder", canceled), "NonExistent");
      assert.equal(await owner.code("AcceptJoinPermissionAuthOrder", canceled), "NonExistent");
      assert.equal(await owner.code("CancelJoinPermissionAuthOrder", canceled), "OK");
      for (const order of [rejected, canceled]) {
        assert.equal(await authState(order.JoinPermissionId), "NEW");
        assert.equal(
          await renter.code("AcceptJoinPermissionAuthOrder", order),
          "IllegalOrderStateTransition",
        );
        assert.equal(await owner.code("CancelJoinPermissionAuthOrder", order), "IllegalOrderStateTransition");
        assert.equal(await stranger.code("GetJoinPermissionAuthOrder", order), "NotResourceOwner");
      }
      assert.equal(await renter.code("AcceptJoinPermissionAuthOrder", { OrderId: 1 }), "NonExistent");
    });

    it("cancels the open order of a deleted permission", async () => {
      const { JoinPermissionId, OrderId } = await offer();
      await owner.data("DeleteLocalJoinPermission", { JoinPermissionId });
      assert.equal((await renter.data("GetJoinPermissionAuthOrder", { OrderId })).OrderState, "CANCELED");
    });

    it("rejects every offer after five offers to unknown renters", async () => {
      const { JoinPermissionId } = await offer("renter", "first");
      await owner.data("CancelJoinPermissionAuthOrder", { OrderId: 7001 });
      const submit = (RenterAliyunId: string) =>
        owner.code("SubmitJoinPermissionAuthOrder", { JoinPermissionId, RenterAliyunId });
      for (let i = 0; i < 5; i++) assert.equal(await submit("nobody"), "RenterDoesNotExist");
      assert.equal(await submit("renter"), "TooManyRenterNonExistentFailures");
    });

    it("allows the owner of a permission to rent it", async () => {
      const { JoinPermissionId, OrderId } = await offer("owner");
      await owner.data("AcceptJoinPermissionAuthOrder", { OrderId });
      assert.equal(
        (await owner.data("GetRentedJoinPermission", { JoinPermissionId })).JoinPermissionId,
        JoinPermissionId,
      );
    });

    it("limits the number of permissions to 2,000", () => {
      const create = (index: number) =>
        emulator.callAs("owner", "CreateLocalJoinPermission", {
          ...creation,
          JoinPermissionName: `valley_${index}`,
        });
      for (let index = 0; index < 2_000; index++) create(index);
      assert.throws(() => create(2_000), /maximum number of local join permissions/);
    });

    it("requires a valid JoinEui if the default is not used", async () => {
      const create = (changes: Parameters) =>
        owner.code("CreateLocalJoinPermission", { ...creation, UseDefaultJoinEui: false, ...changes });
      assert.equal(await create({}), "MissingJoinEui");
      assert.equal(await create({ JoinEui: "xyz" }), "InvalidJoinEui");
      assert.equal(await create({ JoinEui: "00112233AABBCCDD" }), "OK");
      const [created] = (await owner.data("ListOwnedJoinPermissions", { Offset: 0, Limit: 1 })).List;
      assert.deepEqual(created, {
        JoinPermissionId: created.JoinPermissionId,
        JoinPermissionName: "meters",
        AuthState: "NEW",
        ClassMode: "A",
        FreqBandPlanGroupId: 101,
        JoinEui: "00112233aabbccdd",
        Enabled: true,
        RxDelay: 1,
      });
    });
  });

  it("rejects access to permissions and groups of another account", async () => {
    const { JoinPermissionId, OrderId } = await offer();
    await renter.data("AcceptJoinPermissionAuthOrder", { OrderId });
    const NodeGroupId = await renter.data("CreateNodeGroup", { NodeGroupName: "pumps" });
    assert.equal(await stranger.code("GetRentedJoinPermission", { JoinPermissionId }), "NonExistent");
    assert.equal(
      await stranger.code("ReturnJoinPermission", { JoinPermissionId, JoinPermissionType: "LOCAL" }),
      "NonExistent",
    );
    assert.equal(await stranger.code("GetOwnedJoinPermission", { JoinPermissionId }), "NonExistent");
    assert.equal(await stranger.code("DeleteLocalJoinPermission", { JoinPermissionId }), "NonExistent");
    assert.equal(
      await stranger.code("SubmitJoinPermissionAuthOrder", { JoinPermissionId, RenterAliyunId: "stranger" }),
      "NonExistent",
    );
    assert.equal(await stranger.code("GetNodeGroup", { NodeGroupId }), "NotResourceOwner");
    assert.equal(
      await stranger.code("BindJoinPermissionToNodeGroup", { NodeGroupId, JoinPermissionId }),
      "NodeGroupDoesNotExist",
    );
    for (const action of ["ListRentedJoinPermissions", "ListOwnedJoinPermissions", "ListNodeGroups"]) {
      assert.deepEqual(
        await stranger.data(action, { Offset: 0, Limit: 200 }),
        { TotalCount: 0, List: [] },
        action,
      );
    }
  });

  describe("node groups", () => {
    it("binds a permission to only one group, and protects the permission and the group while they are bound", async () => {
      const JoinPermissionId = await renter.data("ApplyRoamingJoinPermission", application);
      const NodeGroupId = await renter.data("CreateNodeGroup", { NodeGroupName: "pumps" });
      const other = await renter.data("CreateNodeGroup", { NodeGroupName: "tanks" });
      const pair = { NodeGroupId, JoinPermissionId };
      assert.equal(await renter.code("UnbindJoinPermissionFromNodeGroup", pair), "NonExistent");
      assert.equal(await renter.code("BindJoinPermissionToNodeGroup", pair), "OK");
      assert.equal(
        await renter.code("BindJoinPermissionToNodeGroup", pair),
        "JoinPermissionAlreadyBoundNodeGroup",
      );
      assert.equal(
        await renter.code("BindJoinPermissionToNodeGroup", { ...pair, NodeGroupId: other }),
        "JoinPermissionAlreadyBoundNodeGroup",
      );
      const group = await renter.data("GetNodeGroup", { NodeGroupId });
      assert.deepEqual(
        [
          group.JoinPermissionId,
          group.JoinPermissionType,
          group.ClassMode,
          group.FreqBandPlanGroupId,
          group.RxDailySum,
          group.TxDailySum,
        ],
        [JoinPermissionId, "ROAMING", "A", 101, "0", 0],
      );
      const [listed] = (await renter.data("ListNodeGroups", { Offset: 0, Limit: 1 })).List;
      assert.equal(listed.RxDailySum, 0);
      const lease = await renter.data("GetRentedJoinPermission", { JoinPermissionId });
      assert.deepEqual([lease.BoundNodeGroupId, lease.BoundNodeGroupName], [NodeGroupId, "pumps"]);
      assert.equal(
        await renter.code("ReturnJoinPermission", { JoinPermissionId, JoinPermissionType: "ROAMING" }),
        "JoinPermissionAlreadyBoundNodeGroup",
      );
      assert.equal(
        await renter.code("UpdateRoamingJoinPermission", { JoinPermissionId, RxDelay: 2 }),
        "JoinPermissionAlreadyBoundNodeGroup",
      );
      assert.equal(
        await renter.code("UpdateRoamingJoinPermissionEnablingState", { JoinPermissionId, Enabled: false }),
        "OK",
      );
      assert.equal(
        await renter.code("DeleteNodeGroup", { NodeGroupId }),
        "NodeGroupAlreadyBoundJoinPermission",
      );
      assert.equal(await renter.code("UnbindJoinPermissionFromNodeGroup", pair), "OK");
      assert.equal(await renter.code("DeleteNodeGroup", { NodeGroupId }), "OK");
    });

    it("rejects binding a second permission to a group while the first is bound", async () => {
      const roaming = await renter.data("ApplyRoamingJoinPermission", application);
      const { JoinPermissionId, OrderId } = await offer();
      await renter.data("AcceptJoinPermissionAuthOrder", { OrderId });
      const NodeGroupId = await renter.data("CreateNodeGroup", {
        NodeGroupName: "pumps",
        JoinPermissionId: roaming,
      });
      assert.equal(
        await renter.code("BindJoinPermissionToNodeGroup", { NodeGroupId, JoinPermissionId }),
        "NodeGroupAlreadyBoundJoinPermission",
      );
    });

    it("creates no group if the permission to bind is not available", async () => {
      const create = (JoinPermissionId: string) =>
        renter.code("CreateNodeGroup", { NodeGroupName: "pumps", JoinPermissionId });
      assert.equal(await create("1"), "JoinPermissionDoesNotExist");
      const offered = await offer();
      assert.equal(
        await create(offered.JoinPermissionId),
        "JoinPermissionDoesNotExist",
        "the permission is offered, but not accepted",
      );
      assert.equal(await renter.data("CountNodeGroups"), 0);
    });

    it("requires valid names that are unique in the account", async () => {
      const NodeGroupId = await renter.data("CreateNodeGroup", { NodeGroupName: "pumps" });
      assert.equal(
        await renter.code("CreateNodeGroup", { NodeGroupName: "pumps" }),
        "NodeGroupNameDuplicated",
      );
      assert.equal(await renter.code("CreateNodeGroup", { NodeGroupName: "my-group" }), "InvalidName");
      assert.equal(await renter.code("UpdateNodeGroup", { NodeGroupId, NodeGroupName: "tanks" }), "OK");
      assert.equal(await renter.data("CountNodeGroups", { FuzzyName: "ank" }), 1);
      assert.equal(await owner.code("CreateNodeGroup", { NodeGroupName: "tanks" }), "OK");
    });
  });

  it("paginates, filters and sorts owned permissions, oldest first by default", async () => {
    for (const name of ["meters_1", "meters_2", "valves_1", "valves_2", "valves_3"]) {
      await owner.data("CreateLocalJoinPermission", { ...creation, JoinPermissionName: name });
    }
    const names = async (parameters: Parameters) => {
      const { TotalCount, List } = await owner.data("ListOwnedJoinPermissions", {
        Offset: 0,
        Limit: 2,
        ...parameters,
      });
      return [TotalCount, ...List.map((each: { JoinPermissionName: string }) => each.JoinPermissionName)];
    };
    assert.deepEqual(await names({}), [5, "meters_1", "meters_2"]);
    assert.deepEqual(await names({ Offset: 4 }), [5, "valves_3"]);
    assert.deepEqual(await names({ SortingField: "CREATED_MILLIS", Ascending: false }), [
      5,
      "valves_3",
      "valves_2",
    ]);
    assert.deepEqual(await names({ Ascending: false }), [5, "meters_1", "meters_2"]);
    assert.deepEqual(await names({ FuzzyJoinPermissionName: "valves", Offset: 1 }), [
      3,
      "valves_2",
      "valves_3",
    ]);
    assert.deepEqual(await names({ Limit: 0 }), [5]);
  });

  it("returns the documented frequency bands", async () => {
    const groups = await renter.data("ListFreqBandPlanGroups");
    assert.deepEqual(
      groups.map((each: { GroupId: number }) => each.GroupId),
      [101, 102, 201],
    );
    assert.equal(
      (await renter.data("GetFreqBandPlanGroup", { GroupId: 102 })).FrequencyType,
      "DIFF_FREQUENCY",
    );
    assert.equal(await renter.code("GetFreqBandPlanGroup", { GroupId: 7 }), "NonExistent");
  });

  it("creates a LOCAL permission with a custom JoinEUI", async () => {
    const parameters = { ...application, FreqBandPlanGroupId: 102, JoinEui: "ABCDEF0123456789" };
    const JoinPermissionId = await owner.data("CreateCustomLocalJoinPermission", parameters);
    const { JoinEui, FreqBandPlanGroupId, AuthState } = await owner.data("GetOwnedJoinPermission", {
      JoinPermissionId,
    });
    assert.deepEqual([JoinEui, FreqBandPlanGroupId, AuthState], ["abcdef0123456789", 102, "NEW"]);
    const other = { ...parameters, JoinPermissionName: "other" };
    const codes: [changes: Parameters, expected: string][] = [
      [parameters, "JoinPermissionNameDuplicated"],
      [{ ...other, JoinEui: "" }, "MissingJoinEui"],
      [{ ...other, JoinEui: "abc" }, "InvalidJoinEui"],
      [{ ...other, ClassMode: "D2D" }, "InvalidClassMode"],
      [{ ...other, FreqBandPlanGroupId: 7 }, "InvalidFreqBandPlan"],
    ];
    for (const [changes, expected] of codes)
      assert.equal(await owner.code("CreateCustomLocalJoinPermission", changes), expected);
  });
});
