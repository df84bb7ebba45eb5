import assert from "node:assert/strict";
import { chmodSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import stringWidth from "string-width";
import type { RunningEmulator } from "../../emulator";
import "../../provider";
import { accountFunctions } from "../../provider/invoke/accountFunction";
import { resources } from "../../provider/resources";
import { workFolder } from "../../scripts/engine";
import { yamlHostFolders } from "../../scripts/pulumiCli";
import { profilesText } from "../support/accounts";
import { makeGateway, makeGroup, makeLease, makeLocal, makeLocalLease } from "../support/byHand";
import { callsOf, writesIn } from "../support/calls";
import { emulated } from "../support/hooks";
import { bodyOf, httpServer } from "../support/httpServer";
import { Project } from "../support/project";
import { withEngine } from "../support/stack";

const command = join(__dirname, "..", "..", "dist", "cli", "main.js");

/** Result of one run of the audit command. */
interface Audit {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

interface AuditedObject {
  readonly account: string | null;
  readonly profile: string | null;
  readonly kind: string;
  readonly id: string;
  readonly name: string;
  readonly type: string | null;
  readonly since: string | null;
  readonly boundTo: string | null;
  readonly nodes: number | null;
  readonly holding: string;
  readonly heldBy: readonly { readonly stack: string; readonly urn: string; readonly isCertain: boolean }[];
}

describe("pulumi-linkwan audit with the real Pulumi CLI", function () {
  withEngine(this);

  let project: Project;
  let count = 0;

  beforeEach(async () => {
    const folder = join(workFolder, `audit-${process.pid}-${count++}`);
    const yaml = await yamlHostFolders((line) => process.stderr.write(`${line}\n`));
    project = await Project.withPackage(folder, join(folder, "bin"), ...yaml);
    mkdirSync(join(folder, "bin"));
  });
  afterEach(() => project.remove());

  const must = async (...args: string[]): Promise<void> => {
    const { output, failed } = await project.pulumi(args);
    assert.ok(!failed, output);
  };

  const secret = async (key: string, value: string): Promise<void> => {
    const { output, failed } = await project.pulumi(["config", "set", "--secret", key], value);
    assert.ok(!failed, output);
  };

  /** Makes a project of the folder, and a stack in it that uses the first account of a cloud, with STS. */
  const init = async (file: string, stack: string, { url, accounts }: RunningEmulator): Promise<void> => {
    writeFileSync(join(project.folder, "Pulumi.yaml"), file);
    await must("stack", "init", stack);
    await must("config", "set", "linkwan:endpoint", url);
    await must("config", "set", "linkwan:stsEndpoint", url);
    await must("config", "set", "linkwan:accessKeyId", accounts[0]?.accessKeyId ?? "");
    await secret("linkwan:accessKeySecret", accounts[0]?.accessKeySecret ?? "");
    await secret("linkwan:profiles", profilesText(accounts));
  };
  const up = () => must("up", "--yes", "--skip-preview");

  /** Creates a stack of dynamic resources with a ROAMING lease. */
  const upDynamic = async (cloud: RunningEmulator): Promise<void> => {
    await init("name: dynamic\nruntime: nodejs\n", "dev", cloud);
    writeFileSync(join(project.folder, "package.json"), '{ "private": true, "main": "index.js" }');
    writeFileSync(
      join(project.folder, "index.js"),
      `const { LeasedJoinPermission } = require("pulumi-linkwan");
new LeasedJoinPermission("meters", { type: "ROAMING", classMode: "A", freqBandPlanGroupId: "101" });
`,
    );
    await up();
  };

  /** Creates a stack of the plugin. */
  const upPlugin = async (cloud: RunningEmulator, name: string, program: string): Promise<void> => {
    const path = "node_modules/pulumi-linkwan/plugin";
    const head = `name: ${name}\nruntime: yaml\nplugins:\n  providers:\n    - { name: linkwan, path: ${path} }\n`;
    await init(`${head}resources:\n${program}`, name, cloud);
    await up();
  };

  /** Declares a LOCAL lease that the account holds, for a program of the plugin. */
  const adoptedLease = (name: string, joinPermissionId: string): string => `  ${name}:
    type: linkwan:LeasedJoinPermission
    properties: { type: LOCAL, joinPermissionId: "${joinPermissionId}" }
`;

  const audit = async (...args: string[]): Promise<Audit> => {
    const [out, err] = ["out.txt", "err.txt"];
    const line = [process.execPath, command, "audit", ...args].map((word) => `'${word}'`).join(" ");
    const { output } = await project.run("sh", [
      "-c",
      `${line} > ${out} 2> ${err}; echo $?; cat ${out}; echo ::; cat ${err}`,
    ]);
    const [, exitCode, stdout = "", stderr = ""] =
      /^(\d+)\n(.*)::\n(.*)$/s.exec(output) ?? assert.fail(output);
    return { exitCode: Number(exitCode), stdout, stderr };
  };
  const objectsIn = ({ stdout }: Audit): readonly AuditedObject[] => JSON.parse(stdout).objects;

  it("finds which stacks hold each object, through both doors, and counts neither reads nor equal ids of other accounts", async () => {
    const cloud = await emulated({ qps: 1000 });
    await upDynamic(cloud);
    const declared = makeLocalLease(cloud, makeLocal(cloud, "valley"));
    const forgotten = makeLocalLease(cloud, makeLocal(cloud, "旧泵站水表"));
    await upPlugin(
      cloud,
      "plugin",
      `${adoptedLease("valley", declared)}  seen:
    type: linkwan:LeasedJoinPermission
    get: { id: "${forgotten}" }
`,
    );
    // A tenant of another service, whose lease has the id of the forgotten one.
    const other = await emulated({
      qps: 1000,
      seed: { accounts: [{ name: "renter", accountId: "1999999999999999" }, { name: "owner" }] },
    });
    const equal = [
      makeLease(other, "other"),
      makeLocalLease(other, makeLocal(other, "hill")),
      makeLocalLease(other, makeLocal(other, "lake")),
    ];
    assert.ok(equal.includes(forgotten), `${equal} lacks ${forgotten}`);
    await upPlugin(other, "tenant", adoptedLease("lake", forgotten));
    writeFileSync(join(project.folder, "Pulumi.yaml"), "name: dynamic\nruntime: nodejs\n");
    await must("stack", "select", "dev");

    const before = cloud.calls.length;
    const text = await audit();
    assert.equal(text.stderr, "");
    assert.equal(text.exitCode, 1);
    const roaming = cloud.callAs("renter", "ListRentedJoinPermissions", {
      Offset: 0,
      Limit: 10,
      Type: "ROAMING",
    });
    const [{ JoinPermissionId: leased }] = (roaming as { List: [{ JoinPermissionId: string }] }).List;
    const today = new Date().toISOString().slice(0, 10);
    const rows = text.stdout.split("\n").map((line) => line.trim().replace(/ {2,}/g, " | "));
    assert.match(
      rows[0] ?? "",
      new RegExp(`^account ${cloud.accounts[0]?.accountId} \\(a[0-9a-f]{9}\\), the stack's credentials$`),
    );
    assert.deepEqual(rows.slice(2, 7), [
      "3 leased join permissions",
      "ID | NAME | TYPE | SINCE | NODES | HELD BY",
      `${leased} | meters | ROAMING | ${today} | 0 | dev`,
      `${declared} | valley | LOCAL | ${today} | 0 | organization/plugin/plugin`,
      `${forgotten} | 旧泵站水表 | LOCAL | ${today} | 0 | no stack`,
    ]);
    assert.equal(rows.at(-2), "3 objects, 1 held by no stack");
    for (const line of text.stdout.split("\n")) assert.ok(stringWidth(line) <= 100, line);
    assert.deepEqual(writesIn(callsOf(cloud, before)), []);

    const both = await audit("--json", "--profile", "owner", "--profile", "renter");
    const found = objectsIn(both);
    assert.equal(both.exitCode, 1);
    const [, owner] = cloud.accounts;
    assert.deepEqual(
      found.map(({ profile, kind, id, holding }) => [profile, kind, id, holding]),
      [
        [null, "LeasedJoinPermission", leased, "held"],
        [null, "LeasedJoinPermission", declared, "held"],
        [null, "LeasedJoinPermission", forgotten, "unheld"],
        ["owner", "OwnedJoinPermission", declared, "unheld"],
        ["owner", "OwnedJoinPermission", forgotten, "unheld"],
      ],
    );
    assert.deepEqual(
      { ...found[3], since: null },
      {
        account: owner?.accountId,
        profile: "owner",
        kind: "OwnedJoinPermission",
        id: declared,
        name: "valley",
        type: null,
        since: null,
        boundTo: "renter",
        nodes: 0,
        holding: "unheld",
        heldBy: [],
      },
    );
    assert.match(found[3]?.since ?? "", /^\d{4}-\d\d-\d\dT/);
    assert.deepEqual(found[1]?.heldBy, [
      {
        stack: "organization/plugin/plugin",
        urn: "urn:pulumi:plugin::plugin::linkwan:index:LeasedJoinPermission::valley",
        isCertain: true,
      },
    ]);
    for (const { accessKeySecret } of [...cloud.accounts, ...other.accounts])
      assert.ok(![text, both].some(({ stdout, stderr }) => (stdout + stderr).includes(accessKeySecret)));

    // The forgotten lease is returned, and the owner's permissions are deleted: everything is held by a stack.
    cloud.callAs("renter", "ReturnJoinPermission", {
      JoinPermissionId: forgotten,
      JoinPermissionType: "LOCAL",
    });
    const managed = await audit();
    assert.deepEqual([managed.exitCode, managed.stderr], [0, ""]);
    assert.match(managed.stdout, /\n2 objects, 0 held by no stack\n$/);
  });

  it("lists every kind of object that adopt adopts, with what it is bound to and its nodes", async () => {
    const cloud = await emulated({ qps: 1000 });
    const lease = makeLease(cloud, "meters");
    const group = makeGroup(cloud, "pumps", lease);
    makeGateway(cloud);
    cloud.callAs("renter", "AddNodeToGroup", {
      DevEui: "dddd000000000001",
      PinCode: "100001",
      NodeGroupId: group,
    });
    await init("name: empty\nruntime: nodejs\n", "dev", cloud);
    const result = await audit("--json");
    assert.equal(result.exitCode, 1, result.stderr);
    const found = new Map(objectsIn(result).map((each) => [each.kind, each]));
    const listed = resources.filter(({ discover }) => discover).map(({ name }) => name);
    assert.deepEqual(
      [...found.keys()].sort(),
      listed.filter((name) => name !== "OwnedJoinPermission").sort(),
    );
    const facts = (kind: string) => {
      const { id, name, boundTo, nodes } = found.get(kind) ?? assert.fail(kind);
      return [id, name, boundTo, nodes];
    };
    assert.deepEqual(facts("LeasedJoinPermission"), [lease, "meters", "pumps", 1]);
    assert.deepEqual(facts("NodeGroup"), [group, "pumps", "meters", 1]);
    assert.deepEqual(facts("NodeGroupBinding"), [`${group}/${lease}`, "pumps", "meters", 1]);
    assert.deepEqual(facts("Node"), ["dddd000000000001", "dddd000000000001", "pumps", null]);
    const since = (kind: string) => found.get(kind)?.since?.slice(0, 4);
    const year = String(new Date().getUTCFullYear());
    assert.deepEqual(["LeasedJoinPermission", "NodeGroup", "Node", "Gateway"].map(since), [
      year,
      year,
      year,
      undefined,
    ]);
  });

  it("calls nothing unheld if a stack cannot be read, and names the stack and the reason", async () => {
    const cloud = await emulated({ qps: 1000 });
    makeLease(cloud, "meters");
    await init("name: empty\nruntime: nodejs\n", "dev", cloud);
    // The real CLI, except that it cannot export one stack.
    const { output } = await project.run("sh", ["-c", "command -v pulumi"]);
    await must("stack", "init", "broken");
    await must("stack", "select", "dev");
    const wrapper = join(project.folder, "bin", "pulumi");
    writeFileSync(
      wrapper,
      `#!/bin/sh\ncase "$*" in *"export --stack broken"*) echo "error: [403] Forbidden" >&2; exit 255;; esac\nexec '${output.trim()}' "$@"\n`,
    );
    chmodSync(wrapper, 0o755);
    const text = await audit();
    assert.equal(text.exitCode, 2, text.stdout);
    assert.equal(text.stderr, "pulumi-linkwan: stack broken could not be read: [403] Forbidden\n");
    assert.match(text.stdout, / unknown\n/);
    assert.doesNotMatch(text.stdout, /no stack$/m);
    const json = await audit("--json");
    assert.deepEqual(JSON.parse(json.stdout).problems, ["stack broken could not be read: [403] Forbidden"]);
    assert.deepEqual(
      objectsIn(json).map(({ holding }) => holding),
      ["unknown"],
    );

    // A file that is no state: the CLI lists no stack at all.
    rmSync(wrapper);
    const stacks = join(project.folder, "state", ".pulumi", "stacks", "empty");
    assert.ok(readdirSync(stacks).includes("broken.json"));
    writeFileSync(join(stacks, "broken.json"), "{");
    const unlisted = await audit();
    assert.deepEqual([unlisted.exitCode, unlisted.stdout], [2, ""]);
    assert.match(
      unlisted.stderr,
      /^pulumi-linkwan: the stacks cannot be listed \(.*\); run pulumi stack ls --all .*\n$/,
    );
  });

  it("needs only the actions that functions call, as the guide to rights says", async () => {
    const allowed = [...accountFunctions.values()].flatMap(({ actions }) => actions.map(({ name }) => name));
    const deniedActions = resources
      .flatMap(({ actions }) => actions.map(({ name }) => name))
      .filter((name) => !allowed.includes(name));
    const cloud = await emulated({
      qps: 1000,
      seed: { accounts: [{ name: "renter", deniedActions }, { name: "owner" }] },
    });
    assert.ok(deniedActions.includes("ReturnJoinPermission"));
    await init("name: empty\nruntime: nodejs\n", "dev", cloud);
    cloud.callAs("owner", "CreateNodeGroup", { NodeGroupName: "pumps" });
    const { exitCode, stderr } = await audit("--profile", "owner");
    assert.deepEqual([exitCode, stderr], [1, ""]);
  });

  it("names what it has no right to list", async () => {
    const accounts = [{ name: "renter", deniedActions: ["ListGateways"] }, { name: "owner" }];
    const cloud = await emulated({ qps: 1000, seed: { accounts } });
    await init("name: empty\nruntime: nodejs\n", "dev", cloud);
    const nothing = await audit();
    assert.equal(nothing.exitCode, 2);
    assert.match(nothing.stdout, /\n {2}no objects\n\n0 objects, 0 held by no stack\n$/);
    assert.match(
      nothing.stderr,
      /^pulumi-linkwan: gateways could not be read: ListGateways [^\n]* ForbiddenByRam[^\n]*\n$/,
    );
  });

  it("neutralizes escape sequences in names", async () => {
    const NodeGroupName = "pump\u001b[2Js\u009b\u202e";
    const hostile = await httpServer(async (request, response) => {
      const action = new URLSearchParams(await bodyOf(request)).get("Action");
      const List = action === "ListNodeGroups" ? [{ NodeGroupId: "301", NodeGroupName }] : [];
      const data = { TotalCount: List.length, List };
      response.end(JSON.stringify({ RequestId: "R", Success: true, Data: data }));
    });
    try {
      const cloud = await emulated();
      await init("name: empty\nruntime: nodejs\n", "dev", cloud);
      await must("config", "set", "linkwan:endpoint", hostile.url);
      const [text, json] = [await audit(), await audit("--json")];
      assert.ok(text.stdout.includes("pump\\u{1b}[2Js\\u{9b}\\u{202e}"), text.stdout + text.stderr);
      assert.deepEqual(
        objectsIn(json).map((each) => each.name),
        [NodeGroupName],
      );
      // biome-ignore lint/suspicious/noControlCharactersInRegex: the characters that must not be printed
      for (const { stdout } of [text, json]) assert.doesNotMatch(stdout, /[\u001b\u009b\u202e]/);
    } finally {
      await hostile.close();
    }
  });

  it("fails with exit code 2 if the command line, the key or the account is wrong", async () => {
    const cloud = await emulated({ qps: 1000 });
    await init("name: empty\nruntime: nodejs\n", "dev", cloud);
    const misspelt = await audit("--jsn");
    assert.deepEqual(
      [misspelt.exitCode, misspelt.stderr],
      [2, "pulumi-linkwan: unknown option '--jsn' (Did you mean --json?)\n"],
    );
    const absent = await audit("--profile", "nobody");
    assert.equal(absent.exitCode, 2);
    assert.match(
      absent.stderr,
      /^pulumi-linkwan: Finding credentials failed with CredentialsUnusable: [^\n]*\n$/,
    );
    await must("config", "set", "linkwan:expectedAccount", "1999999999999999");
    const other = await audit();
    assert.equal(other.exitCode, 2);
    assert.match(
      other.stderr,
      /^pulumi-linkwan: Audit of the account failed with AccountMismatch: [^\n]*\n$/,
    );
    assert.deepEqual(
      callsOf(cloud).filter((each) => each !== "GetCallerIdentity"),
      [],
    );
  });
});
