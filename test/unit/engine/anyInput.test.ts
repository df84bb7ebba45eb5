import assert from "node:assert/strict";
import fc from "fast-check";
import { Emulator } from "../../../emulator/emulator";
import { check } from "../../../provider/engine/check";
import { Claims } from "../../../provider/engine/claims";
import { diff } from "../../../provider/engine/diff";
import { UNKNOWN } from "../../../provider/engine/property";
import { keptFromInputs, stateOf } from "../../../provider/engine/state";
import { leasedJoinPermission } from "../../../provider/resources/leasedJoinPermission/declaration";
import { properties } from "../../../provider/resources/leasedJoinPermission/properties";

const names = [
  ...Object.keys(properties),
  "resourceName",
  "__provider",
  "__proto__",
  "constructor",
  "rxdelay",
  "",
];
const anyValue = fc.oneof(
  fc.jsonValue(),
  fc.constant(UNKNOWN),
  fc.constantFrom("ROAMING", "LOCAL", "A", "101", "7001", true, false, 1, 16, null, undefined),
);
const anyInputs = fc.dictionary(fc.constantFrom(...names), anyValue, { noNullPrototype: true });

/** Inputs just inside or just outside the valid ranges, which random JSON rarely contains. */
const nearlyValid = fc.record(
  {
    type: fc.constant("ROAMING"),
    classMode: fc.constantFrom("A", "B", "C", "D2D", "E", "a"),
    freqBandPlanGroupId: fc.constantFrom("101", "102", "201", "999", "0", "-1", "1.5", "", "101 "),
    joinPermissionName: fc.oneof(
      fc.constantFrom(
        "abc",
        "abcd",
        "水a",
        "水水",
        "水水水a",
        "ab😀d",
        "a-bc",
        "ａｂｃｄ",
        " abcd",
        "abcd\n",
      ),
      fc.integer({ min: 28, max: 32 }).map((width) => "x".repeat(width)),
      fc.integer({ min: 13, max: 16 }).map((count) => "水".repeat(count)),
      fc.string({
        unit: fc.constantFrom("a", "Z", "9", "_", "水", "表", "-", "é", "😀", "\u3400", "\u9fff"),
        minLength: 1,
        maxLength: 18,
      }),
    ),
    rxDelay: fc.oneof(fc.integer({ min: -1, max: 17 }), fc.constantFrom(1.5, 1e9, "3")),
    dataRate: fc.oneof(fc.integer({ min: -1, max: 7 }), fc.constantFrom(0.5, "3")),
  },
  { requiredKeys: ["type", "classMode", "freqBandPlanGroupId"] },
);

/** Returns the error code if the emulator rejects an application with these values; otherwise `undefined`. */
const rejection = (inputs: Record<string, unknown>): string | undefined => {
  // Thousands of emulators are created here; omitting their default devices keeps the test fast.
  const cloud = new Emulator({ seed: { gateways: [], nodes: [] } });
  const parameters = Object.fromEntries(
    Object.entries({
      JoinPermissionName: inputs.joinPermissionName,
      ClassMode: inputs.classMode,
      FreqBandPlanGroupId: inputs.freqBandPlanGroupId,
      RxDelay: inputs.rxDelay,
      DataRate: inputs.dataRate,
    }).filter(([, value]) => value !== undefined),
  );
  try {
    cloud.callAs("renter", "ApplyRoamingJoinPermission", parameters);
    return undefined;
  } catch (error) {
    return (error as { code?: string }).code ?? assert.fail(String(error));
  }
};

describe("any input", () => {
  it("never crashes the check, and every failure has a one-line reason", () => {
    fc.assert(
      fc.property(anyInputs, anyInputs, (olds, news) => {
        const { inputs, failures } = check(leasedJoinPermission, olds, news, new Claims());
        for (const { property, reason } of failures) {
          assert.equal(typeof property, "string");
          assert.doesNotMatch(reason, /\n|undefined|\[object/);
        }
        assert.ok(!Object.hasOwn(inputs, "resourceName"));
        JSON.stringify(inputs);
      }),
      { numRuns: 5_000 },
    );
  });

  it("never crashes the diff, and causes no change if the state has the same inputs", () => {
    fc.assert(
      fc.property(anyInputs, anyInputs, (state, news) => {
        const { changes, replaces, deleteBeforeReplace } = diff(leasedJoinPermission, state, news);
        const sameType = ["classMode", "freqBandPlanGroupId"];
        assert.equal(
          deleteBeforeReplace,
          sameType.some((name) => replaces.includes(name)),
        );
        if (replaces.length > 0) assert.ok(changes);
        const same = stateOf(
          leasedJoinPermission,
          news,
          keptFromInputs(leasedJoinPermission, news, { key: "key", account: undefined }),
        );
        assert.equal(diff(leasedJoinPermission, same, news).changes, false);
      }),
      { numRuns: 5_000 },
    );
  });

  it("passes the check if and only if the API accepts it", () => {
    const seen = { accepted: 0, rejected: 0 };
    fc.assert(
      fc.property(nearlyValid, (declared) => {
        const { inputs, failures } = check(
          leasedJoinPermission,
          {},
          { resourceName: "lease", ...declared },
          new Claims(),
        );
        const code = rejection(inputs);
        // Only the service can validate frequency bands; only the check validates the types of numbers and ids.
        const onlyOfCheck = failures.every(
          ({ property, reason }) => property !== "joinPermissionName" && / (string|id)\b/.test(reason),
        );
        if (failures.length === 0) {
          seen.accepted++;
          assert.ok(code === undefined || code === "InvalidFreqBandPlan", `accepted, but ${code}`);
        } else {
          seen.rejected++;
          if (!onlyOfCheck)
            assert.notEqual(
              code,
              undefined,
              `rejected although the API accepts it: ${JSON.stringify(failures)}`,
            );
        }
      }),
      { numRuns: 5_000 },
    );
    assert.ok(seen.accepted > 100 && seen.rejected > 100, JSON.stringify(seen));
  });
});
