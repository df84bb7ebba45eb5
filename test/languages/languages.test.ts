import assert from "node:assert/strict";
import { cpSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { holdingsOf, writesIn } from "../support/calls";
import { pluginStage } from "../support/pluginProject";
import { works } from "../support/stack";
import { goProgram, type Prepare, pythonProgram, type Runner, typescriptProgram } from "./runners";

const root = join(__dirname, "..", "..");

interface Language {
  readonly title: string;
  /** Name of the project. */
  readonly name: string;
  /** Folder of the program. */
  readonly example: string;
  readonly prepare: Prepare;
}

const languages: readonly Language[] = [
  {
    title: "Python, with the generated SDK",
    name: "linkwan-python",
    example: "examples/python",
    prepare: pythonProgram,
  },
  {
    title: "TypeScript, through the plugin",
    name: "linkwan-plugin",
    example: "examples/plugin",
    prepare: typescriptProgram,
  },
  {
    title: "Go, with the generated SDK",
    name: "linkwan-go",
    example: "examples/go",
    prepare: goProgram,
  },
];

/** PIN of the emulator's gateway and node. */
const PIN = "100001";

describe("a program with every kind of resource, two accounts, a function and secrets", function () {
  const stage = pluginStage(this);

  for (const { title, name, example, prepare } of languages) {
    it(`supports preview, up, refresh, update and destroy in ${title}`, async () => {
      const settings = readFileSync(join(root, example, "Pulumi.yaml"), "utf8");
      const project = await stage.open(settings, []);
      cpSync(join(root, example), project.folder, { recursive: true });
      const runner = await prepare(project, name);
      const run: Runner = (command) => works(runner(command));
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
          Object.values(holdingsOf(stage.cloud, account)).every((held) => held === 0),
          account,
        );
    });
  }
});
