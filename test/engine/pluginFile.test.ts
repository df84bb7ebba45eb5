import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { extract, list } from "tar";
import { yamlHostFolders } from "../../scripts/pulumiCli";
import { callsOf, holdingsOf, writesIn } from "../support/calls";
import { emulated } from "../support/hooks";
import { initStack, Project } from "../support/project";
import { withEngine } from "../support/stack";

const root = join(__dirname, "..", "..");
const built = join(root, "build", "plugin");
const { version } = require("pulumi-linkwan/package.json") as { version: string };
const archiveFor = (platform: string): string => `pulumi-resource-linkwan-v${version}-${platform}.tar.gz`;

const program = `name: file
runtime: yaml
variables:
  status:
    fn::invoke: { function: linkwan:getServiceStatus, arguments: {} }
resources:
  meters:
    type: linkwan:LeasedJoinPermission
    properties: { type: ROAMING, classMode: A, freqBandPlanGroupId: "101" }
  pumps:
    type: linkwan:NodeGroup
  binding:
    type: linkwan:NodeGroupBinding
    properties:
      nodeGroupId: \${pumps.nodeGroupId}
      joinPermissionId: \${meters.joinPermissionId}
outputs:
  joinEui: \${meters.joinEui}
  isOpen: \${status.opened}
`;

describe("the provider plugin as one file", function () {
  withEngine(this);
  let folder: string;
  before(() => {
    execFileSync(process.execPath, ["-r", "ts-node/register/transpile-only", "scripts/buildPlugin.ts"], {
      cwd: root,
    });
  });
  beforeEach(() => {
    // No parent folder contains node_modules.
    folder = mkdtempSync(join(tmpdir(), "linkwan-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("is installed with pulumi plugin install, and runs a YAML program that has neither a plugins section nor node_modules", async () => {
    const cloud = await emulated({ qps: 1000 });
    writeFileSync(join(folder, "Pulumi.yaml"), program);
    const project = await Project.open(
      folder,
      ...(await yamlHostFolders((line) => process.stderr.write(line))),
    );
    await initStack(project, cloud);
    const pulumi = async (...args: string[]): Promise<string> => {
      const { output, failed } = await project.pulumi(args);
      assert.ok(!failed, output);
      return output;
    };
    const file = join(built, archiveFor("linux-amd64"));
    await pulumi("plugin", "install", "resource", "linkwan", `v${version}`, "--file", file);
    assert.match(await pulumi("plugin", "ls"), new RegExp(`linkwan +resource +${version} `));

    const up = await pulumi("up", "--yes", "--skip-preview");
    assert.match(up, /\+ 4 created/);
    assert.match(up, /joinEui *: "d896e0efff000000"/);
    assert.match(up, /isOpen *: true/);
    const before = cloud.calls.length;
    await pulumi("preview", "--expect-no-changes");
    assert.deepEqual(writesIn(callsOf(cloud, before)), []);
    for (const [wrong, reason] of [
      ["getServiceStatus, arguments: { profile: missing }", /"missing"/],
      ['getNodes, arguments: { nodeGroupId: "" }', /getNodes: nodeGroupId /],
    ] as const) {
      writeFileSync(
        join(folder, "Pulumi.yaml"),
        program.replace("getServiceStatus, arguments: {}", wrong).replace(/ {2}isOpen.*/, ""),
      );
      const { output } = await project.pulumi(["preview"]);
      assert.match(output, reason);
      assert.doesNotMatch(output, /Cannot find module|node:internal/);
    }
    writeFileSync(join(folder, "Pulumi.yaml"), program);
    await pulumi("destroy", "--yes", "--skip-preview");
    assert.deepEqual([...new Set(Object.values(holdingsOf(cloud)))], [0]);
  });

  it("contains the executable and the licenses for each system, and no TypeScript compiler", async () => {
    const executable = readFileSync(join(built, "pulumi-resource-linkwan"), "utf8");
    assert.ok(!executable.includes("createLanguageService"), "TypeScript is in the file");
    assert.ok(executable.length < 3_000_000, `${executable.length} bytes`);
    const sums = readFileSync(join(built, "SHA256SUMS"), "utf8").trim().split("\n");
    const platforms = ["linux", "darwin", "windows"].flatMap((system) => [
      `${system}-amd64`,
      `${system}-arm64`,
    ]);
    assert.deepEqual(
      sums,
      platforms.map((platform) => {
        const archive = readFileSync(join(built, archiveFor(platform)));
        return `${createHash("sha256").update(archive).digest("hex")}  ${archiveFor(platform)}`;
      }),
    );
    for (const platform of platforms) {
      const paths: string[] = [];
      await list({ file: join(built, archiveFor(platform)), onReadEntry: ({ path }) => paths.push(path) });
      const command = platform.startsWith("windows") ? ["pulumi-resource-linkwan.cmd"] : [];
      assert.deepEqual(paths, ["pulumi-resource-linkwan", ...command, "LICENSE", "THIRD-PARTY-LICENSES"]);
    }
  });

  it("contains a Windows command that runs the executable in the same folder with Node", async () => {
    await extract({ file: join(built, archiveFor("windows-amd64")), cwd: folder });
    const command = readFileSync(join(folder, "pulumi-resource-linkwan.cmd"), "utf8");
    // In a Windows command file, %~dp0 is the folder of the file with a trailing backslash, and %* stands for the
    // arguments.
    const [, executable = assert.fail(command)] = /^@node "%~dp0([^"\\/]+)" %\*\r?\n?$/.exec(command) ?? [];
    const child = spawn("node", [join(folder, executable), "127.0.0.1:1"], {
      cwd: tmpdir(),
      stdio: ["pipe", "pipe", "inherit"],
    });
    const ended = once(child, "exit");
    let printed = "";
    for await (const text of child.stdout) {
      printed += text;
      child.stdin.end();
    }
    assert.match(printed, /^\d+\n$/);
    assert.deepEqual(await ended, [0, null]);
  });
});
