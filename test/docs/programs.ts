import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import type { RunningEmulator } from "../../emulator";
import { workFolder } from "../../scripts/engine";
import { roof } from "../support/gateways";
import { emulated } from "../support/hooks";
import { TestStack } from "../support/stack";

/** Whether a block is a Pulumi program, not a script around the emulator. */
export const isProgram = (code: string): boolean => /from "pulumi-linkwan";/.test(code);

/** A block as a module that Node runs. */
export const runScript = (code: string): string =>
  ts.transpileModule(code, {
    compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 },
  }).outputText;

/** What the account holds that a block takes for granted; gives the block with the ids that it really has. */
const prepare = (cloud: RunningEmulator, code: string): { code: string; nodeGroupId: string } => {
  const act = (action: string, parameters: Record<string, unknown>) =>
    String(cloud.act("renter", action, parameters));
  const lease = { JoinPermissionName: "by_hand", ClassMode: "A", FreqBandPlanGroupId: 101 };
  const JoinPermissionId = code.includes('"50001"') ? act("ApplyRoamingJoinPermission", lease) : undefined;
  const isBound = code.includes("NodeGroupBinding");
  const nodeGroupId = act("CreateNodeGroup", {
    NodeGroupName: "by_hand",
    ...(isBound && { JoinPermissionId }),
  });
  const [, GwEui] = /gwEui: "(\w+)"/.exec(code) ?? [];
  if (GwEui && !code.includes("pinCode")) act("CreateGateway", { ...roof, GwEui, PinCode: "100001" });
  const real = code.replaceAll('"50001"', `"${JoinPermissionId}"`).replaceAll('"301"', `"${nodeGroupId}"`);
  return { code: real, nodeGroupId };
};

/** Whether a call has changed something; what is refused has not. */
const hasChanged = (call: string): boolean => !/^(Get|List)| /.test(call);

/** Runs a block on the real engine against an emulator: up, which has to change nothing where it takes over, and destroy. */
export const runProgram = async (name: string, block: string): Promise<void> => {
  const offered = [{ owner: "owner", name: "offered", offeredTo: "renter" }];
  const cloud = await emulated({ qps: 10_000, seed: { joinPermissions: offered } });
  const { code, nodeGroupId } = prepare(cloud, block);
  const folder = join(workFolder, name);
  mkdirSync(folder, { recursive: true });
  const path = join(folder, "index.ts");
  writeFileSync(path, code);
  const program = async (): Promise<unknown> => {
    delete require.cache[path];
    const exported = require(path);
    return typeof exported === "function" ? exported() : { ...exported };
  };
  const keys = cloud.accounts.map(({ name: account, ...rest }) => [account, rest]);
  const stack = await TestStack.open(
    cloud,
    program,
    {},
    {
      "linkwan:profiles": { secret: JSON.stringify(Object.fromEntries(keys)) },
      renterAliyunId: "renter",
      nodeGroupId,
    },
  );
  try {
    const up = await stack.up();
    assert.ok(!up.failed, up.output);
    const takesOver = block.includes('"50001"') && !block.includes("authOrderId");
    if (takesOver) assert.deepEqual(up.calls.filter(hasChanged), []);
    const destroy = await stack.destroy();
    // What is protected is not destroyed: that is what a block with it is about.
    assert.equal(destroy.failed, code.includes("protect: true"), destroy.output);
  } finally {
    stack.remove();
  }
};
