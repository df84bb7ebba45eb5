import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { sectionsOf } from "../docs/markdown";
import { holdingsOf } from "../support/calls";
import { pluginStage } from "../support/pluginProject";
import { works } from "../support/stack";
import { goProgram, type Prepare, pythonProgram, yamlProgram } from "./runners";

interface Language {
  /** Title of the section in the guide. */
  readonly section: string;
  /** Language of the program's code block, and file for the program. Default: `Pulumi.yaml` contains the program. */
  readonly program?: readonly [language: string, file: string];
  /** Folders to add to PATH. Default: the folders that contain the YAML host. */
  readonly folders?: readonly string[];
  readonly prepare: Prepare;
}

const languages: readonly Language[] = [
  { section: "Use the plugin in a YAML program", prepare: yamlProgram },
  {
    section: "Use the plugin in a Python program",
    program: ["python", "__main__.py"],
    folders: [],
    prepare: pythonProgram,
  },
  {
    section: "Use the plugin in a Go program",
    program: ["go", "main.go"],
    folders: [],
    prepare: goProgram,
  },
];

/** Returns the code of the only code block in a language in a section of the guide. */
const codeIn = (title: string, language: string): string => {
  const section = sectionsOf("docs/plugin.md").find((each) => each.title === title);
  const [block, ...others] = section?.blocks.filter((each) => each.language === language) ?? [];
  assert.ok(
    block && others.length === 0,
    `section "${title}" must contain exactly one ${language} code block`,
  );
  return block.code;
};

describe("a program in the plugin guide", function () {
  const stage = pluginStage(this);

  for (const { section, program, folders, prepare } of languages) {
    it(`deploys and is destroyed without errors: ${section}`, async () => {
      const project = await stage.open(codeIn(section, "yaml"), folders);
      if (program) {
        const [language, file] = program;
        writeFileSync(join(project.folder, file), codeIn(section, language));
      }
      const run = await prepare(project, "meters");
      const created = await works(run("up"));
      assert.match(created.output, /joinEui *: "d896e0efff000000"/);
      assert.match((await works(run("up"))).output, /\d unchanged/);
      await works(run("destroy"));
      assert.deepEqual([...new Set(Object.values(holdingsOf(stage.cloud)))], [0]);
    });
  }
});
