import assert from "node:assert/strict";
import { copyFileSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "js-yaml";
import { type ExampleLanguage, examples, programIn, withPrograms } from "../../scripts/derive/examples";
import { workFolder } from "../../scripts/engine";
import { findGo } from "../../scripts/pulumiCli";
import { yamlConverter } from "../../scripts/yamlConverter";
import { emulated } from "../support/hooks";
import { PluginProject, yamlProject } from "../support/pluginProject";
import { Project } from "../support/project";
import { withEngine } from "../support/stack";
import { installSdk, pythonWithPulumi } from "./python";
import { generateSdk, say } from "./sdk";

const root = join(__dirname, "..", "..");

/** Stack configuration for the examples. The PINs are those of the emulator's gateway and node. */
const settings = { renterAliyunId: "renter", gatewayPin: "100001", nodePin: "100001" } as const;

const markdownOf = (file: string): string => readFileSync(file, "utf8");

const program = (file: string, language: ExampleLanguage): string =>
  programIn(markdownOf(file), language) ?? assert.fail(`${file} has no ${language}`);

/** Returns the sorted types of the resources in a YAML program. */
const typesIn = (yaml: string): string[] => {
  const { resources } = load(yaml) as { resources: Record<string, { type: string }> };
  return Object.values(resources)
    .map(({ type }) => type.replace(":", ":index:"))
    .sort();
};

describe("examples in the package schema", function () {
  withEngine(this);

  it("equal the programs that Pulumi converts from their YAML programs", async () => {
    const convert = await yamlConverter(say);
    for (const file of examples.values()) {
      const converted = withPrograms(markdownOf(file), convert(program(file, "yaml")));
      assert.equal(markdownOf(file), converted, `${file}: run npm run derive:examples`);
    }
  });

  for (const [title, file] of examples) {
    it(`create the resources of the YAML program: ${title}`, async () => {
      const yaml = program(file, "yaml");
      if (title !== "the overview") assert.ok(typesIn(yaml).includes(`linkwan:index:${title}`));
      const project = await PluginProject.open(await emulated({ qps: 10_000 }), yamlProject + yaml);
      try {
        await project.setConfig("renterAliyunId", settings.renterAliyunId);
        await project.setSecret("gatewayPin", settings.gatewayPin);
        await project.setSecret("nodePin", settings.nodePin);
        const preview = await project.must("preview");
        assert.match(preview.output, /\+ \d+ to create/);
        await project.apply("up");
        const created = (await project.resources()).map(({ type }) => type);
        for (const type of typesIn(yaml)) assert.ok(created.includes(type), type);
      } finally {
        project.remove();
      }
    });
  }

  describe("in the languages with an SDK", () => {
    const folder = join(workFolder, `examples-${process.pid}`);
    let project: Project;
    /** Writes each example to a separate file, and returns the paths. */
    const write = (language: ExampleLanguage, path: (title: string) => string): string[] =>
      [...examples].map(([title, file]) => {
        const target = path(title.replaceAll(" ", ""));
        mkdirSync(join(folder, target, ".."), { recursive: true });
        writeFileSync(join(folder, target), program(file, language));
        return target;
      });

    before(async () => {
      project = await Project.withPackage(folder);
    });
    after(() => project.remove());

    it("compile in TypeScript", async () => {
      await generateSdk(folder, "nodejs");
      symlinkSync(join(folder, "sdk", "nodejs"), join(folder, "node_modules", "pulumi-linkwan-sdk"));
      const files = write("typescript", (title) => join("typescript", `${title}.ts`));
      const compiler = join(root, "node_modules", "typescript", "bin", "tsc");
      await project.must(process.execPath, compiler, ...["--noEmit", "--strict", "--skipLibCheck"], ...files);
      assertOnlyIn("typescript", join(folder, "sdk", "nodejs"));
    });

    it("declare the same resources in Python", async () => {
      const python = await pythonWithPulumi(say);
      await generateSdk(folder, "python");
      await project.must(python, ...installSdk);
      const files = write("python", (title) => join("python", `${title}.py`));
      const declare = join(__dirname, "declare.py");
      const configuration = Object.entries(settings).map(([name, value]) => `project:${name}=${value}`);
      for (const [index, file] of [...examples.values()].entries()) {
        const declared = await project.must(
          python,
          declare,
          files[index] ?? "",
          "site-packages",
          ...configuration,
        );
        assert.deepEqual(declared.trim().split("\n"), typesIn(program(file, "yaml")));
      }
      assertOnlyIn("python", join(folder, "sdk", "python", "pulumi_linkwan"));
    });

    it("compile in Go", async () => {
      const go = await findGo(say);
      await generateSdk(folder, "go");
      copyFileSync(join(root, "examples", "go", "go.mod"), join(folder, "go.mod"));
      write("go", (title) => join("go", title.toLowerCase(), "main.go"));
      await project.must(go, "mod", "tidy");
      await project.must(go, "vet", "-trimpath", "./go/...");
      assertOnlyIn("go", join(folder, "sdk", "go", "linkwan"));
    });
  });
});

/** Asserts that an SDK contains examples only in its own language. */
const assertOnlyIn = (language: ExampleLanguage, folder: string): void => {
  const texts = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => readFileSync(join(folder, name), "utf8"));
  const blocks = texts.flatMap((text) => [...text.matchAll(/```(\w+)/g)].map(([, name]) => name));
  assert.deepEqual([...new Set(blocks)].sort(), [language, "sh"].sort());
  assert.ok(blocks.filter((name) => name === language).length >= examples.size);
  assert.ok(texts.every((text) => !text.includes("{{%")));
};
