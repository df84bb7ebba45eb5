import assert from "node:assert/strict";
import type { LeasedJoinPermissionArgs } from "../../provider";
import { makeLease, makeOffer } from "../support/byHand";
import { writesIn } from "../support/calls";
import { type Declared, declareAll } from "../support/declared";
import { linkwan } from "../support/door";
import { emulated } from "../support/hooks";
import { killedCommand } from "../support/killable";
import { TestStack, withEngine, works } from "../support/stack";

const { LeasedJoinPermission } = linkwan;

/** Kills the CLI and the provider during a write that has reached the cloud, then continues as a user would. */
describe("kill -9 on Pulumi's real engine", function () {
  withEngine(this);

  const roaming = { type: "ROAMING", classMode: "A", freqBandPlanGroupId: "101" } as const;

  const opened = async (args: (offer: () => string) => LeasedJoinPermissionArgs) => {
    const cloud = await emulated({ qps: 10_000 });
    const declared = args(() => makeOffer(cloud));
    const stack = await TestStack.open(cloud, () => new LeasedJoinPermission("lease", declared));
    const killedIn = async (action: string, command: "up" | "destroy"): Promise<void> => {
      cloud.injectFault({ action, answer: "late", delayMs: 5_000, effect: true });
      const program = [{ name: "lease", className: "LeasedJoinPermission", inputs: { ...declared } }];
      await killedCommand({ stack: stack.name, command, program }, () =>
        cloud.calls.some((call) => call.action === action),
      );
    };
    const held = () => cloud.callAs("renter", "CountRentedJoinPermissions");
    return { stack, killedIn, held };
  };

  it("names the created lease at the next up after a kill during Apply, then adopts the lease by its id", async () => {
    const { stack, killedIn, held } = await opened(() => roaming);
    await killedIn("ApplyRoamingJoinPermission", "up");
    assert.deepEqual([held(), await stack.leases()], [1, {}]);
    await works(stack.cancel());
    const { output, failed } = await stack.up();
    const [, joinPermissionId = ""] = /set joinPermissionId: "(\d+)"/.exec(output) ?? [];
    assert.ok(failed && joinPermissionId, output);
    const taken = await stack.up(() => new LeasedJoinPermission("lease", { ...roaming, joinPermissionId }));
    assert.equal(taken.failed, false, taken.output);
    assert.equal((await stack.destroy()).failed, false);
    assert.equal(held(), 0);
    stack.remove();
  });

  it("adopts the lease at the next up after a kill during Accept", async () => {
    const { stack, killedIn, held } = await opened((offer) => ({ type: "LOCAL", authOrderId: offer() }));
    await killedIn("AcceptJoinPermissionAuthOrder", "up");
    assert.deepEqual([held(), await stack.leases()], [1, {}]);
    await works(stack.cancel());
    const { output, failed } = await stack.up();
    assert.equal(failed, false, output);
    assert.equal((await stack.destroy()).failed, false);
    assert.equal(held(), 0);
    stack.remove();
  });

  it("re-creates the deleted dependents at the next up after a kill during up --replace", async () => {
    const cloud = await emulated({ qps: 10_000 });
    const joinPermissionId = makeLease(cloud);
    const nodeGroupId = "@pumps.nodeGroupId";
    const program: Declared[] = [
      { name: "pumps", className: "NodeGroup", inputs: {} },
      { name: "bound", className: "NodeGroupBinding", inputs: { nodeGroupId, joinPermissionId } },
      {
        name: "meter",
        className: "Node",
        inputs: { nodeGroupId, devEui: "dddd000000000001", pinCode: "100001" },
      },
    ];
    const stack = await TestStack.open(cloud, () => declareAll(program));
    await works(stack.up());
    const [group] = (await stack.resources()).filter(({ type }) => type.endsWith("NodeGroup"));
    cloud.injectFault({ action: "DeleteNodeGroup", answer: "late", delayMs: 5_000 });
    await killedCommand({ stack: stack.name, command: "up", program, replace: [group?.urn ?? ""] }, () =>
      cloud.calls.some(({ action }) => action === "DeleteNodeGroup"),
    );
    await works(stack.cancel());
    const { calls } = await works(stack.up());
    assert.deepEqual(writesIn(calls).sort(), ["AddNodeToGroup", "BindJoinPermissionToNodeGroup"]);
    await works(stack.previewNoChanges());
    await works(stack.destroy());
    stack.remove();
  });

  it("reports an already returned lease at the next destroy after a kill during Return", async () => {
    const { stack, killedIn, held } = await opened(() => roaming);
    assert.equal((await stack.up()).failed, false);
    await killedIn("ReturnJoinPermission", "destroy");
    assert.equal(held(), 0);
    assert.deepEqual(Object.keys(await stack.leases()), ["lease"]);
    await works(stack.cancel());
    const { output, failed } = await stack.destroy();
    assert.equal(failed, false, output);
    assert.match(
      output,
      /is already returned: it is not held by the account of these credentials; removed from state/,
    );
    assert.deepEqual(await stack.leases(), {});
    stack.remove();
  });
});
