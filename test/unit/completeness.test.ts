import assert from "node:assert/strict";
import { actions as emulated } from "../../emulator/actions";
import * as program from "../../provider";
import { actions } from "../../provider/client/actions";
import * as shims from "../../provider/dynamic";
import { resources } from "../../provider/resources";
import { resourceCases } from "../support/resourceCases";

/** What has to come along with a resource or an action, and would be missed by nobody until a user needs it. */
describe("completeness", () => {
  const served = Object.values(shims).map((shim) => (shim as unknown as { resource: string }).resource);
  const played: string[] = Object.values(resourceCases).map(({ definition }) => definition.resource);

  for (const { resource } of resources) {
    it(`${resource} has a shim, a class, and a part in the tests of faults`, () => {
      assert.ok(served.includes(resource), "no shim in provider/dynamic.ts");
      assert.ok(Object.hasOwn(program, resource), "no class in provider/index.ts");
      assert.ok(played.includes(resource), "no thing in test/support/things.ts");
    });
  }

  it("no shim is without a resource", () => {
    assert.deepEqual(served.sort(), resources.map(({ resource }) => resource).sort());
  });

  it("the emulator knows every action that the provider calls", () => {
    assert.deepEqual(
      Object.keys(actions).filter((action) => !Object.hasOwn(emulated, action)),
      [],
    );
  });
});
