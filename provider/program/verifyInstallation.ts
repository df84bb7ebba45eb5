import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { satisfies } from "semver";

interface Manifest {
  readonly version: string;
  readonly peerDependencies: { readonly "@pulumi/pulumi": string };
}

/** The manifest of the package copy that this code belongs to. */
const own: Manifest = require("pulumi-linkwan/package.json");

/**
 * The provider process runs in the program's folder: the working directory while the program is loaded, or the project
 * folder if the program has changed the working directory.
 */
const folder = process.cwd();
const places = [folder, process.env.PULUMI_NODEJS_ROOT_DIRECTORY ?? folder];

/**
 * Whether Pulumi's program loader runs the program. The loader sets the address of Pulumi's engine in the environment.
 * An inline program of the Automation API runs in a different folder from its provider.
 */
export const runsInFolderOfProvider = (): boolean => process.env.PULUMI_NODEJS_MONITOR !== undefined;

/**
 * Returns the version of a package that the provider process resolves; `undefined` if it cannot resolve the package.
 */
const installedVersion = (name: string, entry: string): string | undefined => {
  for (const from of places.map((place) => createRequire(`${place}/`))) {
    try {
      from.resolve(`${name}/${entry}`);
      return from(`${name}/package.json`).version;
    } catch {}
  }
  return undefined;
};

const LOADS = "Pulumi's provider process loads";

/**
 * Returns a description of the fault in the packages that the provider process will load, with a remedy; `undefined` if
 * there is no fault.
 */
const findFault = (): string | undefined => {
  const range = own.peerDependencies["@pulumi/pulumi"];
  const install = `run "${addCommand(folder, `pulumi-linkwan@${own.version}`)}" in ${folder}`;
  const lifecycle = installedVersion("pulumi-linkwan", "lifecycle");
  if (lifecycle === undefined)
    return `${LOADS} pulumi-linkwan from ${folder}, but pulumi-linkwan is installed only in a package that depends on it: ${install}`;
  if (lifecycle !== own.version)
    return `the program uses pulumi-linkwan ${own.version}, but ${LOADS} ${lifecycle} from ${folder}: ${install}`;
  const versions = [
    require("@pulumi/pulumi/package.json").version,
    installedVersion("@pulumi/pulumi", "cmd/dynamic-provider"),
  ];
  const outside = versions.find(
    (version) => version !== undefined && !satisfies(version, range, { includePrerelease: true }),
  );
  if (outside !== undefined)
    return `pulumi-linkwan needs @pulumi/pulumi ${range}, but ${outside} is installed: run '${addCommand(folder, `"@pulumi/pulumi@${range}"`)}' in ${folder}`;
  return undefined;
};

let found: { readonly fault: string | undefined } | undefined;

/**
 * Checks, before anything is created, that the provider process will load this version of the package and a supported
 * version of Pulumi. Without this check, `destroy` would be the first command to fail.
 */
export const verifyInstallation = (): void => {
  if (!runsInFolderOfProvider()) return;
  found ??= { fault: findFault() };
  if (found.fault !== undefined) throw new pulumi.RunError(found.fault);
};

/** Commands that add a package, keyed by the lock file of the package manager. */
const ADD: Readonly<Record<string, string>> = {
  "package-lock.json": "npm install",
  "pnpm-lock.yaml": "pnpm add",
  "yarn.lock": "yarn add",
  "bun.lock": "bun add",
  "bun.lockb": "bun add",
};

/**
 * Returns the command that adds a package to a folder; npm's command if neither the folder nor a parent has a lock
 * file.
 */
export const addCommand = (start: string, spec: string): string => {
  const lock = Object.keys(ADD).find((name) => existsSync(join(start, name)));
  if (lock !== undefined) return `${ADD[lock]} ${spec}`;
  const above = dirname(start);
  return above === start ? `npm install ${spec}` : addCommand(above, spec);
};
