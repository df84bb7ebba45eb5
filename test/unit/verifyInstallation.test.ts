import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { addCommand } from "../../provider/program/verifyInstallation";

describe("addCommand", () => {
  let root: string;
  let stack: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "linkwan-lock-"));
    stack = join(root, "stacks", "meters");
    mkdirSync(stack, { recursive: true });
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  for (const [lock, command] of [
    ["package-lock.json", "npm install"],
    ["pnpm-lock.yaml", "pnpm add"],
    ["yarn.lock", "yarn add"],
    ["bun.lock", "bun add"],
    ["bun.lockb", "bun add"],
  ] as const)
    it(`returns ${command} for ${lock}, even in a parent folder`, () => {
      writeFileSync(join(root, lock), "");
      assert.equal(addCommand(root, "x@1.0.0"), `${command} x@1.0.0`);
      assert.equal(addCommand(stack, "x@1.0.0"), `${command} x@1.0.0`);
    });

  it("uses the nearest lock file", () => {
    writeFileSync(join(root, "yarn.lock"), "");
    writeFileSync(join(stack, "pnpm-lock.yaml"), "");
    assert.equal(addCommand(stack, "x"), "pnpm add x");
  });

  it("returns npm install if there is no lock file", () => {
    assert.equal(addCommand(stack, "x"), "npm install x");
  });
});
