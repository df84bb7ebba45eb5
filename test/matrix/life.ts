import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { RunningEmulator } from "../../emulator";
import { holdingsOf } from "../support/calls";
import type { Output, PulumiFolder } from "../support/project";

/**
 * Removes warnings that this package does not cause: warnings from the CLI about the substitute language host, and
 * warnings from Node about APIs that Pulumi's TypeScript loader uses.
 */
const ours = (output: string): string =>
  output
    .split("\n")
    .filter(
      (line) => !/using pulumi-language-nodejs from \$PATH|DeprecationWarning|--trace-deprecation/.test(line),
    )
    .join("\n")
    .replace(/ \d+ warnings?(; \d+ messages?)?$/gm, "");

/** Returns the output of a command, which must succeed without an error, a warning or a stack trace. */
export const works = async (running: Promise<Output>): Promise<string> => {
  const { output, failed } = await running;
  assert.ok(!failed, output);
  assert.doesNotMatch(ours(output), /error|warning|\n\s+at /i);
  return output;
};

/** Returns the errors of a failed command, as the CLI summarizes them, without duplicates. */
export const errorsOf = async (running: Promise<Output>): Promise<readonly string[]> => {
  const { output, failed } = await running;
  assert.ok(failed, output);
  const [, diagnostics = output] = output.split("Diagnostics:\n");
  const errors = [...diagnostics.matchAll(/^ *error: (.*)$/gm)].map(([, error]) => error ?? "");
  return [...new Set(errors)];
};

/** Returns the errors of a failed command, which must not print a stack trace. */
const fails = async (running: Promise<Output>): Promise<readonly string[]> => {
  assert.doesNotMatch(ours((await running).output), /\n\s+at /);
  return errorsOf(running);
};

export interface StoredResource extends Record<string, unknown> {
  readonly type: string;
  readonly outputs?: Readonly<Record<string, unknown>>;
}

/**
 * Returns the resources in the state, without the values that every refresh changes: timestamps, property
 * dependencies and ciphertexts.
 */
export const stateOf = ({ folder }: PulumiFolder): readonly StoredResource[] => {
  const stored = readFileSync(join(folder, "state", ".pulumi", "stacks", "meters", "dev.json"), "utf8");
  const plain = stored.replace(/"ciphertext": ?"[^"]*"/g, '"ciphertext": ""');
  const { resources = [] } = JSON.parse(plain).checkpoint.latest as { resources?: StoredResource[] };
  return resources.map(
    ({ modified: _, created: __, propertyDependencies: ___, ...rest }) => rest as StoredResource,
  );
};

/** Returns the number of objects that the account holds. */
export const held = (cloud: RunningEmulator): number =>
  Object.values(holdingsOf(cloud)).reduce((sum, count) => sum + count, 0);

/** Runs the full lifecycle of the stack: up, up without changes, refresh, destroy. */
export const live = async (project: PulumiFolder, cloud: RunningEmulator): Promise<void> => {
  await works(project.pulumi(["up", "--yes", "--skip-preview"]));
  assert.equal(held(cloud), 2);
  const calls = cloud.calls.length;
  await works(project.pulumi(["up", "--yes", "--skip-preview", "--expect-no-changes"]));
  assert.equal(cloud.calls.length, calls, "pulumi up without changes must not make any calls");
  const before = stateOf(project);
  assert.equal(before.filter(({ type }) => type.startsWith("pulumi-nodejs:dynamic/linkwan:")).length, 3);
  await works(project.pulumi(["refresh", "--yes", "--skip-preview"]));
  assert.deepEqual(stateOf(project), before);
  await works(project.pulumi(["destroy", "--yes", "--skip-preview"]));
  assert.equal(held(cloud), 0);
  assert.deepEqual(stateOf(project), []);
};

/** Verifies that `pulumi preview` fails with a single one-line error and makes no calls. */
export const refuses = async (project: PulumiFolder, cloud: RunningEmulator, says: RegExp): Promise<void> => {
  const errors = await fails(project.pulumi(["preview"]));
  assert.equal(errors.length, 1, errors.join("\n"));
  assert.match(errors[0] ?? "", says);
  assert.equal(cloud.calls.length, 0);
};
