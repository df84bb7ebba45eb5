import assert from "node:assert/strict";
import { doorName } from "../support/door";
import { HostStage } from "../support/hostStage";

describe(`unknown resource in the ${doorName} host`, () => {
  it("fails every operation with a one-line error that advises an upgrade", async () => {
    const stage = await HostStage.open("Antenna");
    const reason = "this version of pulumi-linkwan has no resource Antenna";
    const expected =
      doorName === "plugin"
        ? `${reason}: install a newer version of pulumi-linkwan`
        : `cannot load pulumi-linkwan: run npm install in ${process.cwd()}/ (${reason}: run npm install pulumi-linkwan@latest)`;
    try {
      const { host } = stage;
      const operations = {
        check: () => host.check({ resourceName: "mast" }),
        diff: () => host.diff("1", {}, {}),
        create: () => host.create({}),
        read: () => host.read("1", {}),
        update: () => host.update("1", {}, {}),
        // A success would remove from the state a resource that still exists in the cloud.
        delete: () => host.delete("1", {}),
      };
      for (const [name, operation] of Object.entries(operations)) {
        const { message, partial } = await stage.failure(operation());
        assert.equal(message, expected, name);
        assert.equal(partial, undefined, name);
      }
      assert.deepEqual(stage.calls(), []);
    } finally {
      stage.close();
    }
  });
});
