import assert from "node:assert/strict";
import type { RunningEmulator } from "../../emulator";
import type { Output, Project } from "../support/project";

/** Sets up the stack `dev` against an emulator. */
export const initStack = async (project: Project, cloud: RunningEmulator): Promise<void> => {
  const [renter] = cloud.accounts;
  assert.ok(renter);
  await works(project.pulumi(["stack", "init", "dev"]));
  await works(
    project.pulumi([
      ...["config", "set-all", "--plaintext", `linkwan:endpoint=${cloud.url}`],
      ...["--plaintext", `linkwan:accessKeyId=${renter.accessKeyId}`],
    ]),
  );
  await works(project.pulumi(["config", "set", "--secret", "linkwan:accessKeySecret"], renter.accessKeySecret));
};

/** The CLI names the stand-in for the language host wherever it uses it; where Pulumi is installed, it says nothing. */
const withoutStandIn = (output: string): string =>
  output.replace(/^.*warning: using pulumi-language-nodejs from \$PATH.*\n?/gm, "").replace(/ 1 warning$/gm, "");

/** What a command printed; it must have worked, without an error, a warning or a stack trace. */
export const works = async (running: Promise<Output>): Promise<string> => {
  const { output: all, failed } = await running;
  const output = withoutStandIn(all);
  assert.ok(!failed, output);
  assert.doesNotMatch(output, /error|warning|\n\s+at /i);
  return output;
};

/** What a command printed; it must have failed, without a stack trace. */
export const fails = async (running: Promise<Output>): Promise<string> => {
  const { output: all, failed } = await running;
  const output = withoutStandIn(all);
  assert.ok(failed, output);
  assert.doesNotMatch(output, /\n\s+at /);
  return output;
};

interface StoredResource extends Record<string, unknown> {
  readonly type: string;
}

/** The resources in the state, without what every refresh changes: times, and the dependencies of properties. */
export const stateOf = async (project: Project): Promise<readonly StoredResource[]> => {
  const { output, failed } = await project.pulumi(["stack", "export"]);
  assert.ok(!failed, output);
  const { resources = [] } = JSON.parse(output).deployment as { resources?: StoredResource[] };
  return resources.map(({ modified: _, created: __, propertyDependencies: ___, ...rest }) => rest as StoredResource);
};

/** How many leases and node groups the account holds. */
const held = (cloud: RunningEmulator): number =>
  ["CountRentedJoinPermissions", "CountNodeGroups"]
    .map((action) => cloud.act("renter", action) as number)
    .reduce((sum, count) => sum + count, 0);

/** The whole life of the stack: up, up without a change, refresh, destroy. */
export const live = async (project: Project, cloud: RunningEmulator): Promise<void> => {
  await works(project.pulumi(["up", "--yes", "--skip-preview"]));
  assert.equal(held(cloud), 2);
  const calls = cloud.calls.length;
  await works(project.pulumi(["up", "--yes", "--expect-no-changes"]));
  assert.equal(cloud.calls.length, calls, "an up without a change makes no call");
  const before = await stateOf(project);
  await works(project.pulumi(["refresh", "--yes", "--skip-preview"]));
  assert.deepEqual(await stateOf(project), before);
  await works(project.pulumi(["destroy", "--yes", "--skip-preview"]));
  assert.equal(held(cloud), 0);
  assert.deepEqual(await stateOf(project), []);
};
