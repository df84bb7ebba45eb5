import assert from "node:assert/strict";
import { check as checkInputs } from "../../../provider/engine/check";
import { Claims } from "../../../provider/engine/claims";
import { UNKNOWN } from "../../../provider/engine/property";
import { leasedJoinPermission } from "../../../provider/resources/leasedJoinPermission/declaration";

type Inputs = Record<string, unknown>;
const check = (olds: Inputs, news: Inputs, claims = new Claims()) =>
  checkInputs(leasedJoinPermission, olds, news, claims);
const roaming: Inputs = { type: "ROAMING", classMode: "A", freqBandPlanGroupId: "101" };
const local: Inputs = { type: "LOCAL", authOrderId: "7001" };

const fresh = (inputs: Inputs) => check({}, { resourceName: "my-lease", ...inputs });
const failures = (inputs: Inputs) =>
  fresh(inputs).failures.map(({ property, reason }) => `${property} ${reason}`);

describe("check of a leased join permission", () => {
  it("adds a default name and enabled: true to a new ROAMING lease", () => {
    assert.deepEqual(fresh(roaming), {
      inputs: { ...roaming, joinPermissionName: "my_lease", enabled: true },
      failures: [],
    });
  });

  it("adds no values to a LOCAL lease or an adopted lease", () => {
    assert.deepEqual(fresh(local), { inputs: local, failures: [] });
    const adopted = { type: "ROAMING", joinPermissionId: "50001" };
    assert.deepEqual(fresh(adopted), { inputs: adopted, failures: [] });
    assert.deepEqual(failures({ type: "LOCAL", joinPermissionId: "50001" }), []);
  });

  it("keeps declared values", () => {
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
    ["a missing type", {}, 'type is missing: set "ROAMING" or "LOCAL"'],
    ["an unknown type", { ...roaming, type: "roaming" }, 'type must be "ROAMING" or "LOCAL"'],
    [
      "a ROAMING lease without class and band",
      { type: "ROAMING" },
      "classMode is missing: a new ROAMING lease requires it (or set joinPermissionId to adopt one)",
      "freqBandPlanGroupId is missing: a new ROAMING lease requires it (or set joinPermissionId to adopt one)",
    ],
    [
      "a ROAMING lease with an order",
      { ...roaming, authOrderId: "1" },
      "authOrderId belongs to a LOCAL lease; a ROAMING lease has no order",
    ],
    [
      "a LOCAL lease without an order",
      { type: "LOCAL" },
      "authOrderId is missing: set the order with which the owner offers the join permission, or joinPermissionId to adopt a lease; if the command has a list of targets (--target), add the JoinPermissionAuthOrder to the list",
    ],
    [
      "a LOCAL lease with both order and lease id",
      { ...local, joinPermissionId: "1" },
      "joinPermissionId cannot be combined with authOrderId: set authOrderId to accept an order, or joinPermissionId to adopt a lease that the account already holds",
    ],
    [
      "a LOCAL lease with the owner's values",
      { ...local, joinPermissionName: "meters", rxDelay: 1, enabled: true },
      "joinPermissionName is set by the owner of a LOCAL join permission; omit it",
      "rxDelay is set by the owner of a LOCAL join permission; omit it",
      "enabled is set by the owner of a LOCAL join permission; omit it",
    ],
    [
      "an id as a number",
      { ...roaming, freqBandPlanGroupId: 101 },
      "freqBandPlanGroupId must be a string of decimal digits, not a number",
    ],
    [
      "an invalid id",
      { ...local, authOrderId: "7x" },
      "authOrderId must be an id: a string of decimal digits without leading zeros",
    ],
    ["an unknown class", { ...roaming, classMode: "E" }, 'classMode must be "A", "B" or "C"'],
    [
      "a name that is too short",
      { ...roaming, joinPermissionName: "abc" },
      "joinPermissionName has a width of 3; it must be 4 to 30 (a Chinese character counts as 2)",
    ],
    [
      "rxDelay out of range",
      { ...roaming, rxDelay: 16 },
      "rxDelay must be an integer from 1 to 15 (seconds)",
    ],
    [
      "rxDelay as a string",
      { ...roaming, rxDelay: "5" },
      "rxDelay must be an integer from 1 to 15 (seconds), not a string",
    ],
    ["a fractional dataRate", { ...roaming, dataRate: 2.5 }, "dataRate must be an integer from 0 to 5"],
    ["enabled as a string", { ...roaming, enabled: "true" }, "enabled must be true or false, not a string"],
    [
      "unbindOnReturn as a number",
      { ...local, unbindOnReturn: 1 },
      "unbindOnReturn must be true or false, not a number",
    ],
    ["an empty profile", { ...local, profile: " " }, "profile must be a non-empty string"],
  ];
  for (const [what, inputs, ...expected] of wrong) {
    it(`names the affected property for ${what}`, () => assert.deepEqual(failures(inputs), expected));
  }

  it("reports an unknown input, and lists the valid inputs", () => {
    assert.match(
      String(failures({ ...roaming, rxdelay: 1 })),
      /^rxdelay is not an input of LeasedJoinPermission; valid inputs: type, /,
    );
  });

  it("accepts values that are still unknown in a preview", () => {
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

  it("treats null as an unset input", () => {
    assert.deepEqual(fresh({ ...local, joinPermissionName: null, profile: undefined }).inputs, local);
  });

  it("rejects an order that another resource declares, but accepts a second check of the same resource", () => {
    const claims = new Claims();
    const declare = (resourceName: string, inputs: Inputs) =>
      check({}, { resourceName, ...inputs }, claims).failures;
    assert.deepEqual(declare("first", local), []);
    assert.deepEqual(declare("first", local), []);
    const reason = 'is also declared by the resource "first"; a lease can belong to only one resource';
    assert.deepEqual(declare("second", local), [{ property: "authOrderId", reason }]);
    assert.deepEqual(declare("second", { type: "LOCAL", joinPermissionId: "7001" }), []);
    assert.deepEqual(declare("third", { type: "LOCAL", authOrderId: UNKNOWN }), []);
    assert.deepEqual(declare("fourth", { type: "LOCAL", authOrderId: UNKNOWN }), []);
  });

  describe("of an existing resource", () => {
    const olds = fresh({ ...roaming, rxDelay: 5, joinPermissionName: "meters" }).inputs;

    it("keeps the values of omitted inputs", () => {
      assert.deepEqual(check(olds, { resourceName: "renamed", ...roaming }).inputs, olds);
    });

    it("keeps the order id or the lease id if it is omitted", () => {
      const accepted = fresh(local).inputs;
      assert.deepEqual(check(accepted, { resourceName: "x", type: "LOCAL" }), {
        inputs: accepted,
        failures: [],
      });
      const adopted = fresh({ type: "ROAMING", joinPermissionId: "5" }).inputs;
      assert.deepEqual(check(adopted, { resourceName: "x", type: "ROAMING" }), {
        inputs: adopted,
        failures: [],
      });
    });

    it("replaces an order id with a lease id, and vice versa", () => {
      const accepted = fresh(local).inputs;
      const byId = check(accepted, { type: "LOCAL", joinPermissionId: "50001" });
      assert.deepEqual(byId, {
        inputs: { type: "LOCAL", joinPermissionId: "50001" },
        failures: [],
      });
      assert.deepEqual(check(byId.inputs, local), { inputs: accepted, failures: [] });
    });

    it("resets enabled, unbindOnReturn and profile to their defaults if they are omitted", () => {
      const changed = { ...olds, enabled: false, unbindOnReturn: true, profile: "p" };
      assert.deepEqual(check(changed, roaming).inputs, olds);
    });

    it("drops omitted inputs if the type changes", () => {
      assert.deepEqual(check(olds, local), { inputs: local, failures: [] });
    });
  });
});
