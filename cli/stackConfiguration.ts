import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import type { ConfigReader } from "../provider/api/credentialSources";

export interface StackConfiguration {
  readonly read: ConfigReader;
  /** Whether a stack was asked. */
  readonly stack: boolean;
  readonly keys: readonly string[];
}

const isProject = (folder: string): boolean =>
  ["Pulumi.yaml", "Pulumi.yml"].some((name) => existsSync(join(folder, name))) ||
  (dirname(folder) !== folder && isProject(dirname(folder)));

/** The configuration of the stack that is selected in this folder; empty where the folder has no project. */
export const stackConfiguration = async (): Promise<StackConfiguration> => {
  if (!isProject(process.cwd())) return { read: () => undefined, stack: false, keys: [] };
  const { stdout } = await promisify(execFile)("pulumi", [
    "config",
    "--json",
    "--show-secrets",
    "--non-interactive",
  ]);
  const values = JSON.parse(stdout) as Record<string, { value?: string; secret?: boolean }>;
  return { read: (key) => values[key]?.value, stack: true, keys: Object.keys(values) };
};
