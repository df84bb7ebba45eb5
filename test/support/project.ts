import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import type { RunningEmulator } from "../../emulator";
import { pulumiCli } from "../../scripts/pulumiCli";
import { killAt } from "./killable";

export interface Output {
  /** What the command printed, both streams. */
  readonly output: string;
  readonly failed: boolean;
}

const ownLanguageHost = join(__dirname, "..", "..", "scripts", "language-host");

/** Whether Pulumi's language host for Node is installed with the CLI; a CLI that was built from source has none. */
const hasLanguageHost = (folders: readonly string[]): boolean =>
  folders.some((folder) => existsSync(join(folder, "pulumi-language-nodejs")));

/**
 * The search path of a machine on which Pulumi is installed.
 *
 * @param first Folders in which commands are looked for first.
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
 * A folder with a Pulumi project, as a user has one: its program is run by `pulumi` itself, with the packages that are
 * installed in the folder. State and Pulumi's home are in the folder too.
 */
export class Project {
  private constructor(
    readonly folder: string,
    private readonly env: NodeJS.ProcessEnv,
  ) {}

  /**
   * @param folder Absolute path; made if it does not exist.
   * @param first Folders in which `node` and other commands are looked for first.
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

  /** Runs `pulumi` in the folder; what is to be typed in, a secret for example, goes to its standard input. */
  pulumi(args: readonly string[], typed = ""): Promise<Output> {
    return this.run("pulumi", ["--color=never", "--non-interactive", ...args], typed);
  }

  /** Runs `pulumi` in the folder, and kills it with `kill -9` as soon as `moment` has come. */
  killed(args: readonly string[], moment: () => boolean): Promise<void> {
    const child = spawn("pulumi", ["--non-interactive", ...args], { ...this.options, stdio: "ignore" });
    return killAt(child, moment);
  }

  private get options() {
    return { cwd: this.folder, env: this.env };
  }

  /** Runs any command in the folder. */
  run(command: string, args: readonly string[], typed = ""): Promise<Output> {
    return new Promise((resolve) => {
      const options = { ...this.options, maxBuffer: 64 * 1024 * 1024 };
      const child = execFile(command, [...args], options, (error, stdout, stderr) =>
        resolve({
          output: `${stdout}${stderr}${error && !stderr ? error.message : ""}`,
          failed: error !== null,
        }),
      );
      // A command that ends without reading what is typed breaks the pipe; what matters is how the command ends.
      child.stdin?.on("error", () => undefined);
      child.stdin?.end(typed);
    });
  }
}

/** A project in its folder, and how `pulumi` and other commands are run there. */
export type PulumiFolder = Pick<Project, "folder" | "pulumi" | "run">;

/** Sets up the stack `dev` with the renter's key; what is no secret stands in the file as `pulumi config set` writes it. */
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
