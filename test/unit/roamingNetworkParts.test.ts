import assert from "node:assert/strict";
import schema from "../../provider/plugin/schema.json";
import { leasedJoinPermission, nodeGroup, nodeGroupBinding } from "../../provider/resources/declarations";
import {
  boundIds,
  inputsOfParts,
  networkOutputs,
  valuesOfParts,
} from "../../provider/resources/roamingNetworkParts";

const component = schema.resources["linkwan:index:RoamingNetwork"];

describe("the child resources of a RoamingNetwork", () => {
  it("receive every input of the component, each child only the inputs of its own resource", () => {
    const all = Object.fromEntries(Object.keys(component.inputProperties).map((name) => [name, name]));
    const { lease, nodeGroup: group, binding } = inputsOfParts(all);
    for (const [inputs, { name }] of [
      [lease, leasedJoinPermission],
      [group, nodeGroup],
      [binding, nodeGroupBinding],
    ] as const) {
      const known =
        schema.resources[`linkwan:index:${name}` as keyof typeof schema.resources].inputProperties;
      for (const input of Object.keys(inputs)) assert.ok(input in known, `${name}.${input}`);
      assert.equal(inputs.profile, "profile", name);
    }
    const passed = new Set(Object.keys({ ...lease, ...group, ...binding }));
    assert.deepEqual([...passed].filter((name) => name !== "type").sort(), Object.keys(all).sort());
  });

  it("pass an unknown input to the lease, whose check rejects the input", () => {
    const { lease, nodeGroup: group, binding } = inputsOfParts({ rxDelai: 3 });
    assert.deepEqual(
      [lease, "rxDelai" in group, "rxDelai" in binding],
      [{ type: "ROAMING", rxDelai: 3 }, false, false],
    );
  });

  it("have the outputs that the component returns and that the binding uses", () => {
    const outputs = {
      lease: { joinPermissionId: "50001", joinEui: "d896e0efff000000" },
      nodeGroup: { nodeGroupId: "301" },
    };
    const ids = { nodeGroupId: "301", joinPermissionId: "50001" };
    assert.deepEqual(valuesOfParts(boundIds, outputs), ids);
    assert.deepEqual(valuesOfParts(networkOutputs, outputs), { ...ids, joinEui: "d896e0efff000000" });
    assert.deepEqual([...component.required].sort(), Object.keys(networkOutputs).sort());
    assert.throws(() => valuesOfParts(boundIds, { ...outputs, nodeGroup: {} }), /no output nodeGroupId/);
  });
});
