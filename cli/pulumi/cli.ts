import { execFile } from "node:child_process";
import { realpathSync } from "node:fs";
import { dirname } from "node:path";
import { promisify } from "node:util";
import { valid } from "semver";
import { findExecutable, pathFolders } from "./executables";

const ANSWER_MS = 60_000;

/** What the engine starts to run a Node program, and what it starts to run this package's resources. */
const PARTS = ["pulumi-language-nodejs", "pulumi-resource-pulumi-nodejs"];

export interface PulumiCli {
  readonly path: string;
  /** As `pulumi version` prints it; `undefined` where that is no version. */
  readonly version: string | undefined;
  readonly missingParts: readonly string[];
}

export type CliRun = { readonly stdout: string } | { readonly stderr: string };

/** Runs the CLI without a question; it may print secrets, which stay here. */
export const runPulumi = async (path: string, args: readonly string[]): Promise<CliRun> => {
  try {
    const { stdout } = await promisify(execFile)(path, [...args, "--non-interactive"], {
      env: { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "true" },
      timeout: ANSWER_MS,
      maxBuffer: Number.POSITIVE_INFINITY,
    });
    return { stdout };
  } catch (error) {
    const { stderr, killed } = error as { stderr?: string; killed?: boolean };
    return { stderr: killed ? `error: no answer in ${ANSWER_MS / 1000} s` : (stderr ?? "") };
  }
};

export const findPulumiCli = async (): Promise<PulumiCli | undefined> => {
  const path = findExecutable("pulumi", pathFolders());
  if (path === undefined) return undefined;
  const answer = await runPulumi(path, ["version"]);
  const version = "stdout" in answer ? valid(answer.stdout.trim()) : null;
  // The engine looks on PATH first, then beside itself.
  const folders = [...pathFolders(), dirname(realpathSync(path))];
  const missingParts = PARTS.filter((part) => findExecutable(part, folders) === undefined);
  return { path, version: version ?? undefined, missingParts };
};
