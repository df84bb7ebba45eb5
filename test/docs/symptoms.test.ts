import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { RunningEmulator } from "../../emulator";
import { yamlHostFolders } from "../../scripts/pulumiCli";
import { makeLease } from "../support/byHand";
import { emulated } from "../support/hooks";
import { PluginProject, yamlProject } from "../support/pluginProject";
import { initStack, Project } from "../support/project";
import { withEngine } from "../support/stack";
import { sectionsOf } from "./markdown";

const root = join(__dirname, "..", "..");
const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));

const symptoms = sectionsOf("docs/troubleshooting.md");
/** Returns the output that the guide shows for a symptom. */
const shown = (title: string): string[] => {
  const section = symptoms.find((each) => each.title === title);
  const texts = section?.blocks.filter(({ language }) => language === "").map(({ code }) => code.trim());
  assert.ok(texts && texts.length > 0, title);
  return texts;
};

/** Returns the commands that the guide gives for a symptom. */
const commandsFor = (title: string): string[] =>
  symptoms
    .find((each) => each.title === title)
    ?.blocks.filter(({ language }) => language === "sh")
    .map(({ code }) => code) ?? assert.fail(title);

/** Returns the title of the test that reproduces a symptom. */
const reproduces = (symptom: string): string => `reproduces "${symptom}"`;

const program = (inputs: string): string =>
  `import { LeasedJoinPermission } from "pulumi-linkwan";\nnew LeasedJoinPermission("meters", { type: "ROAMING", classMode: "A", freqBandPlanGroupId: "101", ${inputs} });\n`;

