import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import type { RunningEmulator } from "../../emulator";
import { workFolder } from "../../scripts/engine";
import { makeGateway, makeGroup, makeLease } from "../support/byHand";
import { writesIn } from "../support/calls";
import { emulated } from "../support/hooks";
import { profilesOf, programIn, TestStack } from "../support/stack";

/** Returns whether a block is a Pulumi program, not a script that starts the emulator. */
export const isProgram = (code: string): boolean => /from "pulumi-linkwan";/.test(code);

/** Returns a block as a module for Node. */
export const scriptOf = (code: string): string =>
  ts.transpileModule(code, {
    compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 },
  }).outputText;

/** Creates the objects that a block refers to; returns the block with the actual ids of the objects. */
const prepare = (cloud: RunningEmulator, code: string): { code: string; nodeGroupId: string } => {
  const joinPermissionId = code.includes('"50001"') ? makeLease(cloud) : undefined;
  const isBound = code.includes("NodeGroupBinding");
  const nodeGroupId = makeGroup(cloud, "by_hand", isBound ? joinPermissionId : undefined);
  const [, GwEui] = /gwEui: "(\w+)"/.exec(code) ?? [];
  if (GwEui && !code.includes("pinCode")) makeGateway(cloud, { GwEui });
  const real = code.replaceAll('"50001"', `"${joinPermissionId}"`).replaceAll('"301"', `"${nodeGroupId}"`);
  return { code: real, nodeGroupId };
};

/** Runs `up` and `destroy` for a block on Pulumi's real engine; an `up` that only adopts must not write. */
export const runProgram = async (name: string, block: string): Promise<void> => {
  const offered = [{ owner: "owner", name: "offered", offeredTo: "renter" }];
  const cloud = await emulated({ qps: 10_000, seed: { joinPermissions: offered } });
  const { code, nodeGroupId } = prepare(cloud, block);
  const folder = join(workFolder, name);
  mkdirSync(folder, { recursive: true });
  const path = join(folder, "index.ts");
  writeFileSync(path, code);
  const config = { ...profilesOf(cloud), renterAliyunId: "renter", nodeGroupId };
  const stack = await TestStack.open(cloud, programIn(path), config);
  try {
    const up = await stack.up();
    assert.ok(!up.failed, up.output);
    const adopts = block.includes('"50001"') && !block.includes("authOrderId");
    if (adopts) assert.deepEqual(writesIn(up.calls), []);
    const destroy = await stack.destroy();
    // A block with `protect` demonstrates that destroy fails.
    assert.equal(destroy.failed, code.includes("protect: true"), destroy.output);
  } finally {
    stack.remove();
  }
};
