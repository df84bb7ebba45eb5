import { execFile } from "node:child_process";
import { accessSync, closeSync, constants, openSync, readSync, realpathSync, statSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { promisify } from "node:util";
import { valid } from "semver";
import { redact } from "../../provider/client/redact";

const TIMEOUT_MS = 60_000;

/** Language of the programs whose resources are dynamic resources. */
const NODE = "nodejs";

/** The Pulumi CLI on PATH. */
export interface PulumiCli {
  readonly path: string;
  /** Output of `pulumi version`; `undefined` if the output is not a version. */
  readonly version: string | undefined;
  /** Parts of the CLI that are neither on PATH nor in the CLI's folder. */
  readonly missingParts: readonly string[];
  /** Whether `path` is a script. A script can start a complete CLI in another folder. */
  readonly isScript: boolean;
}

export type CliRun = { readonly stdout: string } | { readonly stderr: string };

/** Runs the CLI non-interactively. The output can contain secrets and must not leave this process. */
export const runPulumi = async (path: string, args: readonly string[]): Promise<CliRun> => {
  try {
    const { stdout } = await promisify(execFile)(path, [...args, "--non-interactive"], {
      env: { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "true" },
      timeout: TIMEOUT_MS,
      maxBuffer: Number.POSITIVE_INFINITY,
    });
    return { stdout };
  } catch (error) {
    const { stderr, killed } = error as { stderr?: string; killed?: boolean };
    return { stderr: killed ? `error: no response within ${TIMEOUT_MS / 1000} s` : (stderr ?? "") };
  }
};

/** Returns the line of a failed run that states the error, without secrets. */
export const errorLineOf = ({ stderr }: { readonly stderr: string }): string => {
  const line = stderr.split("\n").find((each) => each.startsWith("error: ")) ?? stderr;
  return redact(line.replace("error: ", "")) || "no error message was printed";
};

/** Returns the executables that Pulumi's engine starts for a program. Dynamic resources require an additional one. */
const partsFor = (runtime: string): readonly string[] => [
  `pulumi-language-${runtime}`,
  ...(runtime === NODE ? ["pulumi-resource-pulumi-nodejs"] : []),
];

/**
 * Finds the CLI. Returns `undefined` if `pulumi` is not on PATH.
 *
 * @param runtime Pulumi's name for the program's language.
 */
export const findPulumiCli = async (runtime = NODE): Promise<PulumiCli | undefined> => {
  const path = findExecutable("pulumi", pathFolders());
  if (path === undefined) return undefined;
  const run = await runPulumi(path, ["version"]);
  const version = "stdout" in run ? valid(run.stdout.trim()) : null;
  // Pulumi's engine searches PATH first, then the folder of the CLI.
  const folders = [...pathFolders(), dirname(realpathSync(path))];
  const missingParts = partsFor(runtime).filter((part) => findExecutable(part, folders) === undefined);
  return { path, version: version ?? undefined, missingParts, isScript: isScript(path) };
};

const isScript = (path: string): boolean => {
  if (/\.(cmd|bat)$/i.test(path)) return true;
  const file = openSync(path, "r");
  try {
    const start = Buffer.alloc(2);
    readSync(file, start);
    return start.toString() === "#!";
  } finally {
    closeSync(file);
  }
};

const pathFolders = (): string[] =>
  (process.env.PATH ?? "").split(delimiter).filter((folder) => folder !== "");

/** Extensions of executable files. */
const EXTENSIONS = process.platform === "win32" ? (process.env.PATHEXT ?? ".EXE;.CMD").split(";") : [""];

const findExecutable = (name: string, folders: readonly string[]): string | undefined =>
  folders
    .flatMap((folder) => EXTENSIONS.map((extension) => join(folder, `${name}${extension}`)))
    .find(isExecutable);

const isExecutable = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
};
