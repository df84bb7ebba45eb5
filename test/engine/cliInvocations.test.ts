import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { makeLocal, makeLocalLease } from "../support/byHand";
import { writesIn } from "../support/calls";
import { type PluginProject, pluginStage, yamlProject } from "../support/pluginProject";

/** A deletion reads the state with the CLI that runs it, so it must find this CLI and call it in the same way. */
describe("a deletion on Pulumi's real engine, with the CLI", function () {
  const stage = pluginStage(this);
  const held = () => stage.cloud.callAs("renter", "CountRentedJoinPermissions", {});

  /** Moves the program to a subfolder, in which the provider runs. */
  const moveProgram = (yaml: PluginProject): void => {
    mkdirSync(join(yaml.folder, "app"));
    yaml.write(`${yamlProject.replace("path: ", `path: ${yaml.folder}/`)}main: app\n`);
  };
  const write = (yaml: PluginProject, name: string, joinPermissionId: string): void =>
    writeFileSync(
      join(yaml.folder, "app", "Main.yaml"),
      `resources:
  ${name}:
    type: linkwan:LeasedJoinPermission
    properties: { type: LOCAL, joinPermissionId: "${joinPermissionId}" }
`,
    );

  /** Commands of a shell in the project's folder. `$cli` is the path of the CLI, `$destroy` the command. */
  const invocations: Readonly<Record<string, string>> = {
    "with a relative path of the backend": "PULUMI_BACKEND_URL=file://state $cli $destroy",
    "from a subfolder, with a relative path of the backend":
      "cd app && PULUMI_BACKEND_URL=file://../state $cli $destroy",
    "with a folder in PULUMI_OPTION_CWD": "cd .. && PULUMI_OPTION_CWD=$(basename $folder) $cli $destroy",
    "as a wrapped program, as Nix installs it": "cp $cli .pulumi-wrapped && ./.pulumi-wrapped $destroy",
    "as a program of another name, behind a script":
      "cp $cli program && printf '#!/bin/sh\\n$PWD/program \"$@\"\\n' > pulumi && chmod +x pulumi && ./pulumi $destroy",
  };

  it(`keeps a lease that another resource holds: ${Object.keys(invocations).join("; ")}`, async () => {
    const id = makeLocalLease(stage.cloud, makeLocal(stage.cloud, "valley"));
    const yaml = await stage.open(yamlProject);
    const { folder } = yaml;
    moveProgram(yaml);
    const urnOf = (name: string) => `urn:pulumi:dev::plugin::linkwan:index:LeasedJoinPermission::${name}`;
    const create = (name: string) => {
      write(yaml, name, id);
      return yaml.apply("up", "--target", urnOf(name));
    };
    await create("after");
    const cli = (await yaml.mustRun("sh", "-c", "command -v pulumi")).output.trim();
    for (const [title, command] of Object.entries(invocations)) {
      await create("before");
      const variables = `cli=${cli}; folder=${folder}; destroy='destroy --stack dev --yes --skip-preview --target ${urnOf("before")}'`;
      const { output, calls } = await yaml.mustRun("sh", "-c", `${variables}; ${command}`);
      assert.match(output, /is not returned, because another resource of this stack holds the lease/, title);
      assert.deepEqual(writesIn(calls), [], title);
    }
    await yaml.apply("destroy");
    assert.equal(held(), 0);
  });
});