describe("symptoms in the troubleshooting guide", function () {
  withEngine(this);
  let folder: string;
  let cloud: RunningEmulator;
  let project: Project;

  /** Creates a project with its own copy of the package, and a stack with the renter's key. */
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), "symptom-"));
    const packages = join(folder, "node_modules");
    mkdirSync(join(packages, "pulumi-linkwan"), { recursive: true });
    for (const part of ["package.json", "dist"])
      cpSync(join(root, part), join(packages, "pulumi-linkwan", part), { recursive: true });
    for (const name of ["@pulumi/pulumi", ...Object.keys(manifest.dependencies)]) {
      mkdirSync(dirname(join(packages, name)), { recursive: true });
      symlinkSync(join(root, "node_modules", name), join(packages, name));
    }
    writeFileSync(join(folder, "package.json"), '{"name": "my-network", "main": "index.ts"}');
    writeFileSync(join(folder, "Pulumi.yaml"), "name: my-network\nruntime: nodejs\n");
    writeFileSync(join(folder, "index.ts"), program(""));
    cloud = await emulated({ qps: 10_000 });
    project = await Project.open(folder);
    await initStack(project, cloud);
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const works = async (...args: string[]): Promise<string> => {
    const { output, failed } = await project.pulumi(args);
    assert.ok(!failed, output);
    return output;
  };
  const fails = async (...args: string[]): Promise<string> => {
    const { output, failed } = await project.pulumi(args);
    assert.ok(failed, output);
    return output;
  };
  const shows = (output: string, ...texts: string[]): void => {
    const line = output.replace(/\s+/g, " ");
    for (const text of texts)
      assert.ok(line.includes(text.replace(/\s+/g, " ")), `${text}\nis missing from\n${output}`);
  };
  const held = (): unknown => cloud.callAs("renter", "CountRentedJoinPermissions");

  it(reproduces("doctor"), async () => {
    const [expected = ""] = shown("doctor");
    const { output } = await project.run(process.execPath, [join(root, "dist", "cli", "main.js"), "doctor"]);
    // Masks the parts that depend on the machine: numbers, paths, the sign of the clock's offset, and the mark of a
    // key.
    const masked = (text: string) =>
      text
        .replace(/\bk[0-9a-f]{9}\b/g, "k")
        .replace(/\/[\w./-]+/g, "/")
        .replace(/\d+(\.\d+)*/g, "0")
        .replace("behind", "ahead of");
    assert.equal(masked(output.trim()), masked(expected));
  });

  it(reproduces("The stack is locked after a killed run"), async () => {
    cloud.injectFault({
      action: "ApplyRoamingJoinPermission",
      answer: "late",
      delayMs: 60_000,
      effect: true,
    });
    await project.killed(["up", "--yes", "--skip-preview"], () => held() === 1);
    const [locked = ""] = shown("The stack is locked after a killed run");
    shows(await fails("up", "--yes"), locked);
    await works("cancel", "--yes");
    shows(await fails("up", "--yes"), "if no other stack manages that lease");
  });

  it(reproduces("The checkpoint cannot be loaded after a killed run"), async () => {
    const title = "The checkpoint cannot be loaded after a killed run";
    const [remedy = ""] = commandsFor(title);
    await works("up", "--yes");
    // The file that remains if Pulumi is killed while it writes its state.
    const backend = join(folder, "state");
    writeFileSync(join(backend, ".pulumi", "stacks", "my-network", "dev.json.attrs"), "");
    for (const command of ["cancel", "destroy"]) shows(await fails(command, "--yes"), ...shown(title));
    execFileSync("sh", ["-c", remedy], { cwd: backend });
    await works("cancel", "--yes");
    await works("destroy", "--yes");
    assert.equal(held(), 0);
  });

  it(reproduces("The passphrase is wrong, or there is none"), async () => {
    const [wrong = "", none = ""] = shown("The passphrase is wrong, or there is none");
    const pulumi = (...env: string[]) =>
      project.run("env", [...env, "pulumi", "preview", "--non-interactive"]);
    shows((await pulumi("PULUMI_CONFIG_PASSPHRASE=another")).output, wrong);
    shows((await pulumi("-u", "PULUMI_CONFIG_PASSPHRASE")).output, none);
  });

  it(reproduces("The package is missing at destroy"), async () => {
    await works("up", "--yes");
    const installed = join(folder, "node_modules", "pulumi-linkwan");
    cpSync(installed, join(folder, "aside"), { recursive: true });
    rmSync(installed, { recursive: true });
    shows(await fails("destroy", "--yes"), ...shown("The package is missing at destroy"));
    assert.equal(held(), 1);
    cpSync(join(folder, "aside"), installed, { recursive: true });
    await works("destroy", "--yes");
    assert.equal(held(), 0);
  });

  it(reproduces("A new key is set, and destroy still uses the old one"), async () => {
    const title = "A new key is set, and destroy still uses the old one";
    const port = Number(new URL(cloud.url).port);
    /** Restarts the cloud with the same account and lease, but with another key, and configures that key. */
    const withKey = async (accessKeyId: string): Promise<void> => {
      await cloud.close();
      cloud = await emulated({ port, seed: { accounts: [{ name: "renter", accessKeyId }] } });
      makeLease(cloud);
      const [{ accessKeySecret } = assert.fail()] = cloud.accounts;
      await works("config", "set", "linkwan:accessKeyId", accessKeyId);
      await works("config", "set", "--secret", "linkwan:accessKeySecret", accessKeySecret);
    };
    await works("config", "set", "linkwan:stsEndpoint", cloud.url);
    await works("up", "--yes");
    await withKey("new-key");
    shows(await fails("destroy", "--yes"), ...shown(title));
    // First solution: up records the key and changes nothing in the cloud.
    await works("up", "--yes");
    assert.deepEqual(
      cloud.calls.filter(({ code }) => code === "OK"),
      [],
    );
    await works("destroy", "--yes");
    assert.equal(held(), 0);
    // Second solution: destroy runs the program, and every call uses the new key.
    await works("up", "--yes");
    await withKey("newest-key");
    await works("destroy", "--yes", "--run-program");
    const callers = new Set(cloud.calls.map(({ account }) => account));
    assert.deepEqual([...callers], ["renter"]);
  });

  it(reproduces("The credentials belong to another account"), async () => {
    await works("config", "set", "linkwan:stsEndpoint", cloud.url);
    await works("up", "--yes");
    const { accessKeyId, accessKeySecret } =
      cloud.accounts.find(({ name }) => name === "owner") ?? assert.fail();
    await works("config", "set", "linkwan:accessKeyId", accessKeyId);
    await project.pulumi(["config", "set", "--secret", "linkwan:accessKeySecret"], accessKeySecret);
    const title = "The credentials belong to another account";
    // The refresh uses the recorded key, and this command records the new key.
    await works("up", "--yes", "--refresh");
    for (const command of ["refresh", "destroy"]) shows(await fails(command, "--yes"), ...shown(title));
    assert.equal(held(), 1);
  });

  it(reproduces("A configuration key is not known"), async () => {
    await works("config", "set", "linkwan:endpont", cloud.url);
    shows(await fails("preview"), ...shown("A configuration key is not known"));
  });

  it(reproduces("A secret is not encrypted"), async () => {
    const [renter] = cloud.accounts;
    await works("config", "set", "--plaintext", "linkwan:accessKeySecret", renter?.accessKeySecret ?? "");
    shows(await works("preview"), ...shown("A secret is not encrypted"));
  });

  it(reproduces("The entry point cannot be found"), async () => {
    writeFileSync(join(folder, "package.json"), '{"name": "my-network", "main": "index.js"}');
    shows(await works("preview"), ...shown("The entry point cannot be found"));
  });

  it(reproduces("A component reports that the connection is closing"), async () => {
    const inputs = '{ classMode: A, freqBandPlanGroupId: "101", joinPermissionName: "x" }';
    const network = `resources: { meters: { type: "linkwan:RoamingNetwork", properties: ${inputs} } }`;
    const yaml = await PluginProject.open(cloud, `${yamlProject}${network}\n`);
    const { failed, output } = await yaml.pulumi("up", "--yes", "--skip-preview");
    yaml.remove();
    assert.ok(failed);
    assert.match(output, /joinPermissionName has a width of 1/);
    shows(output, ...shown("A component reports that the connection is closing"));
  });

  it(reproduces("The plugin cannot be found"), async () => {
    const [searched = "", absent = ""] = shown("The plugin cannot be found");
    const yaml = await Project.open(folder, ...(await yamlHostFolders((line) => process.stderr.write(line))));
    const group = 'resources: { pumps: { type: "linkwan:NodeGroup" } }\n';
    for (const [settings, text] of [
      ["name: my-network\nruntime: yaml\n", searched],
      [yamlProject.replace("name: plugin", "name: my-network"), absent],
    ] as const) {
      writeFileSync(join(folder, "Pulumi.yaml"), settings + group);
      const { output, failed } = await yaml.pulumi(["preview"]);
      assert.ok(failed, output);
      shows(output, text);
    }
  });

  it("has a test for each symptom whose section shows output", () => {
    // firstStack.test.ts reproduces this symptom, which requires packages installed by npm.
    const elsewhere = ["New syntax is refused"];
    const tried = new Set([...this.tests.map(({ title }) => title), ...elsewhere.map(reproduces)]);
    const withOutput = symptoms.filter(({ blocks }) => blocks.some(({ language }) => language === ""));
    for (const { title } of withOutput) assert.ok(tried.has(reproduces(title)), title);
  });
});
