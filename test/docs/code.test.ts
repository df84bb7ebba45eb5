import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { load } from "js-yaml";
import { startEmulator } from "../../emulator";
import { pathWithPulumi } from "../support/project";
import { withEngine } from "../support/stack";
import { typeErrors } from "../support/typeErrors";
import { commandsOf, refusesCommand } from "./commands";
import { documents } from "./documents";
import { type Block, sectionsOf } from "./markdown";
import { isProgram, runProgram, runScript } from "./programs";

const root = join(__dirname, "..", "..");

interface Place {
  readonly path: string;
  readonly title: string;
  readonly block: Block;
}

const places: readonly Place[] = documents.flatMap((path) =>
  sectionsOf(path).flatMap(({ title, blocks }) => blocks.map((block) => ({ path, title, block }))),
);
const of = (language: string): Place[] => places.filter(({ block }) => block.language === language);

describe("Code of the documentation", function () {
  withEngine(this);

  it("is in languages that are checked here", () => {
    const languages = new Set(places.map(({ block }) => block.language));
    // Blocks without a language show what is printed; the symptoms among them are produced by their own test.
    assert.deepEqual([...languages].sort(), ["", "json", "mermaid", "sh", "ts", "yaml"]);
  });

  it("TypeScript: every block is correct by itself, against the built package", () => {
    const blocks = of("ts").map(({ path, block }, index) => ({
      name: `${path.replaceAll("/", "_")}_${index}.ts`,
      code: block.code,
    }));
    assert.deepEqual(typeErrors(blocks), []);
  });

  it("JSON: every block can be parsed, and the emulator takes seeds and faults", async () => {
    for (const { path, title, block } of of("json")) {
      const value = JSON.parse(block.code);
      if (title !== "The emulator" && title !== "模拟器") continue;
      const isSeed = !Array.isArray(value) && value.url === undefined;
      const cloud = await startEmulator(isSeed ? { seed: value } : {});
      if (Array.isArray(value)) for (const fault of value) cloud.injectFault(fault);
      await cloud.close();
      assert.ok(path.startsWith("README"));
    }
  });

  it("YAML: every block can be parsed", () => {
    for (const { block } of of("yaml")) assert.equal(typeof load(block.code), "object");
  });

  describe("commands", () => {
    const env: NodeJS.ProcessEnv = { ...process.env };
    before(async () => {
      env.PATH = await pathWithPulumi();
    });

    for (const path of documents) {
      it(`${path}: names commands and options that there are`, () => {
        const inBlocks = of("sh").filter((place) => place.path === path);
        const inProse = sectionsOf(path).flatMap(({ codes }) => codes);
        const commands = [
          ...inBlocks.flatMap(({ block }) => commandsOf(block.code)),
          ...inProse.filter((code) => /^(pulumi|npm|npx) /.test(code)).flatMap(commandsOf),
        ];
        const refused = [...new Set(commands)].flatMap((command) => refusesCommand(command, root, env) ?? []);
        assert.deepEqual(refused, []);
      });
    }
  });

  describe("programs", () => {
    // What is in Chinese has the same blocks: languages.test.ts compares them.
    const different = of("ts").filter(({ path }) => !path.includes("zh-CN"));
    for (const [index, { path, title, block }] of different.entries()) {
      if (isProgram(block.code)) {
        it(`${path}, ${title}: block ${index} goes up and down`, () =>
          runProgram(`docs-${index}`, block.code));
      } else {
        it(`${path}, ${title}: block ${index} runs`, () => {
          execFileSync(process.execPath, ["--input-type=module"], {
            cwd: root,
            input: runScript(block.code),
            stdio: ["pipe", "ignore", "inherit"],
          });
        });
      }
    }
  });
});
