import assert from "node:assert/strict";
import { diff as diffInputs } from "../../../provider/engine/diff";
import { type PropertyValues, UNKNOWN } from "../../../provider/engine/property";
import { leasedJoinPermission } from "../../../provider/resources/leasedJoinPermission/declaration";

const inputs = {
  type: "ROAMING",
  joinPermissionName: "meters",
  classMode: "A",
  freqBandPlanGroupId: "101",
  enabled: true,
};
const state = {
  ...inputs,
  joinPermissionId: "50001",
  joinEui: "d896e0efff000000",
  rxDelay: 1,
  __inputs: Object.keys(inputs).join(","),
};
const localInputs = { type: "LOCAL", authOrderId: "7001" };
const localState = { ...state, ...localInputs, __inputs: Object.keys(localInputs).join(",") };

const diff = (state: PropertyValues, news: PropertyValues) => diffInputs(leasedJoinPermission, state, news);

const nothing = { changes: false, replaces: [], deleteBeforeReplace: false };
const inPlace = { changes: true, replaces: [], deleteBeforeReplace: false };
const replaced = (...replaces: string[]) => ({ changes: true, replaces, deleteBeforeReplace: true });

describe("diff of a leased join permission", () => {
  it("reports no change for equal inputs", () => {
    assert.deepEqual(diff(state, inputs), nothing);
    assert.deepEqual(diff(localState, localInputs), nothing);
  });

  it("updates name, rxDelay, dataRate, enabled, unbindOnReturn and profile in place", () => {
    const changes = {
      joinPermissionName: "pumps",
      rxDelay: 2,
      dataRate: 3,
      enabled: false,
      unbindOnReturn: true,
      profile: "p",
    };
    for (const [name, value] of Object.entries(changes)) {
      assert.deepEqual(diff(state, { ...inputs, [name]: value }), inPlace, name);
    }
  });

  it("returns the old lease before it creates the new lease only if the class or band changes", () => {
    assert.deepEqual(diff(state, { ...inputs, classMode: "C" }), replaced("classMode"));
    assert.deepEqual(diff(state, { ...inputs, freqBandPlanGroupId: "102" }), replaced("freqBandPlanGroupId"));
  });

  it("returns the old lease after it holds the new lease if the type, order or id changes", () => {
    const expected = (name: string) => ({ ...replaced(name), deleteBeforeReplace: false });
    assert.deepEqual(diff(state, { ...inputs, joinPermissionId: "50002" }), expected("joinPermissionId"));
    assert.deepEqual(diff(localState, { ...localInputs, authOrderId: "7002" }), expected("authOrderId"));
    assert.deepEqual(diff(state, localInputs), expected("type"));
    assert.deepEqual(diff(localState, { ...inputs, classMode: "C" }), expected("type"));
  });

  it("reports an unknown value as a change", () => {
    assert.deepEqual(diff(state, { ...inputs, rxDelay: UNKNOWN }), inPlace);
    assert.deepEqual(diff(state, { ...inputs, classMode: UNKNOWN }), replaced("classMode"));
  });

  it("does not replace a lease if its own id or the order that granted it is declared later", () => {
    assert.deepEqual(diff(state, { ...inputs, joinPermissionId: "50001" }), inPlace);
    const { authOrderId: _, ...adopted } = localState;
    assert.deepEqual(diff(adopted, localInputs), inPlace);
  });

  it("reports drift that a refresh has recorded, but only in declared inputs", () => {
    assert.deepEqual(diff({ ...state, enabled: false }, inputs), inPlace);
    assert.deepEqual(diff({ ...state, rxDelay: 9 }, inputs), nothing);
  });
});
