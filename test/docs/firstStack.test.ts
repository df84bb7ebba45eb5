import assert from "node:assert/strict";
import { pathToFileURL } from "node:url";
import { withEngine } from "../support/stack";
import { type Section, sectionsOf } from "./markdown";
import { ReadmeProject } from "./readmeProject";

/** Returns the code blocks of a section; the blocks must have these languages, in this order. */
const blocksOf = (section: Section | undefined, ...languages: string[]): string[] => {
  assert.deepEqual(
    section?.blocks.map(({ language }) => language),
    languages,
  );
  return section?.blocks.map(({ code }) => code) ?? [];
};

describe("first stack in the README", function () {
  withEngine(this);
  let project: ReadmeProject | undefined;
  afterEach(() => project?.remove());

  // languages.test.ts compares the blocks of the Chinese README with these blocks.
  it("is created and destroyed by both procedures: on the emulator, and with an account's key", async () => {
    const started = Date.now();
    project = await ReadmeProject.open();
    const [, first, real] = sectionsOf("README.md");
    const [
      pack,
      install = "",
      projectFile = "",
      program = "",
      yaml = "",
      ,
      emulator = "",
      up = "",
      destroy = "",
    ] = blocksOf(first, ...["sh", "sh", "yaml", "ts", "yaml", "python", "sh", "sh", "sh"]);
    assert.equal(pack, "npm ci\nnpm pack\n");
    await project.run(install);
    project.write("Pulumi.yaml", projectFile);
    project.write("index.ts", program);
    await project.startEmulator(emulator);
    const output = await project.run(up);
    assert.match(output, /joinEui *: "[0-9a-f]{16}"/);
    assert.doesNotMatch(output, /entry point/);
    assert.equal(await project.leaseCount(), 1);
    // Each block runs in its own shell here; in the reader's terminal, exported variables persist.
    const exported = up.match(/^export .*$/gm) ?? [];
    await project.run([...exported, destroy].join("\n"));
    assert.equal(await project.leaseCount(), 0);
    const seconds = (Date.now() - started) / 1000;
    process.stdout.write(`      completed from an empty folder in ${seconds.toFixed(0)} s\n`);
    assert.ok(seconds < 300);

    // The YAML program replaces both files; readme.test.ts compares the Python program with the guide.
    project.write("Pulumi.yaml", yaml);
    await project.run(up.replace("pulumi stack init dev\n", ""));
    assert.equal(await project.leaseCount(), 1);
    await project.run([...exported, destroy].join("\n"));
    assert.equal(await project.leaseCount(), 0);
    project.write("Pulumi.yaml", projectFile);

    // In this test, the emulator replaces the real service, variables replace the prompts, and the state is kept
    // outside the home folder.
    const answers = {
      PULUMI_CONFIG_PASSPHRASE: "remembered",
      PULUMI_SKIP_CONFIRMATIONS: "true",
    };
    const [login = "", configure = "", run = ""] = blocksOf(real, "sh", "sh", "sh");
    const { accessKeyId, accessKeySecret } = project.key();
    await project.run(login.replace("--local", pathToFileURL(project.home).href), answers);
    await project.run(configure.replace("YOUR_ACCESS_KEY_ID", accessKeyId), answers, accessKeySecret);
    await project.run(`pulumi config set linkwan:endpoint ${project.url}`, answers);
    const [upAgain = "", destroyAgain = ""] = run.split("\n");
    await project.run(upAgain, answers);
    assert.equal(await project.leaseCount(), 1);
    await project.run(destroyAgain, answers);
    assert.equal(await project.leaseCount(), 0);

    // Follows the troubleshooting guide's advice on newer syntax.
    project.write("index.ts", `${program}import { type NodeArgs } from "pulumi-linkwan";\n`);
    assert.match(await project.run("pulumi preview || true", answers), /error TS1005: ',' expected\./);
    const advice = sectionsOf("docs/troubleshooting.md").find(
      ({ title }) => title === "New syntax is refused",
    );
    const [newer = ""] = advice?.codes.filter((code) => code.includes("typescript@")) ?? [];
    await project.run(newer, answers);
    await project.run("pulumi preview", answers);
  });
});
