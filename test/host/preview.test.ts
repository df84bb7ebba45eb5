import assert from "node:assert/strict";
import type { RunningEmulator } from "../../emulator";
import { UNKNOWN } from "../../provider/engine/property";
import { allProperties } from "../../provider/engine/state";
import { resources } from "../../provider/resources";
import { makeGroup, makeLease, makeLocal } from "../support/byHand";
import { doorName } from "../support/door";
import { site } from "../support/gateways";
import type { Values } from "../support/host";
import { HostStage } from "../support/hostStage";

interface Declaration {
  /** Account of the resource. Default: the renter. */
  readonly account?: "owner";
  /** Returns the inputs of a resource. Creates the objects that the inputs refer to. */
  readonly declare: (cloud: RunningEmulator) => Values;
  /** Changed inputs that replace the resource. */
  readonly replacement: Values;
  /** Calls that verify the current object if one input is unknown, keyed by the name of that input. Default: none. */
  readonly verification?: Readonly<Record<string, string[]>>;
}

const declarations: Readonly<Record<string, Declaration>> = {
  LeasedJoinPermission: {
    declare: () => ({ type: "ROAMING", classMode: "A", freqBandPlanGroupId: "101" }),
    replacement: { freqBandPlanGroupId: "102" },
  },
  OwnedJoinPermission: {
    account: "owner",
    declare: () => ({ classMode: "A", freqBandPlanGroupId: "101" }),
    replacement: { joinPermissionId: "999" },
  },
  JoinPermissionAuthOrder: {
    account: "owner",
    declare: (cloud) => ({ joinPermissionId: makeLocal(cloud), renterAliyunId: "renter" }),
    replacement: { renterAliyunId: "stranger" },
    // The order cannot be canceled while its permission is granted, regardless of the new renter.
    verification: { renterAliyunId: ["GetOwnedJoinPermission"] },
  },
  NodeGroup: { declare: () => ({}), replacement: { nodeGroupId: "999" } },
  NodeGroupBinding: {
    declare: (cloud) => ({ nodeGroupId: makeGroup(cloud), joinPermissionId: makeLease(cloud) }),
    replacement: { nodeGroupId: "999", joinPermissionId: "999" },
  },
  Gateway: {
    declare: () => ({ gwEui: "aaaa000000000001", pinCode: "100001", ...site }),
    replacement: { gwEui: "aaaa000000000002" },
  },
  Node: {
    declare: (cloud) => ({ devEui: "dddd000000000001", pinCode: "100001", nodeGroupId: makeGroup(cloud) }),
    replacement: { nodeGroupId: "999" },
  },
};

describe(`preview in the ${doorName} host`, () => {
  for (const resource of resources) {
    const {
      account,
      declare,
      replacement,
      verification = {},
    } = declarations[resource.name] ?? assert.fail(resource.name);

    describe(resource.name, () => {
      let stage: HostStage;
      let created: { id: string; state: Values; inputs: Values };
      beforeEach(async () => {
        stage = await HostStage.open(resource.name, account);
        created = await stage.host.up(declare(stage.cloud));
      });
      afterEach(() => stage.close());

      const diff = (change: Values) =>
        stage.host.diff(created.id, created.state, { ...created.inputs, ...change });

      it("makes no calls for an unknown input, except to verify the current object", async () => {
        const names = Object.entries(allProperties(resource))
          .filter(([, { presence }]) => presence !== "computed")
          .map(([name]) => name);
        assert.ok(names.includes("profile"));
        for (const name of names) {
          const calls = await stage.callsOf(async () => {
            assert.equal((await diff({ [name]: UNKNOWN })).changes, true, name);
          });
          assert.deepEqual(calls, verification[name] ?? [], name);
        }
        const allUnknown = Object.fromEntries(names.map((name) => [name, UNKNOWN]));
        assert.deepEqual(await stage.callsOf(() => diff(allUnknown)), []);
      });

      it("makes no calls for a replacement with an unknown profile", async () => {
        const calls = await stage.callsOf(async () => {
          const { replaces } = await diff({ ...replacement, profile: UNKNOWN });
          assert.deepEqual(replaces, Object.keys(replacement));
        });
        assert.deepEqual(calls, []);
        // If the profile is known, calls verify the same replacement for every resource that defines
        // `verifyReplacement`.
        const verified = await stage.callsOf(() => diff(replacement).catch(() => undefined));
        const adopted = resource.adoption?.id({ ...created.inputs, ...replacement });
        const adoptsOther = adopted !== undefined && adopted !== created.id;
        assert.equal(verified.length > 0, adoptsOther || resource.verifyReplacement !== undefined);
      });
    });
  }
});
