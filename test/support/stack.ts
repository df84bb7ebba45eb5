import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Stack } from "@pulumi/pulumi/automation";
import type { RunningEmulator } from "../../emulator";
import { openStack, type StackOptions, workFolder } from "../../scripts/engine";
import { pulumiCli } from "../../scripts/pulumiCli";
import { profilesText } from "./accounts";
import { callsOf } from "./calls";
import { MODULE } from "./door";

const execute = promisify(execFile);

let count = 0;

/**
 * Prepares tests that need the CLI. Before the first test, finds or builds the CLI, which can take minutes. Sets a
 * timeout that suits slow commands on a busy machine.
 */
export const withEngine = (suite: Mocha.Suite): void => {
  suite.timeout(10 * 60_000);
  before(async function () {
    this.timeout(30 * 60_000);
    await pulumiCli((line) => process.stderr.write(`${line}\n`));
  });
};

/**
 * Returns the program in a file. Reloads the file for each command, as Pulumi's engine does. Some files export a
 * function.
 */
export const programIn = (path: string) => async (): Promise<unknown> => {
  delete require.cache[path];
  const exported = require(path);
  return typeof exported === "function" ? exported() : { ...exported };
};

/** Returns the keys of all accounts, as profiles named after the accounts. */
export const profilesOf = ({ accounts }: RunningEmulator): StackOptions["config"] => ({
  "linkwan:profiles": { secret: profilesText(accounts) },
});

export interface Run {
  /** Output of Pulumi's engine. */
  readonly output: string;
  /** Calls that the cloud received during the command, each followed by its code if it failed. */
  readonly calls: readonly string[];
  readonly failed: boolean;
}

/** Waits for a command, which must succeed, and returns its result. */
export const works = async (run: Promise<Run>): Promise<Run> => {
  const done = await run;
  assert.equal(done.failed, false, done.output);
  return done;
};

/** URNs that limit a command to some resources. */
interface Limits {
  readonly target?: string[];
  readonly exclude?: string[];
}

interface UpOptions extends Limits {
  readonly continueOnError?: boolean;
  readonly replace?: string[];
  /** Level of `-v`, the verbosity of Pulumi's log. */
  readonly logVerbosity?: number;
  /** Address for `--tracing`. */
  readonly tracing?: string;
  readonly logToStdErr?: boolean;
  /** Receives the CLI's stderr. */
  readonly onError?: (text: string) => void;
}

/** Stack of one test, on Pulumi's real engine and an emulator. */
export class TestStack {
  private constructor(
    private readonly stack: Stack,
    private readonly cloud: RunningEmulator,
    readonly name: string,
    private readonly current: { program: () => unknown },
  ) {}

  static async open(
    cloud: RunningEmulator,
    program: () => unknown,
    config: StackOptions["config"] = {},
  ): Promise<TestStack> {
    const cli = await pulumiCli((line) => process.stderr.write(`${line}\n`));
    const [renter] = cloud.accounts;
    assert.ok(renter);
    const current = { program };
    const name = `test-${process.pid}-${count++}`;
    const stack = await openStack({
      name,
      cli,
      program: async () => {
        const outputs = await current.program();
        return typeof outputs === "object" && outputs !== null && outputs.constructor === Object
          ? outputs
          : {};
      },
      config: {
        "linkwan:endpoint": cloud.url,
        "linkwan:accessKeyId": renter.accessKeyId,
        "linkwan:accessKeySecret": { secret: renter.accessKeySecret },
        ...Object.fromEntries(
          // A key without a namespace belongs to the program.
          Object.entries(config).map(([key, value]) => [key.includes(":") ? key : `${name}:${key}`, value]),
        ),
      },
    });
    return new TestStack(stack, cloud, name, current);
  }

  get folder(): string {
    return join(workFolder, this.name);
  }

  up(program?: () => unknown, more: UpOptions = {}): Promise<Run> {
    if (program) this.current.program = program;
    return this.run((options) => this.stack.up({ ...options, ...more }));
  }
  /** Runs `pulumi up --refresh`. */
  upRefreshed(program?: () => unknown): Promise<Run> {
    if (program) this.current.program = program;
    return this.run((options) => this.stack.up({ ...options, refresh: true }));
  }
  preview(program?: () => unknown): Promise<Run> {
    if (program) this.current.program = program;
    return this.run((options) => this.stack.preview({ ...options, diff: true }));
  }
  /** Runs `pulumi preview --refresh --expect-no-changes`. */
  previewNoChanges(): Promise<Run> {
    return this.run((options) =>
      this.stack.preview({ ...options, diff: true, refresh: true, expectNoChanges: true }),
    );
  }
  refresh(more: { clearPendingCreates?: boolean } = {}): Promise<Run> {
    return this.run((options) => this.stack.refresh({ ...options, ...more }));
  }
  destroy(
    more: Limits & { excludeProtected?: boolean; refresh?: boolean; runProgram?: boolean } = {},
  ): Promise<Run> {
    return this.run((options) => this.stack.destroy({ ...options, ...more }));
  }

