import assert from "node:assert/strict";
import type { RunningEmulator } from "../../emulator";
import { makeLocal, makeOffer } from "../support/byHand";
import { linkwan, MODULE } from "../support/door";
import { emulated } from "../support/hooks";
import { TestStack, withEngine, works } from "../support/stack";

const { LeasedJoinPermission, NodeGroup, NodeGroupBinding } = linkwan;

describe("a command that sees only part of the stack", function () {
  withEngine(this);
  let cloud: RunningEmulator;
  let stack: TestStack;

  beforeEach(async () => {
    cloud = await emulated({ qps: 10_000 });
  });
  afterEach(() => stack.remove());

  const held = () => cloud.callAs("renter", "CountRentedJoinPermissions");
  const urnOf = async (name: string): Promise<string> =>
    (await stack.leases())[name]?.urn ?? assert.fail(`${name} is not in the state`);

  const limits = {
    "up --target": async (before: string) => stack.up(undefined, { target: [before] }),
    "up --exclude": async (_: string, after: string) => stack.up(undefined, { exclude: [after] }),
    "destroy --target": async (before: string) => stack.destroy({ target: [before] }),
    "destroy --exclude": async (_: string, after: string) => stack.destroy({ exclude: [after] }),
  };

  for (const [title, command] of Object.entries(limits)) {
    it(`keeps the lease of a renamed resource that ${title} does not include`, async () => {
      const authOrderId = makeOffer(cloud, makeLocal(cloud));
      const program = (name: string) => () => {
        new LeasedJoinPermission(name, { type: "LOCAL", authOrderId });
      };
      stack = await TestStack.open(cloud, program("before"));
      await works(stack.up());
      const before = await urnOf("before");
      const after = before.replace(/before$/, "after");
      await works(stack.up(program("after"), { target: [after] }));
      assert.deepEqual(Object.keys(await stack.leases()).sort(), ["after", "before"]);
      const { output } = await works(command(before, after));
      assert.match(output, /is not returned, because another resource of this stack holds the lease/);
      assert.deepEqual([Object.keys(await stack.leases()), held()], [["after"], 1]);
      await works(stack.destroy());
      assert.equal(held(), 0);
    });
  }

  it("returns a lease if a targeted destroy names every resource that holds the lease", async () => {
    const authOrderId = makeOffer(cloud, makeLocal(cloud));
    const program =
      (...names: string[]) =>
      () => {
        for (const name of names) new LeasedJoinPermission(name, { type: "LOCAL", authOrderId });
      };
    stack = await TestStack.open(cloud, program("before"));
    await works(stack.up());
    await works(stack.destroy({ target: [await urnOf("before")] }));
    assert.equal(held(), 0);

    const anew = makeOffer(cloud, makeLocal(cloud, "hills"));
    const second = (name: string) => () => {
      new LeasedJoinPermission(name, { type: "LOCAL", authOrderId: anew });
    };
    await works(stack.up(second("before")));
    const before = await urnOf("before");
    const after = before.replace(/before$/, "after");
    await works(stack.up(second("after"), { target: [after] }));
    await works(stack.destroy({ target: [before, after] }));
    assert.equal(held(), 0);
  });

  it("replaces a ROAMING lease and a node group with --replace, and keeps a LOCAL lease", async () => {
    const authOrderId = makeOffer(cloud, makeLocal(cloud));
    stack = await TestStack.open(cloud, () => {
      new LeasedJoinPermission("roaming", { type: "ROAMING", classMode: "A", freqBandPlanGroupId: "101" });
      new LeasedJoinPermission("local", { type: "LOCAL", authOrderId });
      new NodeGroup("meters");
    });
    await works(stack.up());
    const roaming = await urnOf("roaming");
    const group = roaming.replace("LeasedJoinPermission", "NodeGroup").replace(/roaming$/, "meters");
    const first = (await stack.leases()).roaming?.id;
    const { output } = await works(stack.up(undefined, { replace: [roaming, group] }));
    assert.match(output, /2 replaced|\+-2 replaced/);
    assert.notEqual((await stack.leases()).roaming?.id, first);
    const local = await urnOf("local");
    const kept = await stack.up(undefined, { replace: [local] });
    assert.equal(kept.failed, false, kept.output);
    assert.match(kept.output, /is not returned, because another resource of this stack holds the lease/);
    assert.ok(!kept.calls.includes("ReturnJoinPermission"));
    assert.equal(held(), 2);
    await works(stack.destroy());
    assert.equal(held(), 0);
  });

  it("names the resource to add to the targets if a target refers to a resource that does not exist yet", async () => {
    stack = await TestStack.open(cloud, () => {
      const { nodeGroupId } = new NodeGroup("pumps", {});
      new NodeGroupBinding("binding", { nodeGroupId, joinPermissionId: "50001" });
    });
    const urn = `urn:pulumi:dev::${stack.name}::${MODULE}NodeGroupBinding::binding`;
    const { failed, output, calls } = await stack.up(undefined, { target: [urn] });
    assert.ok(failed);
    assert.match(
      output,
      /nodeGroupId is missing: .*; if the command has a list of targets \(--target\), add the NodeGroup to the list/,
    );
    assert.deepEqual(calls, []);
  });
});
