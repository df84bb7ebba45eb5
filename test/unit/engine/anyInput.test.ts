import assert from "node:assert/strict";
import fc from "fast-check";
import { Emulator } from "../../../emulator/emulator";
import { checkOf } from "../../../provider/engine/check";
import { Run } from "../../../provider/engine/claims";
import { decide } from "../../../provider/engine/lifecycle";
import { INPUT_NAMES, inputNames, UNKNOWN } from "../../../provider/engine/property";
import { properties } from "../../../provider/lifecycle/leasedJoinPermission/properties";
import { leasedJoinPermission } from "../../../provider/resources/leasedJoinPermission/declaration";

const check = checkOf(leasedJoinPermission);
const context = () => ({ run: new Run(), connect: () => Promise.reject(new Error("check makes no call")) });

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

/** Inputs near the border between legal and illegal, which any JSON hardly ever hits. */
const nearlyLegal = fc.record(
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

/** What the emulated cloud makes of an application with these values; the names of the API. */
const refusal = (inputs: Record<string, unknown>): string | undefined => {
  // Without the devices that the vendor has issued by default: thousands of clouds are made here.
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
  it("is checked without a crash, and every failure stands at a property", () => {
    fc.assert(
      fc.property(anyInputs, anyInputs, (olds, news) => {
        const { inputs, failures } = check(olds, news, context());
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

  it("is compared without a crash, and equal inputs never show a change", () => {
    fc.assert(
      fc.property(anyInputs, anyInputs, (state, news) => {
        const { changes, replaces, deleteBeforeReplace } = decide(leasedJoinPermission, state, news);
        assert.equal(deleteBeforeReplace, replaces.length > 0);
        if (replaces.length > 0) assert.ok(changes);
        const same = { ...news, [INPUT_NAMES]: inputNames(properties, news) };
        assert.equal(decide(leasedJoinPermission, same, news).changes, false);
      }),
      { numRuns: 5_000 },
    );
  });

  it("that check accepts, the API accepts; that check refuses, the API refuses", () => {
    const seen = { accepted: 0, refused: 0 };
    fc.assert(
      fc.property(nearlyLegal, (declared) => {
        const { inputs, failures } = check({}, { resourceName: "lease", ...declared }, context());
        const code = refusal(inputs);
        // Which bands there are, the service alone knows; numbers as text are our own rule, for ids must not be numbers.
        const onlyOurs = failures.every(
          ({ property, reason }) => property !== "joinPermissionName" && /not "/.test(reason),
        );
        if (failures.length === 0) {
          seen.accepted++;
          assert.ok(code === undefined || code === "InvalidFreqBandPlan", `accepted, but ${code}`);
        } else {
          seen.refused++;
          if (!onlyOurs)
            assert.notEqual(code, undefined, `refused without need: ${JSON.stringify(failures)}`);
        }
      }),
      { numRuns: 5_000 },
    );
    assert.ok(seen.accepted > 100 && seen.refused > 100, JSON.stringify(seen));
  });
});
