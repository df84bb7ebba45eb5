import assert from "node:assert/strict";
import { copyFileSync, cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { RunningEmulator } from "../../emulator";
import { findGo } from "../../scripts/pulumiCli";
import { holdingsOf, writesIn } from "../support/calls";
import { emulated } from "../support/hooks";
import { PluginProject } from "../support/pluginProject";
import { type Run, withEngine } from "../support/stack";
import { installSdk, pythonWithPulumi } from "./python";
import { generateSdk, say } from "./sdk";

const root = join(__dirname, "..", "..");

type Command = "preview" | "up" | "refresh" | "destroy";

interface Language {
  readonly title: string;
  /** Folder of the program. */
  readonly example: string;
  /** Prepares a copy of the program; returns a function that runs a command with it. */
  readonly prepare: (project: PluginProject) => Promise<(command: Command) => Promise<Run>>;
}

const languages: readonly Language[] = [
  {
    title: "Python, with the generated SDK",
    example: "examples/python",
    prepare: async (project) => {
      const python = await pythonWithPulumi(say);
      await generateSdk(project.folder, "python");
      await project.mustRun(python, ...installSdk);
      const program = join(__dirname, "drive.py");
      return (command) => project.mustRun(python, program, command, "linkwan-python", "site-packages");
    },
  },
  {
    title: "TypeScript, through the plugin",
    example: "examples/plugin",
    prepare: async (project) => {
      // Pulumi's loader finds the program through the nearest package.json.
      writeFileSync(join(project.folder, "package.json"), '{ "main": "index.ts" }');
      return (command) => (command === "preview" ? project.must(command) : project.apply(command));
    },
  },
  {
    title: "Go, with the generated SDK",
    example: "examples/go",
    prepare: async (project) => {
      const go = await findGo(say);
      await generateSdk(project.folder, "go");
      copyFileSync(join(__dirname, "drive_test.go"), join(project.folder, "drive_test.go"));
      await project.mustRun(go, "mod", "tidy");
      await project.mustRun(go, "vet", ".");
      await project.mustRun(go, "test", "-c", "-trimpath", "-o", "drive");
      return (command) => project.mustRun("./drive", command);
    },
  },
];

/** PIN of the gateway and of the node in the emulator. */
const PIN = "100001";

describe("a program with every kind of resource, two accounts, a function and secrets", function () {
  withEngine(this);
  let cloud: RunningEmulator;
  let project: PluginProject | undefined;
  beforeEach(async () => {
    cloud = await emulated({ qps: 10_000 });
  });
  afterEach(() => project?.remove());

  for (const { title, example, prepare } of languages) {
    it(`is previewed, created, refreshed, updated and destroyed in ${title}`, async () => {
      const settings = readFileSync(join(root, example, "Pulumi.yaml"), "utf8");
      project = await PluginProject.open(cloud, settings, []);
      cpSync(join(root, example), project.folder, { recursive: true });
      const run = await prepare(project);
      await project.setConfig("renterAliyunId", "renter");
      await project.setSecret("gatewayPin", PIN);
      await project.setSecret("nodePin", PIN);

      const preview = await run("preview");
      assert.match(preview.output, /\+ 8 to create/);
      assert.deepEqual(writesIn(preview.calls), []);

      const created = await run("up");
      assert.match(created.output, /\+ 8 created/);
      assert.match((await project.must("stack", "output", "joinEui")).output, /^d896e0efff000000\n$/);
      assert.match((await project.must("stack", "output", "bands")).output, /"group_?[iI]d":"102"/);

      const again = await run("up");
      assert.match(again.output, /8 unchanged/);
      assert.deepEqual(writesIn(again.calls), []);
      assert.match((await run("refresh")).output, /8 unchanged/);
      assert.doesNotMatch((await project.must("stack", "export")).output, new RegExp(PIN));

      await project.setConfig("nodeGroupName", "wells");
      const updated = await run("up");
      assert.match(updated.output, /~ 1 updated/);
      assert.deepEqual(writesIn(updated.calls), ["UpdateNodeGroup"]);

      const destroyed = await run("destroy");
      assert.ok(writesIn(destroyed.calls).includes("ReturnJoinPermission"));
      for (const account of ["renter", "owner"])
        assert.ok(
          Object.values(holdingsOf(cloud, account)).every((held) => held === 0),
          account,
        );
    });
  }
});
