import assert from "node:assert/strict";
import { checkOf } from "../../../provider/engine/check";
import { Run } from "../../../provider/engine/claims";
import { UNKNOWN } from "../../../provider/engine/property";
import { leasedJoinPermission } from "../../../provider/resources/leasedJoinPermission/declaration";

type Inputs = Record<string, unknown>;
const contextOf = (run: Run) => ({ run, connect: () => Promise.reject(new Error("check makes no call")) });
const check = (olds: Inputs, news: Inputs, run = new Run()) =>
  checkOf(leasedJoinPermission)(olds, news, contextOf(run));
const roaming: Inputs = { type: "ROAMING", classMode: "A", freqBandPlanGroupId: "101" };
const local: Inputs = { type: "LOCAL", authOrderId: "7001" };

const fresh = (inputs: Inputs) => check({}, { resourceName: "my-lease", ...inputs });
const failures = (inputs: Inputs) =>
  fresh(inputs).failures.map(({ property, reason }) => `${property} ${reason}`);

describe("check of a leased join permission", () => {
  it("completes a ROAMING lease", () => {
    assert.deepEqual(fresh(roaming), {
      inputs: { ...roaming, joinPermissionName: "my_lease", enabled: true, unbindOnReturn: false },
      failures: [],
    });
  });

  it("completes a LOCAL lease, and one that is taken over, without inventing values", () => {
    assert.deepEqual(fresh(local), { inputs: { ...local, unbindOnReturn: false }, failures: [] });
    const taken = { type: "ROAMING", joinPermissionId: "50001" };
    assert.deepEqual(fresh(taken), { inputs: { ...taken, unbindOnReturn: false }, failures: [] });
    assert.deepEqual(failures({ type: "LOCAL", joinPermissionId: "50001" }), []);
  });

  it("lets declared values stand", () => {
    const declared = {
      ...roaming,
      joinPermissionName: "meters",
      enabled: false,
      unbindOnReturn: true,
      rxDelay: 15,
      dataRate: 0,
      profile: "p",
    };
    assert.deepEqual(fresh(declared), { inputs: declared, failures: [] });
  });

  const wrong: [what: string, inputs: Inputs, ...expected: string[]][] = [
    ["no type", {}, 'type is missing: give "ROAMING" or "LOCAL"'],
    ["another type", { ...roaming, type: "roaming" }, 'type must be "ROAMING" or "LOCAL", not "roaming"'],
    [
      "ROAMING without class and band",
      { type: "ROAMING" },
      "classMode is missing: a ROAMING lease is applied for with it (or give joinPermissionId to take one over)",
      "freqBandPlanGroupId is missing: a ROAMING lease is applied for with it (or give joinPermissionId to take one over)",
    ],
    [
      "ROAMING with an order",
      { ...roaming, authOrderId: "1" },
      "authOrderId belongs to a LOCAL lease; a ROAMING one is applied for without an order",
    ],
    [
      "LOCAL without an order",
      { type: "LOCAL" },
      "authOrderId is missing: give the order with which the owner offers the join permission, or joinPermissionId to take over a lease",
    ],
    [
      "LOCAL with both",
      { ...local, joinPermissionId: "1" },
      "joinPermissionId cannot be combined with authOrderId: give the order to accept it, or the id of a lease that is held already",
    ],
    [
      "LOCAL with the owner's values",
      { ...local, joinPermissionName: "meters", rxDelay: 1, enabled: true },
      "joinPermissionName is decided by the owner of a LOCAL join permission; leave it out",
      "rxDelay is decided by the owner of a LOCAL join permission; leave it out",
      "enabled is decided by the owner of a LOCAL join permission; leave it out",
    ],
    [
      "an id as number",
      { ...roaming, freqBandPlanGroupId: 101 },
      'freqBandPlanGroupId must be text: "101" instead of 101',
    ],
    [
      "an id that is none",
      { ...local, authOrderId: "7x" },
      'authOrderId must be an id, decimal digits as text without leading zeros, not "7x"',
    ],
    [
      "a class that is none",
      { ...roaming, classMode: "E" },
      'classMode must be "A" or "B" or "C" or "D2D", not "E"',
    ],
    [
      "a short name",
      { ...roaming, joinPermissionName: "abc" },
      "joinPermissionName is 3 wide; it must be 4 to 30 (a Chinese character counts 2)",
    ],
    [
      "rxDelay out of range",
      { ...roaming, rxDelay: 16 },
      "rxDelay must be a whole number from 1 to 15 (seconds), not 16",
    ],
    [
      "rxDelay as text",
      { ...roaming, rxDelay: "5" },
      'rxDelay must be a whole number from 1 to 15 (seconds), not "5"',
    ],
    [
      "dataRate broken",
      { ...roaming, dataRate: 2.5 },
      "dataRate must be a whole number from 0 to 5, not 2.5",
    ],
    ["enabled as text", { ...roaming, enabled: "true" }, 'enabled must be true or false, not "true"'],
    [
      "unbindOnReturn as number",
      { ...local, unbindOnReturn: 1 },
      "unbindOnReturn must be true or false, not 1",
    ],
    ["an empty profile", { ...local, profile: " " }, 'profile must be text that is not empty, not " "'],
  ];
  for (const [what, inputs, ...expected] of wrong) {
    it(`reports ${what} on its property`, () => assert.deepEqual(failures(inputs), expected));
  }

  it("reports an input that does not exist, and lists those that do", () => {
    assert.match(
      String(failures({ ...roaming, rxdelay: 1 })),
      /^rxdelay is not an input of LeasedJoinPermission; its inputs are type, /,
    );
  });

  it("lets values through that a preview does not know yet", () => {
    for (const name of Object.keys({
      ...roaming,
      rxDelay: 1,
      dataRate: 1,
      enabled: true,
      joinPermissionName: "",
      profile: "",
    })) {
      assert.deepEqual(failures({ ...roaming, [name]: UNKNOWN }), [], name);
    }
    for (const name of ["authOrderId", "unbindOnReturn"])
      assert.deepEqual(failures({ ...local, [name]: UNKNOWN }), [], name);
    assert.deepEqual(failures({ type: UNKNOWN, authOrderId: "1", rxDelay: 3 }), []);
    assert.deepEqual(failures({ type: UNKNOWN, rxDelay: 99 }).length, 1);
  });

  it("treats null like an input that is not set", () => {
    assert.deepEqual(fresh({ ...local, joinPermissionName: null, profile: undefined }).inputs, {
      ...local,
      unbindOnReturn: false,
    });
  });

  it("refuses a lease that another resource of the program means too, but not the same resource twice", () => {
    const run = new Run();
    const declare = (resourceName: string, inputs: Inputs) =>
      check({}, { resourceName, ...inputs }, run).failures;
    assert.deepEqual(declare("first", local), []);
    assert.deepEqual(declare("first", local), []);
    const reason = 'is declared by the resource "first" too; a lease belongs to one resource';
    assert.deepEqual(declare("second", local), [{ property: "authOrderId", reason }]);
    assert.deepEqual(declare("second", { type: "LOCAL", joinPermissionId: "7001" }), []);
    assert.deepEqual(declare("third", { type: "LOCAL", authOrderId: UNKNOWN }), []);
    assert.deepEqual(declare("fourth", { type: "LOCAL", authOrderId: UNKNOWN }), []);
  });

  describe("after the first run", () => {
    const olds = fresh({ ...roaming, rxDelay: 5, joinPermissionName: "meters" }).inputs;

    it("keeps the values of inputs that are left out", () => {
      assert.deepEqual(check(olds, { resourceName: "renamed", ...roaming }).inputs, olds);
    });

    it("keeps saying how the lease was got when that is left out", () => {
      const accepted = fresh(local).inputs;
      assert.deepEqual(check(accepted, { resourceName: "x", type: "LOCAL" }), {
        inputs: accepted,
        failures: [],
      });
      const taken = fresh({ type: "ROAMING", joinPermissionId: "5" }).inputs;
      assert.deepEqual(check(taken, { resourceName: "x", type: "ROAMING" }), { inputs: taken, failures: [] });
    });

    it("lets an order be replaced by the lease's id and the other way round", () => {
      const accepted = fresh(local).inputs;
      const byId = check(accepted, { type: "LOCAL", joinPermissionId: "50001" });
      assert.deepEqual(byId, {
        inputs: { type: "LOCAL", joinPermissionId: "50001", unbindOnReturn: false },
        failures: [],
      });
      assert.deepEqual(check(byId.inputs, local), { inputs: accepted, failures: [] });
    });

    it("goes back to the default of enabled, unbindOnReturn and profile", () => {
      const changed = { ...olds, enabled: false, unbindOnReturn: true, profile: "p" };
      assert.deepEqual(check(changed, roaming).inputs, olds);
    });

    it("keeps nothing across a change of type", () => {
      assert.deepEqual(check(olds, local), { inputs: { ...local, unbindOnReturn: false }, failures: [] });
    });
  });
});
