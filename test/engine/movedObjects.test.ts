import assert from "node:assert/strict";
import { ProviderResource, secret } from "@pulumi/pulumi";
import { makeLocal, makeLocalLease, makeOffer } from "../support/byHand";
import { writesIn } from "../support/calls";
import { MODULE } from "../support/door";
import { declareResource, engineStage } from "../support/engineStage";
import { resourceCases } from "../support/resourceCases";
import { works } from "../support/stack";

/** Explicit provider for dynamic resources, with its own process. */
class DynamicProvider extends ProviderResource {}

describe("objects that move between resources on Pulumi's real engine", function () {
  const stage = engineStage(this);
  const held = () => resourceCases.lease.held(stage.engine);
  const leases =
    (inputs: readonly object[], names = inputs.map((_, index) => `lease-${index}`)) =>
    () => {
      for (const [index, each] of inputs.entries())
        declareResource("lease", names[index] ?? "", { type: "LOCAL", ...each });
    };
  const local = (name: string) => makeLocal(stage.engine.cloud, name);
  const byOrder = (name: string) => ({ authOrderId: makeOffer(stage.engine.cloud, local(name)) });
  const byId = (name: string) => ({ joinPermissionId: makeLocalLease(stage.engine.cloud, local(name)) });

  const lists: Readonly<Record<string, (all: readonly object[], more: object) => readonly object[]>> = {
    "an insertion at the front": (all, more) => [more, ...all],
    "the removal of the first": ([, ...rest]) => rest,
    "a swap": ([first = {}, second = {}, ...rest]) => [second, first, ...rest],
  };
  const ways: Readonly<Record<string, (name: string) => object>> = { order: byOrder, id: byId };
  for (const [kind, select] of Object.entries(ways)) {
    for (const [change, changed] of Object.entries(lists)) {
      it(`keeps every lease if its resource is named by an index and selects the lease by its ${kind}, after ${change}`, async () => {
        const all = ["first", "second", "third"].map((name) => select(name));
        const stack = await stage.open(leases(all));
        await works(stack.up());
        const before = held();
        const program = leases(changed(all, select("fourth")));

        const preview = await stack.preview(program);
        assert.ok(preview.failed, preview.output);
        assert.match(preview.output, /use the aliases option/);
        // Without a preview, Pulumi's engine replaces each lease before it compares the next lease.
        const { output, calls } = await stack.up();
        assert.deepEqual(
          writesIn(calls).filter((call) => /^Return/.test(call)),
          [],
          output,
        );
        assert.ok(
          before.every((id) => held().includes(id)),
          output,
        );

        await works(stack.up(leases(all)));
        await works(stack.destroy());
        assert.ok(!before.some((id) => held().includes(id)));
      });
    }
  }

  it("keeps a lease whose renamed resource moves to another provider for dynamic resources", async () => {
    const { cloud } = stage.engine;
    const selection = { type: "LOCAL", ...byId("valley") };
    const [{ accessKeyId, accessKeySecret } = assert.fail()] = cloud.accounts;
    const config = {
      "linkwan:endpoint": cloud.url,
      "linkwan:accessKeyId": accessKeyId,
      "linkwan:accessKeySecret": secret(accessKeySecret),
    };
    const stack = await stage.open(() => void declareResource("lease", "before", selection, {}, "dynamic"));
    await works(stack.up());
    const { calls } = await works(
      stack.up(() => {
        const provider = new DynamicProvider("pulumi-nodejs", "other", config);
        declareResource("lease", "after", selection, { provider }, "dynamic");
      }),
    );
    assert.deepEqual(writesIn(calls), []);
    assert.equal(held().length, 1);
    await works(stack.destroy());
    assert.deepEqual(held(), []);
  });

  it("accepts a changed order before it returns the old lease", async () => {
    const stack = await stage.open(leases([byOrder("first")], ["valley"]));
    await works(stack.up());
    const { calls } = await works(stack.up(leases([byOrder("second")], ["valley"])));
    assert.deepEqual(writesIn(calls), ["AcceptJoinPermissionAuthOrder", "ReturnJoinPermission"]);
    assert.equal(held().length, 1);
    await works(stack.destroy());
    assert.deepEqual(held(), []);
  });

  it("keeps the lease of a changed order if the new order cannot be accepted", async () => {
    const { cloud } = stage.engine;
    const first = byOrder("first");
    const stack = await stage.open(leases([first], ["valley"]));
    await works(stack.up());
    const before = held();
    cloud.injectFault({ action: "AcceptJoinPermissionAuthOrder", code: "ForbiddenByRam", times: 1 });
    assert.ok((await stack.up(leases([byOrder("second")], ["valley"]))).failed);
    assert.deepEqual(held(), before);
    assert.deepEqual((await works(stack.up(leases([first], ["valley"])))).calls, []);
    await works(stack.destroy());
    assert.deepEqual(held(), []);
  });

  for (const [kind, select, action] of [
    ["order", byOrder, "GetJoinPermissionAuthOrder"],
    ["id", byId, "GetRentedJoinPermission"],
  ] as const) {
    it(`keeps a lease in the state if its renamed resource cannot be created and selects the lease by its ${kind}`, async () => {
      const { cloud } = stage.engine;
      const selected = select("valley");
      const stack = await stage.open(leases([selected], ["before"]));
      await works(stack.up());
      const before = held();
      cloud.injectFault({ action, code: "ForbiddenByRam", times: 1 });
      const failed = await stack.up(leases([selected], ["after"]), { continueOnError: true });
      assert.ok(failed.failed);
      assert.match(
        failed.output,
        /with --continue-on-error, a resource that the program no longer declares is not returned/,
      );
      assert.deepEqual(held(), before);
      assert.deepEqual(Object.keys(await stack.leases()), ["before"]);

      await works(stack.up());
      assert.deepEqual(held(), before);
      assert.deepEqual(Object.keys(await stack.leases()), ["after"]);
      await works(stack.destroy());
      assert.deepEqual(held(), []);
    });
  }

  it("keeps the ROAMING lease of a renamed resource whose creation the service rejects", async () => {
    const declare = (name: string) => () =>
      void declareResource("lease", name, { type: "ROAMING", classMode: "A", freqBandPlanGroupId: "101" });
    const stack = await stage.open(declare("before"));
    await works(stack.up());
    const before = held();
    const failed = await stack.up(declare("after"), { continueOnError: true });
    assert.ok(failed.failed);
    assert.match(
      failed.output,
      /with --continue-on-error, a resource that the program no longer declares is not returned/,
    );
    assert.deepEqual(held(), before, failed.output);
    await works(stack.up(declare("before")));
    await works(stack.destroy());
    assert.deepEqual(held(), []);
  });

  const limits: Readonly<Record<string, (urn: string) => Promise<unknown>>> = {
    "--exclude-protected": () => stage.stack.destroy({ excludeProtected: true }),
    "-yt URN": (urn) => stage.stack.cli("destroy", "--skip-preview", "-yt", urn),
    "with PULUMI_OPTION_TARGET": async (urn) => {
      process.env.PULUMI_OPTION_TARGET = urn;
      try {
        await stage.stack.cli("destroy", "--skip-preview", "--yes");
      } finally {
        delete process.env.PULUMI_OPTION_TARGET;
      }
    },
    "-tURN": (urn) => stage.stack.cli("destroy", "--skip-preview", "--yes", `-t${urn}`),
  };
  for (const [limit, destroy] of Object.entries(limits)) {
    it(`keeps a lease that a resource outside the limits of destroy holds: ${limit}`, async () => {
      const selected = { type: "LOCAL", ...byOrder("valley") };
      const stack = await stage.open(leases([selected], ["before"]));
      await works(stack.up());
      const before = held();
      // The run fails after it creates the renamed resource, so the state contains both resources.
      const renamed = await stack.up(() => {
        declareResource("lease", "after", selected, { protect: limit === "--exclude-protected" });
        declareResource("group", "wrong", { nodeGroupId: "999" });
      });
      assert.ok(renamed.failed);
      assert.deepEqual(Object.keys(await stack.leases()).sort(), ["after", "before"]);
      await destroy(`urn:pulumi:dev::${stack.name}::${MODULE}LeasedJoinPermission::before`);
      assert.deepEqual(held(), before);
      assert.deepEqual(Object.keys(await stack.leases()), ["after"]);
    });
  }

  for (const [title, target] of Object.entries({
    "a run that is limited to new resources": true,
    "a run that renames every resource": false,
  })) {
    it(`creates nothing with the key of another account in ${title}`, async () => {
      const { cloud } = stage.engine;
      const { url, accounts } = cloud;
      const stack = await stage.open(() => declareResource("group", "pumps", {}));
      await stack.setConfig("linkwan:stsEndpoint", url);
      await works(stack.up());
      const stranger = accounts.find(({ name }) => name === "stranger") ?? assert.fail();
      await stack.setConfig("linkwan:accessKeyId", stranger.accessKeyId);
      await stack.setSecret("linkwan:accessKeySecret", stranger.accessKeySecret);
      const urn = `urn:pulumi:dev::${stack.name}::${MODULE}NodeGroup::wells`;
      const { failed, output, calls } = await stack.up(
        () => {
          if (target) declareResource("group", "pumps", {});
          declareResource("group", "wells", {});
        },
        target ? { target: [urn] } : {},
      );
      assert.ok(failed, output);
      assert.match(output, /AccountMismatch/);
      assert.deepEqual(writesIn(calls), []);
    });
  }
});
