import assert from "node:assert/strict";
import { HostStage } from "../support/hostStage";

describe("unknown resource in the dynamic host", () => {
  it("fails every operation with a one-line error that names the command that updates the package", async () => {
    const stage = await HostStage.open("Antenna");
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
        assert.equal(
          message,
          `cannot load pulumi-linkwan: run npm install in ${process.cwd()}/ (this version of pulumi-linkwan has no resource Antenna: run npm install pulumi-linkwan@latest)`,
          name,
        );
        assert.equal(partial, undefined, name);
      }
      assert.deepEqual(stage.calls(), []);
    } finally {
      stage.close();
    }
  });
});
