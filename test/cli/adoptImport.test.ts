import assert from "node:assert/strict";
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { RunningEmulator } from "../../emulator";
import { makeGateway, makeGroup, makeLease } from "../support/byHand";
import { callsOf, writesIn } from "../support/calls";
import { makeEstate } from "../support/estate";
import { emulated } from "../support/hooks";
import { PluginProject, yamlProject } from "../support/pluginProject";
import { withEngine } from "../support/stack";

describe("pulumi-linkwan adopt --import with the real Pulumi CLI", function () {
  withEngine(this);
  let project: PluginProject | undefined;
  const open = async (cloud: RunningEmulator, program = yamlProject): Promise<PluginProject> => {
    project = await PluginProject.open(cloud, program);
    return project;
  };
  afterEach(() => project?.remove());

  /** Runs the commands that `adopt` printed, until `pulumi import` has written the program. */
  const takeOver = async (yaml: PluginProject): Promise<readonly string[]> => {
    const { output, failed } = await yaml.linkwan("adopt", "--import");
    assert.ok(!failed, output);
    const next =
      / {2}pulumi (import .*)\n {2}mv (\S+) (\S+)\n {2}pulumi up {8}changes nothing in the cloud\n$/;
    const [, command = "", from = "", to = ""] = next.exec(output) ?? assert.fail(output);
    const { calls } = await yaml.must(...command.split(" "));
    renameSync(join(yaml.folder, from), join(yaml.folder, to));
    return calls;
  };

  it("adopts an account with 200 nodes within the quota; the next preview and up change nothing and make no calls", async () => {
    const cloud = await emulated();
    makeEstate(cloud);
    const yaml = await open(cloud);
    const started = Date.now();
    const calls = await takeOver(yaml);
    const seconds = Math.round((Date.now() - started) / 1000);
    assert.deepEqual(writesIn(calls), []);
    assert.ok(calls.length < 40, `${calls.length} calls`);
    assert.ok(seconds < 60, `${seconds} s`);
    const before = cloud.calls.length;
    assert.match((await yaml.must("preview", "--expect-no-changes")).output, /210 unchanged/);
    assert.match((await yaml.apply("up")).output, /210 unchanged/);
    assert.deepEqual(callsOf(cloud, before), []);
    assert.match((await yaml.apply("refresh")).output, /210 unchanged/);
    const refused = await yaml.pulumi("destroy", "--yes", "--skip-preview");
    assert.match(refused.output, /protect/);
  });

  it("adopts objects whose names are similar, begin with a digit, or look like a number or a keyword", async () => {
    const cloud = await emulated({ qps: 1000 });
    for (const name of ["1e10", "true", "null_", "PUMPS", "pump_s", "linkwan", "0123"])
      makeGroup(cloud, name);
    makeGroup(cloud, "2号楼", makeLease(cloud, "2号楼"));
    makeGroup(cloud, "pumps");
    makeGateway(cloud, { Name: "pumps" });
    makeGateway(cloud, { GwEui: "aaaa000000000002", PinCode: "100002", Name: "pumps" });
    const yaml = await open(cloud);
    await takeOver(yaml);
    const preview = await yaml.must("preview", "--expect-no-changes");
    assert.match(preview.output, /14 unchanged/, readFileSync(join(yaml.folder, "Main.yaml"), "utf8"));
  });

  it("keeps an existing program, and reports that the resources must be added to it", async () => {
    const cloud = await emulated();
    makeGroup(cloud);
    const yaml = await open(cloud, `${yamlProject}resources: {}\n`);
    const { output } = await yaml.linkwan("adopt", "--import");
    assert.match(
      output,
      /\n {2}pulumi import --file linkwan-import\.json --out imported\.txt --yes\n {2}add the resources in imported\.txt to the program\n/,
    );
    assert.equal(readFileSync(join(yaml.folder, "Pulumi.yaml"), "utf8"), `${yamlProject}resources: {}\n`);
  });

  it("writes a YAML project into a folder without a project", async () => {
    const cloud = await emulated();
    makeGroup(cloud);
    const yaml = await open(cloud);
    const { output } = await yaml.linkwan("adopt", "--import", "--out", "taken");
    assert.match(
      output,
      /\nWritten to taken: linkwan-import\.json, Pulumi\.yaml, package\.json, \.gitignore\nNext:\n {2}cd taken\n {2}npm install\n {2}pulumi stack init dev\n/,
    );
    assert.equal(
      readFileSync(join(yaml.folder, "taken", "Pulumi.yaml"), "utf8"),
      yamlProject.replace("plugin", '"taken"'),
    );
  });

  it("rejects a profile, which pulumi import cannot use, and an existing import file", async () => {
    const cloud = await emulated();
    makeGroup(cloud);
    const yaml = await open(cloud);
    const profile = await yaml.linkwan("adopt", "--import", "--profile", "renter");
    assert.equal(
      profile.output,
      "pulumi-linkwan: pulumi import uses the stack's credentials, not a profile: set linkwan:profile or the keys of profile renter in the stack's configuration, then omit --profile\n",
    );
    writeFileSync(join(yaml.folder, "linkwan-import.json"), "{}");
    assert.match(
      (await yaml.linkwan("adopt", "--import")).output,
      /linkwan-import\.json already exists; choose another folder with --out\n$/,
    );
    assert.deepEqual(callsOf(cloud), []);
  });
});
