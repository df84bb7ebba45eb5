import assert from "node:assert/strict";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import type { RunningEmulator } from "../../emulator";
import { workFolder } from "../../scripts/engine";
import { profilesText } from "../support/accounts";
import { makeGroup, makeLease, makeLocal } from "../support/byHand";
import { callsOf, holdingsOf, writesIn } from "../support/calls";
import { makeEstate } from "../support/estate";
import { emulated } from "../support/hooks";
import { initStack, Project } from "../support/project";
import { withEngine } from "../support/stack";

const repository = join(__dirname, "..", "..");
const command = join(repository, "dist", "cli", "main.js");

let count = 0;

/** Creates a project that can load the package, with a stack that uses the renter's key. */
const projectFor = async (cloud: RunningEmulator): Promise<Project> => {
  const folder = join(workFolder, `adopt-${process.pid}-${count++}`);
  mkdirSync(join(folder, "node_modules"), { recursive: true });
  symlinkSync(repository, join(folder, "node_modules", "pulumi-linkwan"));
  writeFileSync(join(folder, "Pulumi.yaml"), "name: adopted\nruntime: nodejs\n");
  const project = await Project.open(folder);
  await initStack(project, cloud);
  return project;
};

const adopt = (project: Project, ...args: string[]) =>
  project.run(process.execPath, [command, "adopt", ...args]);

const text = (project: Project, name: string): string => readFileSync(join(project.folder, name), "utf8");

const programOf = (project: Project): string[] =>
  readdirSync(project.folder).filter((name) => name.endsWith(".ts"));

