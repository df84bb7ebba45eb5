import assert from "node:assert/strict";
import type * as pulumi from "@pulumi/pulumi";
import type { RunningEmulator } from "../../emulator";
import { linkwan } from "../support/door";
import { site } from "../support/gateways";
import { emulated } from "../support/hooks";
import { TestStack, withEngine } from "../support/stack";

const tower = { gwEui: "aaaa000000000001", pinCode: "100001", ...site };
const queue = { destination: "ONS" as const, uplinkRegionName: "cn-shanghai", uplinkTopic: "readings" };

describe("estate on Pulumi's real engine", function () {
  withEngine(this);
  let cloud: RunningEmulator;
  let stack: TestStack | undefined;
  beforeEach(async () => {
    cloud = await emulated({ qps: 1_000 });
  });
  afterEach(() => stack?.remove());

  it("updates changeable inputs in place, and cancels an order that has not been accepted", async () => {
    const program = (changed: boolean) => () => {
      const own = new linkwan.OwnedJoinPermission("valley", {
        classMode: changed ? "C" : "A",
        freqBandPlanGroupId: "101",
        enabled: !changed,
      });
      new linkwan.Gateway("tower", {
        ...tower,
        enabled: !changed,
        ...(changed ? { description: "on the roof" } : {}),
      });
      const group = new linkwan.NodeGroup("pumps", {
        nodeGroupName: changed ? "wells" : "pumps",
        dataDispatch: { ...queue, enabled: !changed, uplinkTopic: changed ? "other" : "readings" },
      });
      new linkwan.Node("meter", {
        devEui: "dddd000000000001",
        pinCode: "100001",
        nodeGroupId: group.nodeGroupId,
      });
      // Offered last, because a granted join permission cannot be changed.
      if (!changed) return;
      new linkwan.JoinPermissionAuthOrder("offer", {
        joinPermissionId: own.joinPermissionId,
        renterAliyunId: "owner",
      });
    };
    stack = await TestStack.open(cloud, program(false));
    const up = await stack.up();
    assert.ok(!up.failed, up.output);
    const changed = await stack.up(program(true));
    assert.ok(!changed.failed, changed.output);
    for (const action of [
      "UpdateOwnedLocalJoinPermission",
      "UpdateOwnedLocalJoinPermissionEnablingState",
      "UpdateGateway",
      "UpdateGatewayEnablingState",
      "UpdateNodeGroup",
      "UpdateDataDispatchConfig",
      "UpdateDataDispatchEnablingState",
      "SubmitJoinPermissionAuthOrder",
    ])
      assert.ok(changed.calls.includes(action), action);
    const destroy = await stack.destroy();
    assert.ok(!destroy.failed, destroy.output);
    for (const action of [
      "CancelJoinPermissionAuthOrder",
      "DeleteLocalJoinPermission",
      "DeleteGateway",
      "RemoveNodeFromGroup",
      "DeleteNodeGroup",
    ])
      assert.ok(destroy.calls.includes(action), action);
  });

  it("encrypts a PIN that the program sets in plain text, even if the gateway cannot be read back", async () => {
    stack = await TestStack.open(cloud, () => {
      new linkwan.Gateway("tower", tower);
    });
    cloud.injectFault({ action: "GetGateway", code: "ForbiddenByRam" });
    const failed = await stack.up();
    assert.ok(failed.failed);
    assert.equal(await stack.count(), 1);
    const isHidden = (output: string): void => {
      assert.doesNotMatch(output, /100001/);
      assert.doesNotMatch(stack?.files() ?? "", /100001/);
    };
    isHidden(failed.output);
    for (const command of ["up", "preview", "refresh", "up", "destroy"] as const) {
      const { output, failed: again } = await stack[command]();
      assert.ok(!again, output);
      isHidden(output);
    }
  });

  it("moves a node to another group, and applies transforms inside a RoamingNetwork", async () => {
    const program = (where: "one" | "two") => () => {
      const transform: pulumi.ResourceTransform = ({ type, props, opts }) =>
        type.endsWith("LeasedJoinPermission")
          ? { props: { ...props, unbindOnReturn: true }, opts }
          : undefined;
      const one = new linkwan.RoamingNetwork(
        "network",
        { classMode: "A", freqBandPlanGroupId: "101" },
        { transforms: [transform] },
      );
      const two = new linkwan.NodeGroup("second", {});
      new linkwan.Node("meter", {
        devEui: "dddd000000000001",
        pinCode: "100001",
        nodeGroupId: where === "one" ? one.nodeGroupId : two.nodeGroupId,
      });
    };
    stack = await TestStack.open(cloud, program("one"));
    const up = await stack.up();
    assert.ok(!up.failed, up.output);
    assert.equal((await stack.leases()).network?.outputs.unbindOnReturn, true);
    const moved = await stack.up(program("two"));
    assert.ok(!moved.failed, moved.output);
    assert.deepEqual(
      moved.calls.filter((call) => /Node(To|From)Group/.test(call)),
      ["RemoveNodeFromGroup", "AddNodeToGroup"],
    );
    const destroy = await stack.destroy();
    assert.ok(!destroy.failed, destroy.output);
    assert.ok(destroy.calls.every((call) => !call.includes(" ")));
  });

  it("previews changed inputs as in-place updates, and applies the updates without replacing dependents", async () => {
    const program = (name: string, enabled: boolean) => () => {
      const network = new linkwan.RoamingNetwork("network", {
        classMode: "A",
        freqBandPlanGroupId: "101",
        nodeGroupName: name,
        enabled,
      });
      const { nodeGroupId } = network;
      new linkwan.Node("meter", { devEui: "dddd000000000001", pinCode: "100001", nodeGroupId });
    };
    stack = await TestStack.open(cloud, program("before", true));
    assert.ok(!(await stack.up()).failed);
    const preview = await stack.preview(program("after", false));
    assert.match(preview.output, /~ 2 to update\n/);
    assert.doesNotMatch(preview.output, /replace/);
    const up = await stack.up();
    assert.match(up.output, /~ 2 updated\n/);
    // Changing the class replaces the lease; the group is bound to the new lease and keeps its nodes.
    const { output, calls, failed } = await stack.up(() => {
      const network = new linkwan.RoamingNetwork("network", { classMode: "C", freqBandPlanGroupId: "101" });
      const { nodeGroupId } = network;
      new linkwan.Node("meter", { devEui: "dddd000000000001", pinCode: "100001", nodeGroupId });
    });
    assert.ok(!failed, output);
    assert.deepEqual(
      calls.filter((call) => /Node(To|From)Group/.test(call) && !/Permission/.test(call)),
      [],
    );
    assert.ok(!(await stack.destroy()).failed);
  });

  it("hides the value of an invalid PIN", async () => {
    stack = await TestStack.open(cloud, () => {
      new linkwan.Node("meter", { devEui: "dddd000000000001", pinCode: "98765", nodeGroupId: "301" });
    });
    const { output, failed } = await stack.up();
    assert.ok(failed);
    assert.match(
      output,
      /meter.* has a problem: pinCode must be a string of the 6 digits on the device's label/,
    );
    assert.doesNotMatch(output, /98765/);
  });

  it("calls functions in a program, with and without outputs as arguments", async () => {
    stack = await TestStack.open(cloud, async () => {
      const network = new linkwan.RoamingNetwork("network", { classMode: "A", freqBandPlanGroupId: "101" });
      const { joinPermissionId, nodeGroupId } = network;
      return {
        lease: linkwan.getRentedJoinPermissionOutput({ joinPermissionId }).apply((each) => each.rxDailySum),
        group: linkwan.getNodeGroupOutput({ nodeGroupId }).apply((each) => each.joinPermissionId),
        nodes: linkwan.getNodesOutput({ nodeGroupId }).apply((each) => each.length),
        bands: (await linkwan.getFreqBandPlanGroups()).length,
        band: (await linkwan.getFreqBandPlanGroup({ groupId: "101" })).frequencyType,
        opened: (await linkwan.getServiceStatus()).opened,
        limit: (await linkwan.getUserLicense()).roamingJoinPermissionLimit,
        owned: (await linkwan.getOwnedJoinPermissions()).length,
        pending: (await linkwan.getPendingJoinPermissionAuthOrders()).length,
      };
    });
    for (const command of ["preview", "up", "destroy"] as const) {
      const { output, failed } = await stack[command]();
      assert.ok(!failed, output);
    }
    const codes = new Set(cloud.calls.map(({ code }) => code));
    assert.deepEqual([...codes], ["OK"]);
  });
});
