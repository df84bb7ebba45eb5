import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cache } from "../../scripts/pulumiCli";
import type { PackageManager } from "./rows";

/** Runs npm and returns its output; throws npm's error if it fails. */
export const npm = (folder: string, ...args: readonly string[]): string =>
  execFileSync("npm", [...args, "--prefer-offline", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: folder,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
  });

/**
 * Returns the path of a tool from an npm package, which is installed into the cache on first use. Installs the package
 * into a temporary folder and renames the folder at the end, because test runs can race.
 */
const tool = (spec: string, name: string): string => {
  const folder = join(cache, "tools", spec.replace(/[^\w.]/g, "-"));
  if (!existsSync(folder)) {
    mkdirSync(join(cache, "tools"), { recursive: true });
    const installing = mkdtempSync(join(cache, "tools", "installing-"));
    try {
      writeFileSync(join(installing, "package.json"), '{ "private": true }');
      npm(installing, "install", spec);
      renameSync(installing, folder);
    } catch (error) {
      if (!existsSync(folder)) throw error;
    } finally {
      rmSync(installing, { recursive: true, force: true });
    }
  }
  return join(folder, "node_modules", name);
};

/** Returns the folder that contains the command `node` of a major version. */
export const nodeFolder = (major: number): string => {
  const folder = join(tool(`node@${major}`, "node"), "bin");
  // Without this check, the machine's own node would run instead.
  if (!existsSync(join(folder, "node"))) throw new Error(`npm did not install node in ${folder}`);
  return folder;
};

/** Package that contains the command of each package manager; npm is included in Node. */
const MANAGERS: Readonly<Record<PackageManager, string | undefined>> = {
  npm: undefined,
  pnpm: "pnpm@12.21.0",
  "yarn 1": "yarn@1.22.22",
  "yarn 4": "@yarnpkg/cli-dist@4.18.1",
  "yarn 4 PnP": "@yarnpkg/cli-dist@4.18.1",
};

/** Returns the folders to search first for a package manager's command. */
export const managerFolders = (manager: PackageManager): readonly string[] => {
  const spec = MANAGERS[manager];
  return spec === undefined ? [] : [tool(spec, ".bin")];
};
