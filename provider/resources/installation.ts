import { createRequire } from "node:module";
import * as pulumi from "@pulumi/pulumi";
import { satisfies } from "semver";
import { addCommand } from "./packageManager";

interface Manifest {
  /** Version of the package. */
  readonly version: string;
  /** What it expects beside it, and in which versions. */
  readonly peerDependencies: { readonly "@pulumi/pulumi": string };
}

/** Of the copy that this code belongs to. */
const own: Manifest = require("pulumi-linkwan/package.json");

/**
 * The provider process runs in the folder of the program, which is the current one while the program is being loaded,
 * unless it has changed that first: then at least the project's own counts.
 */
const folder = process.cwd();
const places = [folder, process.env.PULUMI_NODEJS_ROOT_DIRECTORY ?? folder];

/**
 * Whether Pulumi's program loader runs the program; it leaves the engine's address in the environment. An inline program
 * of the Automation API runs anywhere, and its provider in another folder: what is wrong there, only the provider can
 * tell.
 */
const runsWhereTheProviderWill = (): boolean => process.env.PULUMI_NODEJS_MONITOR !== undefined;

/** The version of a package as it is found from the provider's folder, where it is found. */
const installed = (name: string, entry: string): string | undefined => {
  for (const from of places.map((place) => createRequire(`${place}/`))) {
    try {
      from.resolve(`${name}/${entry}`);
      return from(`${name}/package.json`).version;
    } catch {}
  }
  return undefined;
};

const loads = "Pulumi's provider process loads";

/** What is wrong with the packages, as the provider process will find them, and what to do. */
const findFault = (): string | undefined => {
  const range = own.peerDependencies["@pulumi/pulumi"];
  const installThis = `run "${addCommand(folder, `pulumi-linkwan@${own.version}`)}" in ${folder}`;
  const lifecycle = installed("pulumi-linkwan", "lifecycle");
  if (lifecycle === undefined)
    return `${loads} pulumi-linkwan from ${folder}, where it is not installed (only a package that uses it has it): ${installThis}`;
  if (lifecycle !== own.version)
    return `the program uses pulumi-linkwan ${own.version}, but ${loads} ${lifecycle} from ${folder}: ${installThis}`;
  const versions = [
    require("@pulumi/pulumi/package.json").version,
    installed("@pulumi/pulumi", "cmd/dynamic-provider"),
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
 * Checks, before anything is made, that the provider process will find this package, of this version, and a Pulumi
 * that it can work with. Otherwise `destroy` would be the first to fail.
 */
export const checkInstallation = (): void => {
  if (!runsWhereTheProviderWill()) return;
  found ??= { fault: findFault() };
  if (found.fault !== undefined) throw new pulumi.RunError(found.fault);
};
