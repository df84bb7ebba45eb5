import assert from "node:assert/strict";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { workFolder } from "../../scripts/engine";
import { emulated } from "../support/hooks";
import { initStack, Project } from "../support/project";
import { withEngine } from "../support/stack";

const GROUPS = 30;

describe("kill -9 of the Pulumi CLI alone", function () {
  withEngine(this);

  it("stops the writes of the provider, which nobody would record", async () => {
    const folder = join(workFolder, `killed-cli-${process.pid}`);
    const cloud = await emulated({ qps: 5 });
    const created = () =>
      cloud.calls.filter(({ action, code }) => action === "CreateNodeGroup" && code === "OK").length;
    let killRest = (): void => {};
    try {
      const project = await Project.open(folder);
      writeFileSync(join(folder, "Pulumi.yaml"), "name: killed-cli\nruntime: nodejs\nmain: index.js\n");
      writeFileSync(
        join(folder, "index.js"),
        `const { NodeGroup } = require("pulumi-linkwan");\nfor (let n = 0; n < ${GROUPS}; n++) new NodeGroup(\`group_\${n}\`);\n`,
      );
      await initStack(project, cloud);
      killRest = await project.killedAlone(["up", "--yes", "--skip-preview"], () => created() >= 3);
      // Calls that were in flight can end; without the check, the provider creates five more groups every second.
      await setTimeout(1_000);
      const afterKill = created();
      await setTimeout(3_000);
      assert.equal(created(), afterKill);
      assert.ok(afterKill < GROUPS);
    } finally {
      killRest();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
