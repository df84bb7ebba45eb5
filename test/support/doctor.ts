import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const repository = join(__dirname, "..", "..");
const command = join(repository, "dist", "cli", "main.js");

/** Result of one run of the doctor command. */
export interface Diagnosis {
  readonly exitCode: number;
  readonly output: string;
  /** Names of the checks, in the order of the output lines. */
  readonly checks: readonly string[];
  /** Returns the mark and the text of a check, as `MARK text`. */
  of(check: string): string;
  /** Marks of the checks, in order, separated by spaces. */
  readonly marks: string;
}

/** Working folder, home folder and PATH of a user for one test. */
export class Place {
  readonly folder: string;
  private readonly root = realpathSync(mkdtempSync(join(tmpdir(), "doctor-")));
  private readonly bin = join(this.root, "bin");
  private readonly home = join(this.root, "home");
  env: Record<string, string>;

  /** @param folder Working directory of the command. Default: an empty folder. */
  constructor(folder?: string) {
    this.folder = folder ?? join(this.root, "work");
    for (const each of [this.bin, this.home]) mkdirSync(each);
    mkdirSync(this.folder, { recursive: true });
    this.env = { PATH: this.bin, HOME: this.home, ALIBABA_CLOUD_ECS_METADATA_DISABLED: "true" };
  }

  write(path: string, text: string): void {
    const file = join(this.folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }

  writeHome(path: string, text: string): void {
    this.write(join("..", "home", path), text);
  }

  /** Links the built package and the SDK into a folder, so that Node can resolve them. */
  install(folder = ".", packages: readonly string[] = ["pulumi-linkwan", "@pulumi/pulumi"]): void {
    for (const name of packages) {
      const link = join(this.folder, folder, "node_modules", name);
      mkdirSync(dirname(link), { recursive: true });
      symlinkSync(name === "pulumi-linkwan" ? repository : join(repository, "node_modules", name), link);
    }
  }

  /** Creates an executable on PATH that prints a line, for example a `pulumi` that prints its version. */
  executable(name: string, prints = ""): void {
    const file = join(this.bin, name);
    writeFileSync(file, `#!/bin/sh\necho '${prints}'\n`);
    chmodSync(file, 0o755);
  }

  /**
   * Installs a fake Pulumi CLI with the given companion executables and no stacks. By default, the version is
   * supported.
   */
  cli(version = "v3.259.0", parts = ["pulumi-language-nodejs", "pulumi-resource-pulumi-nodejs"]): void {
    this.executable("pulumi", version);
    for (const part of parts) this.executable(part);
  }

  /** Runs the doctor command, and asserts that the output contains none of the secrets. */
  async doctor(args: readonly string[], secrets: readonly string[]): Promise<Diagnosis> {
    const options = { cwd: this.folder, env: this.env };
    const run = await new Promise<{ exitCode: number; stdout: string; stderr: string }>((resolve) => {
      execFile(process.execPath, [command, "doctor", ...args], options, (error, stdout, stderr) =>
        resolve({ exitCode: Number(error?.code ?? 0), stdout, stderr }),
      );
    });
    const output = run.stdout + run.stderr;
    for (const secret of secrets) assert.ok(!output.includes(secret), "the output contains a secret");
    const lines = run.stdout
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => /^(ok {2}|warn|FAIL|skip) {2}(.{13}) {2}(\S.*)$/.exec(line) ?? assert.fail(line));
    const found = new Map(
      lines.map(([, mark = "", name = "", text = ""]) => [name.trim(), `${mark.trim()} ${text}`]),
    );
    return {
      exitCode: run.exitCode,
      output,
      checks: [...found.keys()],
      of: (check) => found.get(check) ?? assert.fail(`no line for ${check}: ${output}`),
      marks: lines.map(([, mark = ""]) => mark.trim()).join(" "),
    };
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}
