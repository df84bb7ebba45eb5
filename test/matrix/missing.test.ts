import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { emulated } from "../support/hooks";
import { initStack } from "../support/project";
import { withEngine } from "../support/stack";
import { makePlainProject } from "./folder";
import { errorsOf, held, works } from "./life";
import { packThis } from "./packages";

describe("destroy without the installed package", function () {
  withEngine(this);
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "linkwan-missing-"));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it("reports the missing package and the folder to install it in, and succeeds once the package is installed", async () => {
    const cloud = await emulated({ qps: 1_000 });
    const project = await makePlainProject(join(folder, "project"), packThis(join(folder, "this")));
    await initStack(project, cloud);
    await works(project.pulumi(["up", "--yes", "--skip-preview"]));
    const destroy = () => project.pulumi(["destroy", "--yes", "--skip-preview"]);
    const calls = cloud.calls.length;

    rmSync(join(project.folder, "node_modules", "pulumi-linkwan"), { recursive: true });
    // Pulumi prints them in any order.
    assert.deepEqual([...(await errorsOf(destroy()))].sort(), [
      `cannot load pulumi-linkwan: run npm install in ${project.folder}/ (Cannot find module 'pulumi-linkwan/lifecycle')`,
      "update failed",
    ]);
    rmSync(join(project.folder, "node_modules"), { recursive: true });
    const { output } = await destroy();
    assert.match(output, /Cannot find module '@pulumi\/pulumi\/cmd\/dynamic-provider'/);
    assert.match(output, /error: could not load provider .* could not read plugin .*: EOF/);
    assert.equal(cloud.calls.length, calls);
    assert.equal(held(cloud), 2);

    await works(project.run("npm", ["install", "--prefer-offline", "--loglevel=error"]));
    await works(destroy());
    assert.equal(held(cloud), 0);
  });
});