describe("pulumi-linkwan adopt with the real Pulumi CLI", function () {
  withEngine(this);
  const folders: string[] = [];
  const opened = async (cloud: RunningEmulator): Promise<Project> => {
    const project = await projectFor(cloud);
    folders.push(project.folder);
    return project;
  };
  afterEach(() => {
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
  });

  it("adopts every object: the first up changes nothing in the cloud, the next up changes nothing at all, and destroy is rejected until the protection is removed", async () => {
    const cloud = await emulated({ qps: 1000 });
    makeEstate(cloud);
    const project = await opened(cloud);
    const adopted = await adopt(project);
    assert.ok(!adopted.failed, adopted.output);
    assert.match(
      adopted.output,
      /^The account holds 2 gateways, 2 leased join permissions, 200 nodes, 2 node groups, 2 node group bindings, 1 owned join permission\.\n/,
    );
    await project.pulumi(["config", "set", "linkwan:requestsPerSecond", "1000"]);

    let before = cloud.calls.length;
    const up = await project.pulumi(["up", "--yes", "--skip-preview"]);
    assert.ok(!up.failed, up.output);
    assert.match(up.output, /\+ 210 created/);
    assert.deepEqual(writesIn(callsOf(cloud, before)), []);
    assert.ok(cloud.calls.length - before < 40, `${cloud.calls.length - before} calls`);

    before = cloud.calls.length;
    const again = await project.pulumi(["up", "--yes", "--skip-preview"]);
    assert.match(again.output, /Resources:\n +210 unchanged\n/);
    assert.equal(cloud.calls.length, before);
    const refresh = await project.pulumi(["refresh", "--yes", "--skip-preview"]);
    assert.match(refresh.output, /Resources:\n +210 unchanged\n/);

    const refused = await project.pulumi(["destroy", "--yes", "--skip-preview"]);
    assert.ok(refused.failed);
    assert.match(refused.output, /protect/);
    assert.deepEqual(writesIn(callsOf(cloud, before)), []);

    // Neither setting a PIN later nor removing the protection changes anything in the cloud; the PIN stays secret.
    const file = join(project.folder, "adopted.ts");
    writeFileSync(file, text(project, "adopted.ts").replace("{ protect: true }", "{}"));
    await project.pulumi(["config", "set", "--path", "--secret", "pins.dddd000000000001"], "000123");
    const pinned = await project.pulumi(["up", "--yes", "--skip-preview"]);
    assert.match(pinned.output, /~ 1 updated/);
    assert.deepEqual(writesIn(callsOf(cloud, before)), []);
    assert.doesNotMatch((await project.pulumi(["stack", "export"])).output, /000123/);

    const destroy = await project.pulumi(["destroy", "--yes", "--skip-preview"]);
    assert.ok(!destroy.failed, destroy.output);
    assert.deepEqual([...new Set(Object.values(holdingsOf(cloud)))], [0]);
  });

  it("uses the profile given on the command line for every resource", async () => {
    const cloud = await emulated();
    makeLocal(cloud, "valley", { ClassMode: "C", FreqBandPlanGroupId: 102 });
    const project = await opened(cloud);
    await project.pulumi(["config", "set", "--secret", "linkwan:profiles"], profilesText(cloud.accounts));
    const adopted = await adopt(project, "--profile", "owner");
    assert.ok(!adopted.failed, adopted.output);
    assert.deepEqual(programOf(project).sort(), ["adopted.ts", "index.ts", "ownedJoinPermissions.ts"]);
    const up = await project.pulumi(["up", "--yes", "--skip-preview"]);
    assert.match(up.output, /\+ 2 created/);
    assert.match((await project.pulumi(["up", "--yes", "--skip-preview"])).output, /2 unchanged/);
  });

  it("writes a project into another folder, and prints the commands that set up the project's stack", async () => {
    const cloud = await emulated();
    makeGroup(cloud, "2号楼");
    const project = await opened(cloud);
    const { output, failed } = await adopt(project, "--out", "net works");
    assert.ok(!failed, output);
    assert.equal(
      output,
      [
        "The account holds 0 gateways, 0 leased join permissions, 0 nodes, 1 node group, 0 node group bindings, 0 owned join permissions.",
        "Written to net works: index.ts, adopted.ts, nodeGroups.ts, Pulumi.yaml, package.json, tsconfig.json, .gitignore",
        "Next:",
        '  cd "net works"',
        "  npm install",
        "  pulumi stack init dev",
        "  pulumi config set linkwan:accessKeyId emulator-renter",
        "  pulumi config set --secret linkwan:accessKeySecret",
        `  pulumi config set linkwan:endpoint ${cloud.url}`,
        "  pulumi up        adopts everything and changes nothing in the cloud",
        "",
      ].join("\n"),
    );
    assert.match(text(project, "net works/Pulumi.yaml"), /^name: "net-works"\n/);
    assert.match(
      text(project, "net works/nodeGroups.ts"),
      /export const _2号楼 = new NodeGroup\("2号楼", \{/,
    );
  });

  it("reads an account whose IoT instance has an id, and prints the command that sets the id in another stack", async () => {
    const accounts = [{ name: "renter", iotInstanceId: "iot-renter" }];
    const cloud = await emulated({ seed: { accounts } });
    makeGroup(cloud, "meters");
    const project = await opened(cloud);
    const unset = await adopt(project);
    assert.ok(unset.failed);
    assert.match(unset.output, /What to do: set linkwan:iotInstanceId/);
    await project.pulumi(["config", "set", "linkwan:iotInstanceId", "iot-renter"]);
    const { output, failed } = await adopt(project, "--out", "network");
    assert.ok(!failed, output);
    assert.match(output, /1 node group,/);
    assert.match(output, /^ {2}pulumi config set linkwan:iotInstanceId iot-renter$/m);
  });

  it("prints the command that records the account, and rejects any other account afterward", async () => {
    const cloud = await emulated();
    makeGroup(cloud, "meters");
    const [renter, owner] = cloud.accounts;
    const project = await opened(cloud);
    await project.pulumi(["config", "set", "linkwan:stsEndpoint", cloud.url]);
    const adopted = await adopt(project);
    const [, command = ""] =
      /^ {2}pulumi (config set linkwan:expectedAccount \d+)$/m.exec(adopted.output) ?? [];
    assert.equal(command.split(" ").at(-1), renter?.accountId, adopted.output);
    await project.pulumi(command.split(" "));
    const up = await project.pulumi(["up", "--yes", "--skip-preview"]);
    assert.match(up.output, /\+ 2 created/);

    await project.pulumi(["config", "set", "linkwan:accessKeyId", owner?.accessKeyId ?? ""]);
    const secret = ["config", "set", "--secret", "linkwan:accessKeySecret"];
    await project.pulumi(secret, owner?.accessKeySecret);
    const refused = await adopt(project, "--out", "other");
    assert.ok(refused.failed);
    assert.match(
      refused.output,
      new RegExp(
        `^pulumi-linkwan: Adoption of the account failed with AccountMismatch: .* ${owner?.accountId} .* linkwan:expectedAccount is ${renter?.accountId}`,
      ),
    );
    assert.ok(!existsSync(join(project.folder, "other")));
  });

  it("writes no files if the account holds no objects", async () => {
    const project = await opened(await emulated());
    const { output, failed } = await adopt(project);
    assert.deepEqual(
      [output, failed],
      ["The account holds no objects to adopt; no files were written.\n", false],
    );
    assert.deepEqual(programOf(project), []);
  });

  it("omits objects that the credentials have no permission to list, and reports the omitted resources", async () => {
    const accounts = [
      {
        name: "renter",
        deniedActions: ["ListGateways", "ListRentedJoinPermissions", "GetRentedJoinPermission"],
      },
    ];
    const cloud = await emulated({ seed: { accounts } });
    const joinPermissionId = makeLease(cloud);
    makeGroup(cloud, "meters", joinPermissionId);
    const project = await opened(cloud);
    const { output, failed } = await adopt(project);
    assert.ok(failed, "an incomplete program is not a success");
    for (const [resources, action] of [
      ["leased join permissions", "ListRentedJoinPermissions"],
      ["gateways", "ListGateways"],
    ])
      assert.match(
        output,
        new RegExp(
          `^warning: ${resources} could not be read and are missing from the program: ${action}.* failed with ForbiddenByRam`,
          "m",
        ),
      );
    assert.match(
      text(project, "nodeGroupBindings.ts"),
      new RegExp(`joinPermissionId: "${joinPermissionId}"`),
    );
    assert.ok(!existsSync(join(project.folder, "leasedJoinPermissions.ts")));
  });

  it("fails and writes no files if the account cannot be read", async () => {
    const cloud = await emulated();
    const project = await opened(cloud);
    await project.pulumi(["config", "set", "--secret", "linkwan:accessKeySecret"], "a-wrong-one");
    const { output, failed } = await adopt(project);
    assert.ok(failed);
    assert.match(output, /^pulumi-linkwan: \w+.* failed with SignatureDoesNotMatch: [^\n]*\n$/);
    assert.doesNotMatch(output, /a-wrong-one/);
    assert.deepEqual(programOf(project), []);
  });

  it("never overwrites a file", async () => {
    const cloud = await emulated();
    makeGroup(cloud, "meters");
    const project = await opened(cloud);
    writeFileSync(join(project.folder, "package.json"), '{"private": true, "main": "index.ts"}');
    writeFileSync(join(project.folder, "leasedJoinPermissions.ts"), "// mine");
    const before = cloud.calls.length;
    const refused = await adopt(project);
    assert.match(
      refused.output,
      /^pulumi-linkwan: .*leasedJoinPermissions\.ts already exists; choose another folder with --out\n$/,
    );
    assert.equal(cloud.calls.length, before);
    rmSync(join(project.folder, "leasedJoinPermissions.ts"));
    assert.ok(!(await adopt(project)).failed);
    assert.equal(text(project, "package.json"), '{"private": true, "main": "index.ts"}');
    assert.equal(text(project, "Pulumi.yaml"), "name: adopted\nruntime: nodejs\n");
  });
});
