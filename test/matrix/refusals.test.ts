import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { RunningEmulator } from "../../emulator";
import { emulated } from "../support/hooks";
import { initStack } from "../support/project";
import { withEngine } from "../support/stack";
import { makeProject, type Tarballs } from "./folder";
import { live, refuses, works } from "./life";
import { packComponent, packThis } from "./packages";
import { row } from "./rows";

/**
 * Inline program of the Automation API. The program can run in any folder; its provider runs in the folder of the
 * stack.
 */
const INLINE = `const { LocalWorkspace } = require("@pulumi/pulumi/automation");
process.chdir(require("node:os").tmpdir());
const { NodeGroup } = require("pulumi-linkwan");

const program = async () => void new NodeGroup("meters", {});
LocalWorkspace.selectStack({ stackName: "dev", projectName: "meters", program }, { workDir: __dirname })
  .then((stack) => stack.preview())
  .then(({ stdout }) => console.log(stdout));
`;

describe("incompatible packages", function () {
  withEngine(this);
  const plain = row({ language: "JavaScript CommonJS", typescript: "none" });
  const both = row({ ...plain, layout: "component package, both listed" });
  let folder: string;
  let linkwan: string;
  let tarballs: Tarballs;
  let cloud: RunningEmulator;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "linkwan-refusals-"));
    linkwan = packThis(join(folder, "this"));
    tarballs = { linkwan, component: packComponent(join(folder, "component"), linkwan) };
  });
  after(() => rmSync(folder, { recursive: true, force: true }));
  beforeEach(async () => {
    cloud = await emulated({ qps: 1_000 });
  });

  it("rejects different versions of this package in a component package and in the project", async () => {
    const other = packThis(join(folder, "other"), "0.2.0");
    const component = packComponent(join(folder, "other-component"), other);
    const project = await makeProject(both, join(folder, "versions"), { linkwan, component });
    await initStack(project, cloud);
    await refuses(
      project,
      cloud,
      /^the program uses pulumi-linkwan 0\.2\.0, but Pulumi's provider process loads 0\.1\.0 from (\S+): run "npm install pulumi-linkwan@0\.2\.0" in \1$/,
    );
  });

  it("rejects an @pulumi/pulumi version older than the peer range, although yarn 1 only warns about the version", async () => {
    const old = row({ ...plain, packageManager: "yarn 1", pulumi: "3.215.0" });
    const project = await makeProject(old, join(folder, "old"), tarballs);
    await initStack(project, cloud);
    await refuses(
      project,
      cloud,
      /^pulumi-linkwan needs @pulumi\/pulumi >=3\.216\.0 <4, but 3\.215\.0 is installed: run 'yarn add "@pulumi\/pulumi@>=3\.216\.0 <4"' in \S+$/,
    );
  });

  it("accepts two copies of the same version of this package", async () => {
    const project = await makeProject(both, join(folder, "copies"), tarballs);
    const modules = join(project.folder, "node_modules");
    cpSync(
      join(modules, "pulumi-linkwan"),
      join(modules, "meter-network", "node_modules", "pulumi-linkwan"),
      {
        recursive: true,
      },
    );
    await initStack(project, cloud);
    await live(project, cloud);
  });

  it("accepts a program that changes its working directory before it loads the package", async () => {
    const project = await makeProject(plain, join(folder, "elsewhere"), tarballs);
    const file = join(project.folder, "index.js");
    const before = 'process.chdir(require("node:os").tmpdir());\n';
    writeFileSync(file, before + readFileSync(file, "utf8"));
    await initStack(project, cloud);
    await live(project, cloud);
  });

  it("accepts an inline program in any folder", async () => {
    const project = await makeProject(plain, join(folder, "inline"), tarballs);
    await initStack(project, cloud);
    writeFileSync(join(project.folder, "deploy.js"), INLINE);
    assert.match(await works(project.run("node", ["deploy.js"])), /NodeGroup meters create/);
  });
});
