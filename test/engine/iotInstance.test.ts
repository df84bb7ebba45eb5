import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { RunningEmulator } from "../../emulator";
import { writesIn } from "../support/calls";
import { site } from "../support/gateways";
import { emulated } from "../support/hooks";
import { PluginProject } from "../support/pluginProject";
import { profilesOf, TestStack, withEngine, works } from "../support/stack";

const linkwan = require("pulumi-linkwan") as typeof import("../../provider");
const example = readFileSync(join(__dirname, "..", "..", "examples", "yaml", "Pulumi.yaml"), "utf8");

const seed = { accounts: ["renter", "owner"].map((name) => ({ name, iotInstanceId: `iot-${name}` })) };

/** Declares the owner's and the renter's resources for a LOCAL join permission, and a ROAMING network of the renter. */
const everyResource = () => {
  const owner = { profile: "owner" };
  const valley = new linkwan.OwnedJoinPermission("valley", {
    classMode: "C",
    freqBandPlanGroupId: "102",
    ...owner,
  });
  const offer = new linkwan.JoinPermissionAuthOrder("offer", {
    joinPermissionId: valley.joinPermissionId,
    renterAliyunId: "renter",
    ...owner,
  });
  const lease = new linkwan.LeasedJoinPermission("lease", { type: "LOCAL", authOrderId: offer.orderId });
  const pumps = new linkwan.NodeGroup("pumps", {
    dataDispatch: { destination: "ONS", uplinkRegionName: "cn-shanghai", uplinkTopic: "readings" },
  });
  const binding = new linkwan.NodeGroupBinding("pumps", {
    nodeGroupId: pumps.nodeGroupId,
    joinPermissionId: lease.joinPermissionId,
  });
  new linkwan.Node(
    "pump",
    { devEui: "dddd000000000001", pinCode: "100001", nodeGroupId: pumps.nodeGroupId },
    { dependsOn: [binding] },
  );
  new linkwan.Gateway("mast", { gwEui: "aaaa000000000001", pinCode: "100001", ...site });
  new linkwan.RoamingNetwork("meters", { classMode: "A", freqBandPlanGroupId: "101" });
};

describe("IoT instances with ids on Pulumi's real engine", function () {
  withEngine(this);
  let stack: TestStack | undefined;
  let project: PluginProject | undefined;
  afterEach(() => {
    stack?.remove();
    project?.remove();
    [stack, project] = [undefined, undefined];
  });
  const refused = (cloud: RunningEmulator) =>
    cloud.calls.filter(({ code }) => code === "GatewayInstanceInvalid");

  it("creates every kind of dynamic resource with the instance id of the stack or of a profile", async () => {
    const cloud = await emulated({ qps: 1_000, seed });
    stack = await TestStack.open(cloud, everyResource, {
      ...profilesOf(cloud),
      "linkwan:iotInstanceId": "iot-renter",
    });
    await works(stack.up());
    assert.deepEqual(writesIn((await works(stack.up())).calls), []);
    assert.match((await works(stack.refresh())).output, /1[0-9] unchanged/);
    await works(stack.destroy());
    assert.deepEqual(refused(cloud), []);
    for (const [account, count] of [
      ["renter", "CountRentedJoinPermissions"],
      ["renter", "CountNodeGroups"],
      ["owner", "CountOwnedJoinPermissions"],
    ] as const)
      assert.equal(cloud.callAs(account, count), 0);
  });

  it("creates every kind of resource through the plugin", async () => {
    const cloud = await emulated({ qps: 1_000, seed });
    project = await PluginProject.open(cloud, example);
    await project.setConfig("renterAliyunId", "renter");
    await project.setSecret("gatewayPin", "100001");
    await project.setSecret("nodePin", "100001");
    assert.match((await project.apply("up")).output, /\+ 8 created/);
    assert.deepEqual(writesIn((await project.apply("up")).calls), []);
    assert.match((await project.apply("refresh")).output, /8 unchanged/);
    await project.apply("destroy");
    assert.deepEqual(refused(cloud), []);
    assert.equal(cloud.callAs("renter", "CountRentedJoinPermissions"), 0);
  });

  it("reports a missing instance id, and an action that does not accept an instance id", async () => {
    const cloud = await emulated({ qps: 1_000, seed, actionsWithoutInstance: "fail" });
    const groups = () => {
      new linkwan.NodeGroup("pumps", {});
    };
    stack = await TestStack.open(cloud, groups);
    const unset = await stack.up();
    assert.ok(unset.failed);
    assert.match(
      unset.output,
      /GatewayInstanceInvalid: the account's IoT instance has an id, .*What to do: set linkwan:iotInstanceId/,
    );
    await stack.setConfig("linkwan:iotInstanceId", "iot-renter");
    const impossible = await stack.up();
    assert.ok(impossible.failed);
    assert.match(
      impossible.output,
      /CreateNodeGroup of node group pumps failed with GatewayInstanceInvalid: CreateNodeGroup does not accept the id of an IoT instance/,
    );
    assert.equal(cloud.callAs("renter", "CountNodeGroups"), 0);
  });
});
