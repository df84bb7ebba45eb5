import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import type { RunningEmulator } from "../../emulator";
import { pulumiCli } from "../../scripts/pulumiCli";
import { killAt, processTree } from "./killable";

export interface Output {
  /** Stdout and stderr of the command. */
  readonly output: string;
  readonly failed: boolean;
}

const root = join(__dirname, "..", "..");
const ownLanguageHost = join(root, "scripts", "language-host");

/** Returns whether Pulumi's language host for Node is installed. A CLI built from source does not include the host. */
const hasLanguageHost = (folders: readonly string[]): boolean =>
  folders.some((folder) => existsSync(join(folder, "pulumi-language-nodejs")));

/**
 * Returns the PATH of a machine on which Pulumi is installed.
 *
 * @param first Folders that are searched first.
 */
export const pathWithPulumi = async (...first: readonly string[]): Promise<string> => {
  const { command } = await pulumiCli((line) => process.stderr.write(`${line}\n`));
  const path = [
    ...first,
    ...(command === "pulumi" ? [] : [dirname(command)]),
    ...(process.env.PATH ?? "").split(delimiter),
  ];
  return [...path, ...(hasLanguageHost(path) ? [] : [ownLanguageHost])].join(delimiter);
};

/**
 * Folder with a Pulumi project like a user's: `pulumi` itself runs the program, with the packages installed in the
 * folder. The folder also contains the state and Pulumi's home.
 */
export class Project {
  private constructor(
    readonly folder: string,
    private readonly env: NodeJS.ProcessEnv,
  ) {}

  /**
   * @param folder Absolute path; created if it does not exist.
   * @param first Folders that are searched first for `node` and other commands.
   */
  static async open(folder: string, ...first: readonly string[]): Promise<Project> {
    const state = join(folder, "state");
    mkdirSync(state, { recursive: true });
    return new Project(folder, {
      ...process.env,
      PATH: await pathWithPulumi(...first),
      PULUMI_HOME: join(folder, "home"),
      PULUMI_BACKEND_URL: pathToFileURL(state).href,
      PULUMI_CONFIG_PASSPHRASE: "only-for-local-files",
      PULUMI_SKIP_UPDATE_CHECK: "true",
    });
  }

  /** Opens a new folder with this package in `node_modules`. */
  static async withPackage(folder: string, ...first: readonly string[]): Promise<Project> {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(join(folder, "node_modules"), { recursive: true });
    symlinkSync(root, join(folder, "node_modules", "pulumi-linkwan"));
    return Project.open(folder, ...first);
  }

  /** Runs `pulumi` in the folder with `typed`, for example a secret, as its standard input. */
  pulumi(args: readonly string[], typed = ""): Promise<Output> {
    return this.run("pulumi", ["--color=never", "--non-interactive", ...args], typed);
  }

  /** Runs `pulumi` in the folder, and kills it with `kill -9` as soon as `moment` returns true. */
  killed(args: readonly string[], moment: () => boolean): Promise<void> {
    const child = spawn("pulumi", ["--non-interactive", ...args], { ...this.options, stdio: "ignore" });
    return killAt(child, moment);
  }

  /**
   * Runs `pulumi` in the folder, and kills the CLI but not the processes that it has started. Returns a function that
   * kills those processes.
   */
  async killedAlone(args: readonly string[], moment: () => boolean): Promise<() => void> {
    const child = spawn("pulumi", ["--non-interactive", ...args], { ...this.options, stdio: "ignore" });
    const ended = once(child, "exit");
    while (!moment()) await setTimeout(10);
    const started = await processTree(child.pid ?? 0);
    child.kill("SIGKILL");
    await ended;
    return () => {
      for (const pid of started) {
        try {
          process.kill(pid, "SIGKILL");
        } catch {
          // The process has already exited.
        }
      }
    };
  }

  private get options() {
    return { cwd: this.folder, env: this.env };
  }

  /** Runs a command in the folder. */
  run(command: string, args: readonly string[], typed = ""): Promise<Output> {
    return new Promise((resolve) => {
      const options = { ...this.options, maxBuffer: 64 * 1024 * 1024 };
      const child = execFile(command, [...args], options, (error, stdout, stderr) =>
        resolve({
          output: `${stdout}${stderr}${error && !stderr ? error.message : ""}`,
          failed: error !== null,
        }),
      );
      // A command that exits without reading its input breaks the pipe; only the exit code matters.
      child.stdin?.on("error", () => undefined);
      child.stdin?.end(typed);
    });
  }

  /** Runs a command in the folder, which must succeed. Returns its output. */
  async must(command: string, ...args: string[]): Promise<string> {
    const { output, failed } = await this.run(command, args);
    assert.ok(!failed, output);
    return output;
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Project folder, and functions that run `pulumi` and other commands in it. */
export type PulumiFolder = Pick<Project, "folder" | "pulumi" | "run">;

/** Creates the stack `dev` with the renter's key; writes non-secret values directly to the configuration file. */
export const initStack = async (project: PulumiFolder, { url, accounts }: RunningEmulator): Promise<void> => {
  const [{ accessKeyId, accessKeySecret } = assert.fail()] = accounts;
  writeFileSync(
    join(project.folder, "Pulumi.dev.yaml"),
    `config:\n  linkwan:endpoint: ${url}\n  linkwan:accessKeyId: ${accessKeyId}\n`,
  );
  const secret = ["config", "set", "--secret", "linkwan:accessKeySecret"];
  for (const [args, typed] of [[["stack", "init", "dev"]], [secret, accessKeySecret]] as const) {
    const { output, failed } = await project.pulumi(args, typed);
    assert.ok(!failed, output);
  }
};
