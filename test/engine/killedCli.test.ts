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

  it("stops the provider from writing, because the results would not be recorded", async () => {
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
      // The engine has started several creations, which wait in the provider for the quota.
      await project.pulumi(["config", "set", "linkwan:requestsPerSecond", "1"]);
      killRest = await project.killedAlone(["up", "--yes", "--skip-preview"], () => created() >= 1);
      const atKill = created();
      await setTimeout(5_000);
      // A call in flight at the time of the kill can still complete. Without the check, the provider would create
      // another group every second.
      assert.ok(created() <= atKill + 1, `${created() - atKill} groups were created after the kill`);
    } finally {
      killRest();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
