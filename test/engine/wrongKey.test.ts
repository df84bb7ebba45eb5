import assert from "node:assert/strict";
import type { EmulatedAccount, RunningEmulator } from "../../emulator";
import { makeLocal, makeLocalLease } from "../support/byHand";
import { holdingsOf, writesIn } from "../support/calls";
import { linkwan } from "../support/door";
import { emulated } from "../support/hooks";
import { type Run, TestStack, withEngine, works } from "../support/stack";

const { LeasedJoinPermission, NodeGroup, OwnedJoinPermission } = linkwan;

const roaming = { type: "ROAMING", classMode: "A", freqBandPlanGroupId: "101" } as const;
const KEY_VARIABLES = ["ALIBABA_CLOUD_ACCESS_KEY_ID", "ALIBABA_CLOUD_ACCESS_KEY_SECRET"] as const;

describe("the key of another account on the real engine", function () {
  withEngine(this);

  let cloud: RunningEmulator;
  let stack: TestStack;
  beforeEach(async () => {
    const accounts = ["renter", "owner", "stranger"].map((name) => ({
      name,
      otherKeys: [{ accessKeyId: `rotated-${name}` }],
    }));
    cloud = await emulated({ qps: 10_000, seed: { accounts } });
  });
  afterEach(() => {
    for (const name of KEY_VARIABLES) delete process.env[name];
    stack.remove();
  });

  const accountOf = (name: string): EmulatedAccount =>
    cloud.accounts.find((account) => account.name === name) ?? assert.fail(name);
  /** Puts the keys of an account into the environment for subsequent commands. */
  const useKeys = ({
    accessKeyId,
    accessKeySecret,
  }: Pick<EmulatedAccount, "accessKeyId" | "accessKeySecret">) => {
    const [id, secret] = KEY_VARIABLES;
    Object.assign(process.env, { [id]: accessKeyId, [secret]: accessKeySecret });
  };
  /** Opens a stack whose keys come from the environment. */
  const open = async (program: () => unknown, config: Record<string, string> = {}): Promise<void> => {
    stack = await TestStack.open(cloud, program, { "linkwan:stsEndpoint": cloud.url, ...config });
    for (const key of ["linkwan:accessKeyId", "linkwan:accessKeySecret"]) await stack.removeConfig(key);
    useKeys(accountOf("renter"));
  };

  /** Declares a ROAMING lease, a LOCAL lease that is adopted by its id, an owned join permission and a node group. */
  const estate = () => {
    const joinPermissionId = makeLocalLease(cloud, makeLocal(cloud, "valley"));
    return () => {
      new LeasedJoinPermission("roaming", roaming);
      new LeasedJoinPermission("local", { type: "LOCAL", joinPermissionId });
      new OwnedJoinPermission("owned", { classMode: "A", freqBandPlanGroupId: "101" });
      new NodeGroup("meters", {});
    };
  };

  for (const hidesOthers of [false, true]) {
    const answers = hidesOthers
      ? ", although the service returns NonExistent for other accounts' objects,"
      : "";
    it(`removes nothing from the state and creates nothing in the other account${answers} and destroys everything with the right key`, async () => {
      await open(estate());
      await works(stack.up());
      const [state, held] = [await stack.state(), holdingsOf(cloud)];
      useKeys(accountOf("stranger"));
      const strangers = holdingsOf(cloud, "stranger");
      for (const command of [() => stack.upRefreshed(), () => stack.refresh(), () => stack.destroy()]) {
        if (hidesOthers)
          for (const action of ["GetNodeGroup", "DeleteNodeGroup", "GetJoinPermissionAuthOrder"])
            cloud.injectFault({ action, code: "NonExistent", times: -1 });
        const { failed, output, calls } = await command();
        cloud.clearFaults();
        assert.equal(failed, true, output);
        assert.match(
          output,
          /AccountMismatch: the lease belongs to account a\w{9}, but the credentials from environment/,
        );
        assert.deepEqual([writesIn(calls), await stack.state()], [[], state], output);
        assert.deepEqual([holdingsOf(cloud), holdingsOf(cloud, "stranger")], [held, strangers]);
      }
      // Any key of the account is accepted.
      useKeys(accountOf("renter").otherKeys[0] ?? assert.fail());
      await works(stack.destroy());
      assert.equal(await stack.count(), 0);
      assert.deepEqual(new Set(Object.values(holdingsOf(cloud))), new Set([0]));
    });
  }

  it("creates nothing in an account other than the account of the existing resources, in any order of declaration", async () => {
    const old = () => new NodeGroup("meters", {});
    await open(old);
    await works(stack.up());
    useKeys(accountOf("stranger"));
    const added = () => new LeasedJoinPermission("added", roaming);
    for (const program of [() => [added(), old()], () => [old(), added()]]) {
      const { failed, output } = await stack.up(() => void program());
      assert.equal(failed, true, output);
      assert.match(output, /AccountMismatch: other resources of this stack belong to account a\w{9}, but/);
      assert.equal(holdingsOf(cloud, "stranger").CountRentedJoinPermissions, 0);
    }
    useKeys(accountOf("renter"));
    await works(stack.up());
    await works(stack.destroy());
  });

  it("keeps resources in the state even if another endpoint of the same account does not find them", async () => {
    await open(estate());
    await works(stack.up());
    const elsewhere = await emulated({ qps: 10_000, seed: { accounts: cloud.accounts } });
    await stack.setConfig("linkwan:endpoint", elsewhere.url.replace("127.0.0.1", "localhost"));
    // A refresh uses the configuration that the last up recorded.
    await works(stack.up());
    const state = await stack.state();
    for (const command of [() => stack.upRefreshed(), () => stack.refresh()]) {
      const { failed, output } = await command();
      assert.ok(failed, output);
      assert.match(output, /the lease was last seen at a different endpoint or IoT instance/);
      assert.deepEqual(await stack.state(), state);
    }
    await stack.setConfig("linkwan:endpoint", cloud.url);
    await works(stack.up());
    await works(stack.destroy());
    assert.deepEqual(new Set(Object.values(holdingsOf(cloud))), new Set([0]));
  });

  it("calls STS once per command that creates resources, and makes no calls if nothing changes", async () => {
    await open(estate());
    const sts = ({ calls }: Run) => calls.filter((call) => call.startsWith("GetCallerIdentity"));
    assert.deepEqual(sts(await works(stack.up())), ["GetCallerIdentity"]);
    assert.deepEqual((await works(stack.up())).calls, []);
    assert.deepEqual(sts(await works(stack.refresh())), []);
    assert.deepEqual(sts(await works(stack.destroy())), []);
  });

  it("records the account in the state in a few bytes", async () => {
    await open(() => new LeasedJoinPermission("lease", roaming));
    await works(stack.up());
    const { outputs } = (await stack.leases()).lease ?? assert.fail();
    assert.match(String(outputs.__account), /^a\w{13}$/);
    assert.ok(!stack.files().includes(accountOf("renter").accountId));
    await works(stack.destroy());
  });

  it("is rejected by linkwan:expectedAccount, or by expectedAccount of a profile that pulumi config set --path writes", async () => {
    const [renter, owner, stranger] = ["renter", "owner", "stranger"].map(accountOf);
    await open(() => new OwnedJoinPermission("owned", { classMode: "A", freqBandPlanGroupId: "101" }));
    await stack.setConfig("linkwan:expectedAccount", renter?.accountId ?? "");
    useKeys(stranger ?? assert.fail());
    const refused = await stack.up();
    assert.ok(refused.failed);
    assert.match(
      refused.output,
      new RegExp(
        `CreateLocalJoinPermission of .* failed with AccountMismatch: .* belong to account ${stranger?.accountId} .* but linkwan:expectedAccount is ${renter?.accountId}; nothing was changed`,
      ),
    );
    assert.deepEqual(new Set(Object.values(holdingsOf(cloud, "stranger"))), new Set([0]));

    const withProfile = () =>
      new OwnedJoinPermission("owned", { classMode: "A", freqBandPlanGroupId: "101", profile: "owner" });
    await stack.setConfig("linkwan:profiles.owner.accessKeyId", owner?.accessKeyId ?? "");
    await stack.setSecret("linkwan:profiles.owner.accessKeySecret", owner?.accessKeySecret ?? "");
    assert.match((await stack.up(withProfile)).output, /but linkwan:expectedAccount is/);
    await stack.setConfig("linkwan:profiles.owner.expectedAccount", owner?.accountId ?? "");
    await works(stack.up(withProfile));
    await stack.setConfig("linkwan:profiles.owner.expectedAccount", renter?.accountId ?? "");
    // destroy uses the configuration that the last up recorded, even if that up changed nothing.
    await works(stack.up());
    const destroyed = await stack.destroy();
    assert.match(destroyed.output, /DeleteLocalJoinPermission .* failed with AccountMismatch/);
    assert.equal(await stack.count(), 1);
    await stack.setConfig("linkwan:profiles.owner.expectedAccount", owner?.accountId ?? "");
    await works(stack.up());
    await works(stack.destroy());
  });
});
