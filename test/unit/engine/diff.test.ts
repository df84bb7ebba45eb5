import assert from "node:assert/strict";
import { decide as decideOf } from "../../../provider/engine/lifecycle";
import { UNKNOWN } from "../../../provider/engine/property";
import { leasedJoinPermission } from "../../../provider/resources/leasedJoinPermission/declaration";

const inputs = {
  type: "ROAMING",
  joinPermissionName: "meters",
  classMode: "A",
  freqBandPlanGroupId: "101",
  enabled: true,
  unbindOnReturn: false,
};
const state = {
  ...inputs,
  joinPermissionId: "50001",
  joinEui: "d896e0efff000000",
  rxDelay: 1,
  __inputs: Object.keys(inputs),
};
const localInputs = { type: "LOCAL", authOrderId: "7001", unbindOnReturn: false };
const localState = { ...state, ...localInputs, __inputs: Object.keys(localInputs) };

const decide = (olds: object, news: object) =>
  decideOf(leasedJoinPermission, olds as Record<string, unknown>, news as Record<string, unknown>);

const nothing = { changes: false, replaces: [], deleteBeforeReplace: false };
const inPlace = { changes: true, replaces: [], deleteBeforeReplace: false };
const replaced = (...replaces: string[]) => ({ changes: true, replaces, deleteBeforeReplace: true });

describe("diff of a leased join permission", () => {
  it("sees no change where there is none", () => {
    assert.deepEqual(decide(state, inputs), nothing);
    assert.deepEqual(decide(localState, localInputs), nothing);
  });

  it("changes name, rxDelay, dataRate, enabled, unbindOnReturn and profile in place", () => {
    const changes = {
      joinPermissionName: "pumps",
      rxDelay: 2,
      dataRate: 3,
      enabled: false,
      unbindOnReturn: true,
      profile: "p",
    };
    for (const [name, value] of Object.entries(changes)) {
      assert.deepEqual(decide(state, { ...inputs, [name]: value }), inPlace, name);
    }
  });

  it("replaces for another type, class, band, order or lease, and deletes first", () => {
    assert.deepEqual(decide(state, { ...inputs, classMode: "C" }), replaced("classMode"));
    assert.deepEqual(
      decide(state, { ...inputs, freqBandPlanGroupId: "102" }),
      replaced("freqBandPlanGroupId"),
    );
    assert.deepEqual(decide(state, { ...inputs, joinPermissionId: "50002" }), replaced("joinPermissionId"));
    assert.deepEqual(decide(localState, { ...localInputs, authOrderId: "7002" }), replaced("authOrderId"));
    assert.deepEqual(decide(state, localInputs), replaced("type", "authOrderId"));
  });

  it("takes a value that is not known yet for a change", () => {
    assert.deepEqual(decide(state, { ...inputs, rxDelay: UNKNOWN }), inPlace);
    assert.deepEqual(decide(state, { ...inputs, classMode: UNKNOWN }), replaced("classMode"));
  });

  it("changes no lease when its own id, or the order that granted it, is declared later", () => {
    assert.deepEqual(decide(state, { ...inputs, joinPermissionId: "50001" }), inPlace);
    const { authOrderId: _, ...takenOver } = localState;
    assert.deepEqual(decide(takenOver, localInputs), inPlace);
  });

  it("sees drift that a refresh has written into the state", () => {
    assert.deepEqual(decide({ ...state, enabled: false }, inputs), inPlace);
    assert.deepEqual(decide({ ...state, rxDelay: 9 }, inputs), nothing);
  });
});
