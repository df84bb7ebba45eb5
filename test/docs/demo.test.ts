import assert from "node:assert/strict";
import { join } from "node:path";
import { emulated } from "../support/hooks";
import { programIn, TestStack, withEngine } from "../support/stack";
import { sectionsOf } from "./markdown";

/** Calls that the guide lists for each command. */
const listed = (
  sectionsOf("docs/how-it-works.md").find(({ title }) => title === "What the cloud sees")?.rows ?? []
)
  .slice(1)
  .map(([, calls = ""]) => calls.split(", ").sort());

describe('the guide "How it works"', function () {
  withEngine(this);

  it("lists exactly the calls that examples/roaming makes", async () => {
    const path = join(__dirname, "..", "..", "examples", "roaming", "index.ts");
    const cloud = await emulated();
    const stack = await TestStack.open(cloud, programIn(path));
    try {
      const up = await stack.up();
      await stack.setConfig(`${stack.name}:uplinkTopic`, "harbour_meters");
      const changed = await stack.up();
      const destroy = await stack.destroy();
      assert.deepEqual(
        [up, changed, destroy].map(({ calls }) => [...calls].sort()),
        listed,
      );
    } finally {
      stack.remove();
    }
  });
});
