import assert from "node:assert/strict";
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import type { RunningEmulator } from "../../emulator";
import { makeGroup, makeLocal, makeOffer } from "../support/byHand";
import { doorName, linkwan } from "../support/door";
import { emulated } from "../support/hooks";
import { type Run, TestStack, withEngine } from "../support/stack";

const { LeasedJoinPermission } = linkwan;

const root = join(__dirname, "..", "..");
const roaming = { type: "ROAMING", classMode: "A", freqBandPlanGroupId: "101" } as const;
const seed = {
  accounts: ["renter", "owner"].map((name) => ({
    name,
    accessKeyId: `MARKED_ID_${name}`,
    accessKeySecret: `MARKED_SECRET_${name}`,
  })),
};

describe("LeasedJoinPermission on Pulumi's real engine", function () {
  withEngine(this);

  let cloud: RunningEmulator;
  let stack: TestStack;
  const open = async (program: () => unknown) => {
    stack = await TestStack.open(cloud, program);
    return stack;
  };
  beforeEach(async () => {
    cloud = await emulated({ seed, qps: 10_000 });
  });
  afterEach(() => {
    assert.doesNotMatch(stack.files(), /MARKED_SECRET/);
    stack.remove();
  });

  const works = async (run: Promise<Run>): Promise<Run> => {
    const done = await run;
    assert.equal(done.failed, false, done.output);
    assert.doesNotMatch(done.output, /MARKED_SECRET|warning/);
    return done;
  };
  const fails = async (run: Promise<Run>): Promise<Run> => {
    const done = await run;
    assert.equal(done.failed, true, "the command succeeded");
    assert.doesNotMatch(done.output, /MARKED|\n\s+at /);
    return done;
  };
  const held = () => cloud.callAs("renter", "CountRentedJoinPermissions");
  const offer = (name?: string) => makeOffer(cloud, makeLocal(cloud, name));
  const idOf = async (name: string): Promise<string> =>
    (await stack.leases())[name]?.id ?? assert.fail(`${name} is not in the state`);
  /** Returns a program with a LOCAL lease and, if `broken`, with a lease that cannot be created. */
  const local =
    (name: string, authOrderId: string, broken = false) =>
    () => {
      new LeasedJoinPermission(name, { type: "LOCAL", authOrderId });
      if (broken) new LeasedJoinPermission("broken", { ...roaming, freqBandPlanGroupId: "999" });
    };

  it("creates leases, makes no calls if nothing has changed, updates a lease in place, and destroys the leases", async () => {
    const authOrderId = offer();
    const program = (joinPermissionName: string) => () => {
      const lease = new LeasedJoinPermission("roaming", { ...roaming, joinPermissionName });
      new LeasedJoinPermission("local", { type: "LOCAL", authOrderId });
      return { joinEui: lease.joinEui };
    };
    await open(program("meters"));
    const first = await works(stack.up());
    assert.match(first.output, /joinEui: "d896e0efff000000"/);
    assert.equal(held(), 2);

    const { roaming: stored, local } = await stack.leases();
    const shim = readFileSync(join(root, "test", "fixtures", "shim-LeasedJoinPermission.js.txt"), "utf8");
    const expected = doorName === "plugin" ? { shim: undefined, bytes: 1_700 } : { shim, bytes: 2_900 };
    for (const lease of [stored, local]) {
      const { length } = JSON.stringify(lease);
      assert.ok(length <= expected.bytes, `${length} bytes`);
      assert.equal(lease?.inputs.__provider, expected.shim);
      assert.equal(lease?.outputs.__provider, expected.shim);
    }

    const again = await works(stack.up());
    assert.deepEqual(again.calls, []);
    assert.match(again.output, /3 unchanged/);

    const renamed = await works(stack.up(program("pumps")));
    assert.deepEqual(renamed.calls, ["UpdateRoamingJoinPermission", "GetRentedJoinPermission"]);

    const down = await works(stack.destroy());
    assert.deepEqual(down.calls, ["ReturnJoinPermission", "ReturnJoinPermission"]);
    assert.equal(held(), 0);
    assert.deepEqual(await stack.leases(), {});
  });

  it("refreshes without changes, records drift in the state, and corrects the drift at the next up", async () => {
    await open(() => new LeasedJoinPermission("lease", { ...roaming, rxDelay: 3 }));
    await works(stack.up());
    const [before, values] = [await stack.state(), await stack.values()];
    assert.match((await works(stack.refresh())).output, /2 unchanged/);
    assert.deepEqual(await stack.state(), before);

    const JoinPermissionId = await idOf("lease");
    cloud.callAs("renter", "UpdateRoamingJoinPermission", { JoinPermissionId, RxDelay: 9 });
    cloud.callAs("renter", "UpdateRoamingJoinPermissionEnablingState", { JoinPermissionId, Enabled: false });
    const refreshed = await works(stack.refresh());
    assert.match(refreshed.output, /\[diff: ~enabled,rxDelay\]/);
    const { lease } = await stack.leases();
    assert.deepEqual([lease?.inputs.rxDelay, lease?.outputs.rxDelay, lease?.inputs.enabled], [9, 9, false]);

    const repaired = await works(stack.up());
    assert.deepEqual(repaired.calls, [
      "UpdateRoamingJoinPermission",
      "UpdateRoamingJoinPermissionEnablingState",
      "GetRentedJoinPermission",
    ]);
    assert.deepEqual(await stack.values(), values);
    await works(stack.destroy());
  });

  it("refreshes many leases with one call", async () => {
    const orders = Array.from({ length: 15 }, (_, index) => offer(`valley_${index}`));
    await open(() => {
      for (const [index, authOrderId] of orders.entries()) {
        new LeasedJoinPermission(`lease-${index}`, { type: "LOCAL", authOrderId });
      }
    });
    await stack.setConfig("linkwan:requestsPerSecond", "1000");
    await works(stack.up());
    const before = await stack.state();
    const { calls } = await works(stack.refresh());
    assert.deepEqual(calls, ["ListRentedJoinPermissions"]);
    assert.deepEqual(await stack.state(), before);
    const { calls: returns } = await works(stack.destroy());
    assert.equal(returns.length, 15);
  });

  it("previews inputs that are still unknown", async () => {
    await open(() => {
      const first = new LeasedJoinPermission("first", roaming);
      new LeasedJoinPermission("second", { type: "LOCAL", authOrderId: first.joinPermissionId });
    });
    const preview = await works(stack.preview());
    assert.match(preview.output, /\+ 3 to create/);
    assert.deepEqual(preview.calls, []);
  });

  it("returns a lease before it creates a lease of another class, but keeps the old lease if the new lease is not available", async () => {
    await open(() => new LeasedJoinPermission("lease", roaming));
    await works(stack.up());
    const old = await idOf("lease");
    const refused = await fails(
      stack.up(() => new LeasedJoinPermission("lease", { type: "ROAMING", joinPermissionId: "12345" })),
    );
    assert.match(refused.output, /the account holds no lease with that id; nothing was changed/);
    assert.deepEqual([held(), await idOf("lease")], [1, old]);

    const { calls, output } = await works(
      stack.up(() => new LeasedJoinPermission("lease", { ...roaming, classMode: "C" })),
    );
    assert.deepEqual(calls, [
      "ReturnJoinPermission",
      "ListRentedJoinPermissions",
      "ApplyRoamingJoinPermission",
      "GetRentedJoinPermission",
    ]);
    assert.match(output, /\[diff: ~classMode\]/);
    const { lease } = await stack.leases();
    assert.notEqual(lease?.id, old);
    assert.deepEqual([lease?.outputs.classMode, lease?.outputs.joinPermissionName], ["C", "lease"]);
    assert.equal(held(), 1);
    await works(stack.destroy());
  });

  it("removes a missing lease from the state on refresh, creates a new lease, and destroys without error if that lease is missing", async () => {
    await open(() => new LeasedJoinPermission("lease", roaming));
    await works(stack.up());
    const returnByHand = async () => {
      const JoinPermissionId = await idOf("lease");
      cloud.callAs("renter", "ReturnJoinPermission", { JoinPermissionId, JoinPermissionType: "ROAMING" });
    };
    await returnByHand();
    await works(stack.refresh());
    assert.deepEqual(await stack.leases(), {});
    await works(stack.up());
    assert.equal(held(), 1);
    await returnByHand();
    const { calls, output } = await works(stack.destroy());
    assert.deepEqual(calls, ["ReturnJoinPermission NonExistent", "GetRentedJoinPermission NonExistent"]);
    assert.match(
      output,
      /is already returned: it is not held by the account of these credentials; removed from state/,
    );
    assert.deepEqual(await stack.leases(), {});
  });

  it("keeps a bound lease and names its group, then returns the lease once unbindOnReturn is set", async () => {
    await open(() => new LeasedJoinPermission("lease", roaming));
    await works(stack.up());
    const id = await idOf("lease");
    const group = makeGroup(cloud, "pumps", id);
    const { output } = await fails(stack.destroy());
    assert.match(
      output,
      new RegExp(
        `error: ReturnJoinPermission of join permission ${id} failed with JoinPermissionAlreadyBoundNodeGroup: the lease is bound to node group "pumps" \\(${group}\\).*set unbindOnReturn: true`,
      ),
    );
    assert.equal(held(), 1);
    await works(stack.up(() => new LeasedJoinPermission("lease", { ...roaming, unbindOnReturn: true })));
    const down = await works(stack.destroy());
    assert.deepEqual(down.calls, [
      "ReturnJoinPermission JoinPermissionAlreadyBoundNodeGroup",
      "GetRentedJoinPermission",
      "UnbindJoinPermissionFromNodeGroup",
      "ReturnJoinPermission",
    ]);
    assert.equal(held(), 0);
  });

  it("keeps the lease if its resource is renamed in the program", async () => {
    const authOrderId = offer();
    await open(local("before", authOrderId));
    await works(stack.up());
    const id = await idOf("before");
    const { output, calls } = await works(stack.up(local("after", authOrderId)));
    assert.match(
      output,
      /order 7001 has already been accepted; adopted its lease \d+; destroying this resource returns the lease/,
    );
    assert.match(output, /is not returned, because another resource of this stack holds the lease/);
    assert.ok(!calls.includes("ReturnJoinPermission"));
    assert.equal(await idOf("after"), id);
    assert.deepEqual((await works(stack.up())).calls, []);
    await works(stack.destroy());
    assert.equal(held(), 0);
  });

  for (const how of [{ refresh: true }, { runProgram: true }, { refresh: true, runProgram: true }]) {
    it(`returns every lease on destroy with ${JSON.stringify(how)}, although Pulumi's engine diffs before it deletes`, async () => {
      const authOrderId = offer();
      await open(() => {
        new LeasedJoinPermission("roaming", roaming);
        new LeasedJoinPermission("local", { type: "LOCAL", authOrderId });
      });
      await works(stack.up());
      await works(stack.destroy(how));
      assert.equal(held(), 0);
      assert.deepEqual(await stack.leases(), {});
    });
  }

  it("keeps the lease if a rename is interrupted, and returns it on destroy even if two resources hold it", async () => {
    const authOrderId = offer();
    await open(local("before", authOrderId));
    await works(stack.up());
    const interrupted = async (name: string, other: string): Promise<void> => {
      await fails(stack.up(local(name, authOrderId, true)));
      assert.deepEqual(Object.keys(await stack.leases()).sort(), [name, other].sort());
    };
    await interrupted("after", "before");
    await works(stack.up(local("after", authOrderId)));
    assert.deepEqual([Object.keys(await stack.leases()), held()], [["after"], 1]);
    await interrupted("last", "after");
    await works(stack.destroy({ refresh: true }));
    assert.deepEqual([await stack.leases(), held()], [{}, 0]);
  });

  it("keeps the lease if the parent of its resource changes", async () => {
    const authOrderId = offer();
    await open(local("lease", authOrderId));
    await works(stack.up());
    const parent = () => new pulumi.ComponentResource("test:index:Site", "site");
    await works(
      stack.up(() => new LeasedJoinPermission("lease", { type: "LOCAL", authOrderId }, { parent: parent() })),
    );
    assert.equal(held(), 1);
    await works(stack.destroy());
    assert.equal(held(), 0);
  });

  it("rejects two resources that declare the same lease", async () => {
    const authOrderId = offer();
    await open(() => {
      new LeasedJoinPermission("first", { type: "LOCAL", authOrderId });
      new LeasedJoinPermission("second", { type: "LOCAL", authOrderId });
    });
    assert.match(
      (await fails(stack.up())).output,
      /has a problem: authOrderId is also declared by the resource "(first|second)"/,
    );
    await works(stack.destroy());
    assert.equal(held(), 0);
  });

  it("keeps a lease in the state if its return is rejected, and reports a remedy", async () => {
    await open(() => new LeasedJoinPermission("lease", roaming));
    await works(stack.up());
    const id = await idOf("lease");
    for (const code of [
      "ForbiddenByRam",
      "ForbiddenByRiskControl",
      "CloudProductNotActivated",
      "FeatureNotActivated",
    ]) {
      cloud.injectFault({ action: "ReturnJoinPermission", code });
      const { output } = await fails(stack.destroy());
      assert.match(
        output,
        new RegExp(
          `error: ReturnJoinPermission of join permission ${id} failed with ${code}: .*What to do: `,
        ),
      );
      assert.equal(await idOf("lease"), id, code);
    }
    await works(stack.destroy());
    assert.equal(held(), 0);
  });

  it("records a lease that was created but could not be read, and completes its state at the next up", async () => {
    await open(() => new LeasedJoinPermission("lease", roaming));
    cloud.injectFault({ action: "GetRentedJoinPermission", code: "ForbiddenByRam" });
    await fails(stack.up());
    assert.ok(await idOf("lease"));
    await works(stack.up());
    assert.equal((await stack.leases()).lease?.outputs.joinEui, "d896e0efff000000");
    assert.equal(held(), 1);
    await works(stack.destroy());
  });

  it("names the property of an invalid input", async () => {
    await open(() => new LeasedJoinPermission("lease", { ...roaming, rxDelay: 16 }));
    const { output, calls } = await fails(stack.up());
    assert.match(
      output,
      /LeasedJoinPermission resource 'lease' has a problem: rxDelay must be an integer from 1 to 15 \(seconds\)/,
    );
    assert.deepEqual(calls, []);
  });

  it("rejects an unknown configuration key, an invalid value and an incomplete access key, and warns about an unencrypted secret", async () => {
    await open(() => new LeasedJoinPermission("lease", roaming));
    await stack.setConfig("linkwan:endpiont", "http://127.0.0.1:1");
    assert.match(
      (await fails(stack.preview())).output,
      /linkwan:endpiont is not a configuration key of pulumi-linkwan; valid keys: endpoint, /,
    );
    await stack.removeConfig("linkwan:endpiont");
    await stack.setConfig("linkwan:requestsPerSecond", "many");
    assert.match(
      (await fails(stack.preview())).output,
      /error: Reading the configuration of linkwan:requestsPerSecond failed with ConfigInvalid: it is not an integer from 1 to 1000/,
    );
    await stack.removeConfig("linkwan:requestsPerSecond");
    await stack.removeConfig("linkwan:accessKeySecret");
    assert.match((await fails(stack.preview())).output, /error: .*linkwan:accessKeySecret is missing/);
    await stack.setSecret("linkwan:accessKeySecret", "wrong");
    await stack.setConfig("linkwan:securityToken", "in plain text");
    assert.match(
      (await fails(stack.up())).output,
      /warning: linkwan:securityToken is not encrypted: set it again with pulumi config set --secret linkwan:securityToken/,
    );
  });

  it("serves two accounts in one stack through profiles with secret keys", async () => {
    const authOrderId = offer();
    const hills = makeLocal(cloud, "hills", {}, "renter");
    const back = makeOffer(cloud, hills, "owner", "renter");
    await open(() => {
      new LeasedJoinPermission("here", { type: "LOCAL", authOrderId });
      new LeasedJoinPermission("there", { type: "LOCAL", authOrderId: back, profile: "other" });
    });
    await stack.setConfig("linkwan:profiles.other.accessKeyId", "MARKED_ID_owner");
    await stack.setSecret("linkwan:profiles.other.accessKeySecret", "MARKED_SECRET_owner");
    await works(stack.up());
    assert.deepEqual([held(), cloud.callAs("owner", "CountRentedJoinPermissions")], [1, 1]);
    await works(stack.refresh());
    await works(stack.destroy());
    assert.deepEqual([held(), cloud.callAs("owner", "CountRentedJoinPermissions")], [0, 0]);
  });

  // The code of the plugin does not come from the stack's folder.
  if (doorName === "dynamic") {
    it("destroys a lease with a build whose code changed after the lease was created", async () => {
      await open(() => new LeasedJoinPermission("lease", roaming));
      await works(stack.up());
      // Installs another build of the package in the stack's folder; its delete method reads the lease before returning
      // it.
      const installed = join(stack.folder, "node_modules", "pulumi-linkwan");
      mkdirSync(installed, { recursive: true });
      for (const part of ["package.json", "dist"])
        cpSync(join(root, part), join(installed, part), { recursive: true });
      writeFileSync(join(stack.folder, "package.json"), '{"name": "another-project"}');
      const file = join(installed, "dist", "provider", "resources", "leasedJoinPermission", "returnLease.js");
      const code = readFileSync(file, "utf8");
      const read =
        'await operation.call(require("./api").GetRentedJoinPermission, { JoinPermissionId: id });';
      const changed = code.replace("const returnOnce =", `${read}\nconst returnOnce =`);
      assert.notEqual(changed, code);
      writeFileSync(file, changed);
      assert.deepEqual((await works(stack.destroy())).calls, [
        "GetRentedJoinPermission",
        "ReturnJoinPermission",
      ]);
      assert.equal(held(), 0);
    });
  }
});
