import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { RunningEmulator } from "../../emulator";
import { holdingsOf } from "../support/calls";
import type { Output, PulumiFolder } from "../support/project";

/**
 * Without what others say: the CLI of the stand-in for its language host, wherever it uses it, and Node of what
 * Pulumi's TypeScript loader uses.
 */
const ours = (output: string): string =>
  output
    .split("\n")
    .filter(
      (line) => !/using pulumi-language-nodejs from \$PATH|DeprecationWarning|--trace-deprecation/.test(line),
    )
    .join("\n")
    .replace(/ \d+ warnings?(; \d+ messages?)?$/gm, "");

/** What a command printed; it must have worked, without an error, a warning or a stack trace. */
export const works = async (running: Promise<Output>): Promise<string> => {
  const { output, failed } = await running;
  assert.ok(!failed, output);
  assert.doesNotMatch(ours(output), /error|warning|\n\s+at /i);
  return output;
};

/** The errors that a command ended in, as the CLI sums them up, each once. */
export const errorsOf = async (running: Promise<Output>): Promise<readonly string[]> => {
  const { output, failed } = await running;
  assert.ok(failed, output);
  const [, diagnostics = output] = output.split("Diagnostics:\n");
  const errors = [...diagnostics.matchAll(/^ *error: (.*)$/gm)].map(([, error]) => error ?? "");
  return [...new Set(errors)];
};

/** The errors that a command ended in; no stack trace must come with them. */
const fails = async (running: Promise<Output>): Promise<readonly string[]> => {
  assert.doesNotMatch(ours((await running).output), /\n\s+at /);
  return errorsOf(running);
};

export interface StoredResource extends Record<string, unknown> {
  readonly type: string;
  readonly outputs?: Readonly<Record<string, unknown>>;
}

/**
 * The resources in the state, without what every refresh changes: times, the dependencies of properties, and how
 * secrets are encrypted.
 */
export const stateOf = ({ folder }: PulumiFolder): readonly StoredResource[] => {
  const stored = readFileSync(join(folder, "state", ".pulumi", "stacks", "meters", "dev.json"), "utf8");
  const plain = stored.replace(/"ciphertext": ?"[^"]*"/g, '"ciphertext": ""');
  const { resources = [] } = JSON.parse(plain).checkpoint.latest as { resources?: StoredResource[] };
  return resources.map(
    ({ modified: _, created: __, propertyDependencies: ___, ...rest }) => rest as StoredResource,
  );
};

/** How many things the account holds. */
export const held = (cloud: RunningEmulator): number =>
  Object.values(holdingsOf(cloud)).reduce((sum, count) => sum + count, 0);

/** The whole life of the stack: up, up without a change, refresh, destroy. */
export const live = async (project: PulumiFolder, cloud: RunningEmulator): Promise<void> => {
  await works(project.pulumi(["up", "--yes", "--skip-preview"]));
  assert.equal(held(cloud), 2);
  const calls = cloud.calls.length;
  await works(project.pulumi(["up", "--yes", "--skip-preview", "--expect-no-changes"]));
  assert.equal(cloud.calls.length, calls, "an up without a change makes no call");
  const before = stateOf(project);
  assert.equal(before.filter(({ type }) => type.startsWith("pulumi-nodejs:dynamic/linkwan:")).length, 3);
  await works(project.pulumi(["refresh", "--yes", "--skip-preview"]));
  assert.deepEqual(stateOf(project), before);
  await works(project.pulumi(["destroy", "--yes", "--skip-preview"]));
  assert.equal(held(cloud), 0);
  assert.deepEqual(stateOf(project), []);
};

/** The stack cannot be had with these packages: preview says so in one line, and nothing is made. */
export const refuses = async (project: PulumiFolder, cloud: RunningEmulator, says: RegExp): Promise<void> => {
  const errors = await fails(project.pulumi(["preview"]));
  assert.equal(errors.length, 1, errors.join("\n"));
  assert.match(errors[0] ?? "", says);
  assert.equal(cloud.calls.length, 0);
};
