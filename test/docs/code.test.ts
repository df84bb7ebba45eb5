import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { load } from "js-yaml";
import { startEmulator } from "../../emulator";
import { pathWithPulumi } from "../support/project";
import { withEngine } from "../support/stack";
import { typeErrors } from "../support/typeErrors";
import { commandProblem, commandsOf } from "./commands";
import { documents } from "./documents";
import { type Block, sectionsOf } from "./markdown";
import { isProgram, runProgram, scriptOf } from "./programs";

const root = join(__dirname, "..", "..");

interface DocumentBlock {
  readonly path: string;
  readonly title: string;
  readonly block: Block;
}

const documentBlocks: readonly DocumentBlock[] = documents.flatMap((path) =>
  sectionsOf(path).flatMap(({ title, blocks }) => blocks.map((block) => ({ path, title, block }))),
);
const blocksIn = (language: string): DocumentBlock[] =>
  documentBlocks.filter(({ block }) => block.language === language);

describe("code in the documents", function () {
  withEngine(this);

  it("uses only languages that the tests check", () => {
    const languages = new Set(documentBlocks.map(({ block }) => block.language));
    // Blocks without a language show output; symptoms.test.ts reproduces the output of each symptom. `npm run
    // test:languages` runs the programs in Python and Go.
    assert.deepEqual([...languages].sort(), ["", "go", "json", "mermaid", "python", "sh", "ts", "yaml"]);
  });

  it("compiles each TypeScript block separately against the built package", () => {
    const blocks = blocksIn("ts").map(({ path, block }, index) => ({
      name: `${path.replaceAll("/", "_")}_${index}.ts`,
      code: block.code,
    }));
    assert.deepEqual(typeErrors(blocks), []);
  });

  it("parses each JSON block, and loads seeds and faults into the emulator", async () => {
    for (const { path, block } of blocksIn("json")) {
      const value = JSON.parse(block.code);
      if (!path.endsWith("/emulator.md")) continue;
      const isSeed = !Array.isArray(value) && value.url === undefined;
      const cloud = await startEmulator(isSeed ? { seed: value } : {});
      if (Array.isArray(value)) for (const fault of value) cloud.injectFault(fault);
      await cloud.close();
    }
  });

  it("parses each YAML block", () => {
    for (const { block } of blocksIn("yaml")) assert.equal(typeof load(block.code), "object");
  });

  describe("commands", () => {
    const env: NodeJS.ProcessEnv = { ...process.env };
    before(async () => {
      env.PATH = await pathWithPulumi();
    });

    for (const path of documents) {
      it(`uses only existing commands and options in ${path}`, () => {
        const inBlocks = blocksIn("sh").filter((place) => place.path === path);
        const inProse = sectionsOf(path).flatMap(({ codes }) => codes);
        const commands = [
          ...inBlocks.flatMap(({ block }) => commandsOf(block.code)),
          ...inProse.filter((code) => /^(pulumi|npm|npx) /.test(code)).flatMap(commandsOf),
        ];
        const problems = [...new Set(commands)].flatMap(
          (command) => commandProblem(command, root, env) ?? [],
        );
        assert.deepEqual(problems, []);
      });
    }
  });

  describe("programs", () => {
    // languages.test.ts compares the blocks of the Chinese documents with these blocks.
    const english = blocksIn("ts").filter(({ path }) => !path.includes("zh-CN"));
    for (const [index, { path, title, block }] of english.entries()) {
      if (isProgram(block.code)) {
        it(`creates and destroys the resources of block ${index} (${path}, ${title})`, () =>
          runProgram(`docs-${index}`, block.code));
      } else {
        it(`runs block ${index} (${path}, ${title})`, () => {
          execFileSync(process.execPath, ["--input-type=module"], {
            cwd: root,
            input: scriptOf(block.code),
            stdio: ["pipe", "ignore", "inherit"],
          });
        });
      }
    }
  });
});
