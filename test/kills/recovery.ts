import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import type { RunningEmulator } from "../../emulator";
import type { PropertyValues } from "../../provider/engine/property";
import { sectionsOf } from "../docs/markdown";
import { type Run, type TestStack, works } from "../support/stack";
import { receivedOrders } from "./inventory";

const execute = promisify(execFile);

/** Maximum number of times that a recovery runs the command. Each run follows the errors of the previous run. */
const MOST_RUNS = 5;

/** Inputs that a recovery adds to resources of the program, or removes with `undefined`, keyed by resource name. */
export type Adoptions = Readonly<Record<string, PropertyValues>>;

/** An interrupted command, and which way the recovery uses if an error describes two ways. */
interface Interrupted {
  readonly stack: TestStack;
  readonly cloud: RunningEmulator;
  /** The command that the documents describe after this interruption. */
  readonly command: string;
  /** Runs the command again with these adoptions. */
  readonly again: (adoptions: Adoptions) => Promise<Run>;
  /** Whether to adopt an object with `linkwan:adoptExisting` rather than with an input of the resource. */
  readonly byConfiguration: boolean;
}

const symptom = sectionsOf("docs/troubleshooting.md").find(
  ({ title }) => title === "The checkpoint cannot be loaded after a killed run",
);
const [shown, remedy] = symptom?.blocks ?? [];

/** Runs `pulumi cancel`; if Pulumi cannot load its checkpoint, follows the troubleshooting guide. */
const unlock = async (stack: TestStack): Promise<string[]> => {
  const { failed, output } = await stack.cancel();
  if (!failed) return ["pulumi cancel"];
  assert.ok(shown && remedy && output.includes(shown.code.trim()), output);
  const [command = ""] = remedy.code.split("\n");
  await execute("sh", ["-c", command], { cwd: join(stack.folder, "state") });
  await works(stack.cancel());
  return ["empty .attrs file", "pulumi cancel"];
};

/**
 * Returns the errors in Pulumi's output, keyed by resource name. Returns each error once, although Pulumi prints it
 * more than once.
 */
const errorsIn = (output: string): ReadonlyMap<string, string> => {
  const [, ...parts] = output.split(/^ {2}(?=\S+ \(\S+\):$)/m);
  return new Map(
    parts.flatMap((part) => {
      const [, name] = /^pulumi-nodejs:dynamic\/linkwan:\w+ \((\w+)\):$/m.exec(part) ?? [];
      return name !== undefined && /\berror: /.test(part) ? [[name, part] as const] : [];
    }),
  );
};

/** Returns the inputs that adopt an existing object according to an error, or `undefined` if the error names none. */
const adoptionIn = (cloud: RunningEmulator, error: string): PropertyValues | undefined => {
  const [, input = "", id] = /\bset (\w+): "(\d+)"/.exec(error) ?? [];
  if (id !== undefined) return { [input]: id };
  if (error.includes("omit its pinCode")) return { pinCode: undefined };
  if (!error.includes("find the order's id in the notifications of the renter")) return undefined;
  const [, permission] = /join permission (\d+)/.exec(error) ?? [];
  const order = cloud.accounts
    .flatMap(({ name }) => receivedOrders(cloud, name))
    .find((each) => each.JoinPermissionId === permission);
  return { orderId: order?.OrderId ?? assert.fail(error) };
};

/**
 * Recovers from an interruption as the guide to leases, the troubleshooting guide and the errors describe. Returns the steps, in
 * order.
 */
export const recover = async ({
  stack,
  cloud,
  command,
  again,
  byConfiguration,
}: Interrupted): Promise<string[]> => {
  const steps = await unlock(stack);
  let adoptions: Adoptions = {};
  for (let runs = 1; ; runs++) {
    const { failed, output } = await again(adoptions);
    steps.push(command);
    if (!failed) break;
    const errors = errorsIn(output);
    assert.ok(errors.size > 0 && runs < MOST_RUNS, output);
    const isConfigured = steps.includes("linkwan:adoptExisting");
    if (
      byConfiguration &&
      !isConfigured &&
      output.includes("set linkwan:adoptExisting to true for one run")
    ) {
      await stack.setConfig("linkwan:adoptExisting", "true");
      steps.push("linkwan:adoptExisting");
      continue;
    }
    for (const [name, error] of errors) {
      const adoption = adoptionIn(cloud, error) ?? assert.fail(output);
      adoptions = { ...adoptions, [name]: adoption };
      steps.push(...Object.keys(adoption));
    }
  }
  if (steps.includes("linkwan:adoptExisting")) await stack.removeConfig("linkwan:adoptExisting");
  return steps;
};

/** Follows the troubleshooting guide if Pulumi warns about pending operations. Returns the steps. */
export const clearPending = async (stack: TestStack): Promise<string[]> => {
  if ((await stack.pendingOperations()) === 0) return [];
  await works(stack.refresh({ clearPendingCreates: true }));
  assert.equal(await stack.pendingOperations(), 0);
  return ["refresh --clear-pending-creates"];
};
