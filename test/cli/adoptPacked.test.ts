import assert from "node:assert/strict";
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { ownDependency } from "../../cli/adopt/ownDependency";
import { packThis } from "../matrix/packages";
import { makeGroup } from "../support/byHand";
import { emulated } from "../support/hooks";
import { initStack, Project } from "../support/project";
import { withEngine } from "../support/stack";

const command = join(__dirname, "..", "..", "dist", "cli", "main.js");
const npm = ["--prefer-offline", "--no-audit", "--no-fund", "--loglevel=error"];

describe("pulumi-linkwan adopt of a packed package", function () {
  withEngine(this);
  let root: string;
  beforeEach(() => {
    root = realpathSync(mkdtempSync(join(tmpdir(), "packed-")));
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  it("prints commands that work in the new folder", async () => {
    const cloud = await emulated();
    makeGroup(cloud, "meters");
    const tarball = packThis(join(root, "packed"));
    const project = await Project.open(join(root, "current"));
    // As npm install writes it; the command reads nothing else of the installation.
    writeFileSync(
      join(project.folder, "package.json"),
      JSON.stringify({ dependencies: { "pulumi-linkwan": `file:${relative(project.folder, tarball)}` } }),
    );
    writeFileSync(join(project.folder, "Pulumi.yaml"), "name: current\nruntime: nodejs\n");
    await initStack(project, cloud);
    const printed = await project.must(process.execPath, command, "adopt", "--out", "../network");
    const [, commands = assert.fail(printed)] = /\nNext:\n(.*)\n$/s.exec(printed) ?? [];
    const script = commands
      .replace("npm install", `npm install ${npm.join(" ")}`)
      .replace(/^ +pulumi config set --secret \S+$/m, `$& ${cloud.accounts[0]?.accessKeySecret}`)
      .replace(/pulumi up .*/, "pulumi up --yes --skip-preview");
    const up = await project.must("sh", "-e", "-c", script);
    assert.match(up, /\+ 2 created/);
    const installed = join(root, "network", "node_modules", "pulumi-linkwan");
    assert.ok(!lstatSync(installed).isSymbolicLink() && existsSync(join(installed, "dist")));
  });

  it("depends on the file or address that the current project, or a project around it, installs", () => {
    const dependencies = (version: string, kind = "dependencies"): void =>
      writeFileSync(join(root, "package.json"), JSON.stringify({ [kind]: { "pulumi-linkwan": version } }));
    const current = join(root, "stacks", "dev");
    mkdirSync(current, { recursive: true });
    const { version } = JSON.parse(readFileSync(join(__dirname, "..", "..", "package.json"), "utf8"));
    assert.equal(ownDependency(current, join(root, "new")), `^${version}`);
    dependencies("file:../linkwan.tgz");
    assert.equal(ownDependency(current, join(root, "new")), "file:../../linkwan.tgz");
    assert.equal(ownDependency(current, join(root, "stacks", "new")), "file:../../../linkwan.tgz");
    dependencies("./vendor/linkwan.tar.gz", "devDependencies");
    assert.equal(ownDependency(root, join(root, "new")), "file:../vendor/linkwan.tar.gz");
    dependencies("https://example.com/linkwan.tgz");
    assert.equal(ownDependency(root, join(root, "new")), "https://example.com/linkwan.tgz");
    for (const other of [`^${version}`, "workspace:*", "next"]) {
      dependencies(other);
      assert.equal(ownDependency(root, join(root, "new")), `^${version}`);
    }
  });
});