  /** Runs `pulumi cancel`, as a user would after a killed command. */
  cancel(): Promise<Run> {
    return this.run(() => this.stack.cancel());
  }

  /** Runs `pulumi state taint`: the next `up` replaces the resource. */
  taint(urn: string): Promise<void> {
    return this.editState("taint", urn);
  }
  /** Runs `pulumi state untaint`. */
  untaint(urn: string): Promise<void> {
    return this.editState("untaint", urn);
  }

  private async editState(command: string, urn: string): Promise<void> {
    const { failed, output } = await this.cli("state", command, urn, "--yes");
    assert.ok(!failed, output);
  }

  /** Runs a Pulumi CLI command with arguments that the Automation API does not support. */
  cli(...args: string[]): Promise<Run> {
    return this.run(async ({ onOutput }) => {
      const { pulumiCommand, workDir, envVars } = this.stack.workspace;
      const options = { cwd: workDir, env: { ...process.env, ...envVars } };
      const { stdout, stderr } = await execute(
        pulumiCommand.command,
        [...args, "--stack", "dev"],
        options,
      ).catch((error) => {
        throw { commandResult: error };
      });
      onOutput(stdout + stderr);
    });
  }

  /** Returns this package's resources in the state, including those pending deletion. */
  async resources(): Promise<readonly StoredResource[]> {
    const { resources = [] } = await this.deployment();
    return resources.filter(({ type }) => type.startsWith(MODULE));
  }

  /** Returns the number of operations that the state records as interrupted. Pulumi warns about such operations. */
  async pendingOperations(): Promise<number> {
    const { pending_operations = [] } = await this.deployment();
    return pending_operations.length;
  }

  /** Returns the leases in the state, keyed by resource name. */
  async leases(): Promise<Record<string, StoredResource>> {
    return Object.fromEntries(
      (await this.resources())
        .filter(({ type }) => type === `${MODULE}LeasedJoinPermission`)
        .map((each) => [each.urn.split("::").at(-1) ?? "", each]),
    );
  }

  /** Returns the number of this package's resources in the state. */
  async count(): Promise<number> {
    return (await this.resources()).length;
  }

  /** Returns the inputs and outputs of the leases in the state. */
  async values(): Promise<unknown> {
    const leases = Object.entries(await this.leases());
    return leases.map(([name, { id, inputs, outputs }]) => ({ name, id, inputs, outputs }));
  }

  /**
   * Returns the state without timestamps, which every command changes, and without `propertyDependencies`, which
   * Pulumi's engine drops during every refresh.
   */
  async state(): Promise<unknown> {
    const { resources = [] } = await this.deployment();
    return resources.map(({ modified: _, created: __, propertyDependencies: ___, ...rest }) => rest);
  }

  setSecret(path: string, value: string): Promise<void> {
    return this.stack.setConfig(path, { value, secret: true }, true);
  }
  removeConfig(key: string): Promise<void> {
    return this.stack.removeConfig(key);
  }
  setConfig(path: string, value: string): Promise<void> {
    return this.stack.setConfig(path, { value }, true);
  }

  /** Returns the text of all files in the stack's folder: configuration, state, history, backups, locks. */
  files(): string {
    return readdirSync(this.folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath ?? entry.path, entry.name), "utf8"))
      .join("\n");
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async deployment(): Promise<Deployment> {
    return (await this.stack.exportStack()).deployment;
  }

  private async run(
    command: (options: { onOutput: (text: string) => void; color: "never" }) => Promise<unknown>,
  ): Promise<Run> {
    const before = this.cloud.calls.length;
    let output = "";
    const failed = await command({ onOutput: (text) => (output += text), color: "never" }).then(
      () => false,
      (error: { commandResult?: { stderr: string } }) => {
        if (!error.commandResult) throw error;
        output += error.commandResult.stderr;
        return true;
      },
    );
    return { output, calls: callsOf(this.cloud, before), failed };
  }
}

interface Deployment {
  readonly resources?: readonly (StoredResource & Readonly<Record<string, unknown>>)[];
  readonly pending_operations?: readonly unknown[];
}

export interface StoredResource {
  readonly urn: string;
  readonly type: string;
  readonly id: string;
  readonly inputs: Record<string, unknown>;
  readonly outputs: Record<string, unknown>;
}
