import assert from "node:assert/strict";
import type { RunningEmulator } from "../../emulator";
import { callsTo } from "../support/accounts";
import { gatewaySite } from "../support/gateways";
import { emulated } from "../support/hooks";

/** Fields in section B.33 of the API file, except `Oui`. */
const COUNTERS = `LocalJoinPermissionLimit LocalJoinPermissionFreeLimit LocalJoinPermissionCount
  RoamingJoinPermissionLimit RoamingJoinPermissionFreeLimit RoamingJoinPermissionCount GatewayLimit
  GatewayFreeLimit GatewayCount GatewayPrePayCount GatewayProfessionalLimit GatewayProfessionalCount
  GatewayDingTalkLimit GatewayDingTalkCount GatewayTupleLimit GatewayTupleFreeLimit GatewayTupleCount
  GatewayTupleHybridLimit GatewayTupleHybridCount GatewayTupleSingleChannelLimit
  GatewayTupleSingleChannelCount GatewayTupleStandardLimit GatewayTupleStandardCount NodeLimit NodeFreeLimit
  NodeCount NodeTupleLimit NodeTupleFreeLimit NodeTupleCount NodeTupleStandardLimit NodeTupleStandardCount
  NodeTupleRelayLimit NodeTupleRelayCount RelayLimit RelayCount`.split(/\s+/);

describe("emulator service state", () => {
  let emulator: RunningEmulator;
  const as = callsTo(() => emulator);
  const [renter, overdue, inactive] = [as("renter"), as("overdue"), as("inactive")];

  beforeEach(async () => {
    const accounts = [
      { name: "renter" },
      { name: "overdue", arrears: true, missingFeatures: ["GATEWAY", "RELAY"] },
      { name: "inactive", activated: false },
    ];
    emulator = await emulated({ qps: 1_000, seed: { accounts } });
  });

  it("returns whether an account is in arrears", async () => {
    assert.equal(await renter.data("CheckUserChargeStatus"), "NORMAL");
    assert.equal(await overdue.data("CheckUserChargeStatus"), "ARREARAGE");
    assert.equal(await inactive.code("CheckUserChargeStatus"), "CloudProductNotActivated");
  });

  it("returns whether Link WAN is activated, even before activation", async () => {
    const isOpen = (caller: typeof renter) => caller.data("CheckCloudProductOpenStatus");
    assert.deepEqual([await isOpen(renter), await isOpen(inactive)], [true, false]);
    assert.equal(await inactive.data("CheckCloudProductOpenStatus", { ServiceCode: "linkwan" }), false);
    assert.equal(
      await renter.code("CheckCloudProductOpenStatus", { ServiceCode: "ecs" }),
      "InvalidServiceCode",
    );
  });

  it("returns the limits and counters of an account", async () => {
    const before = await renter.data("GetUserLicense");
    assert.deepEqual(Object.keys(before).sort(), [...COUNTERS, "Oui"].sort());
    for (const name of COUNTERS) assert.ok(Number.isSafeInteger(before[name]), name);
    for (const name of COUNTERS.filter((each) => each.endsWith("FreeLimit")))
      assert.ok(before[name] <= before[name.replace("Free", "")], name);
    const permission = { ClassMode: "A", FreqBandPlanGroupId: 101 };
    for (const JoinPermissionName of ["valley", "hill"])
      emulator.callAs("renter", "CreateLocalJoinPermission", {
        ...permission,
        JoinPermissionName,
        UseDefaultJoinEui: true,
      });
    emulator.callAs("renter", "ApplyRoamingJoinPermission", { ...permission, JoinPermissionName: "meters" });
    emulator.callAs("renter", "CreateGateway", {
      ...gatewaySite,
      GwEui: "aaaa000000000001",
      PinCode: "100001",
    });
    const NodeGroupId = emulator.callAs("renter", "CreateNodeGroup", { NodeGroupName: "pumps" });
    for (const number of [1, 2, 3])
      emulator.callAs("renter", "AddNodeToGroup", {
        NodeGroupId,
        DevEui: `dddd00000000000${number}`,
        PinCode: 100_000 + number,
      });
    assert.deepEqual(await renter.data("GetUserLicense"), {
      ...before,
      LocalJoinPermissionCount: 2,
      RoamingJoinPermissionCount: 1,
      GatewayCount: 1,
      NodeCount: 3,
    });
    assert.deepEqual(
      [before.LocalJoinPermissionLimit, before.RoamingJoinPermissionLimit, before.Oui, before.NodeCount],
      [2_000, 1, "", 0],
    );
    assert.deepEqual(
      await overdue.data("GetUserLicense"),
      before,
      "other accounts do not affect the counters",
    );
  });

  it("lists the features that the account has", async () => {
    const all = [
      "GATEWAY_TUPLE",
      "NODE_TUPLE",
      "NODE",
      "GATEWAY",
      "LOCAL_JOIN_PERMISSION",
      "ROAMING_JOIN_PERMISSION",
      "JOIN_PERMISSION_AUTHORIZATION",
      "NOTIFICATION",
      "UNICAST",
      "MULTICAST",
      "RELAY",
      "D2D",
    ];
    assert.deepEqual(await renter.data("ListActivatedFeatures"), all);
    assert.deepEqual(await renter.data("ListActivatedFeatures", { Environment: "IotInstance" }), all);
    assert.equal(await renter.code("ListActivatedFeatures", { Environment: "Moon" }), "InvalidEnvironment");
    assert.deepEqual(
      await overdue.data("ListActivatedFeatures"),
      all.filter((each) => each !== "GATEWAY" && each !== "RELAY"),
    );
  });
});
