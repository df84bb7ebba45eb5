import { createRequire } from "node:module";
import { dirname } from "node:path";
import { satisfies } from "semver";
import type { Manifest } from "../manifest";
import { type Finding, fail, ok, warn } from "./finding";

/** The packages that a program loads. */
export interface Packages {
  /** Working directory of the program and of the provider. */
  readonly folder: string;
  /** One-line error if the provider's code cannot be loaded from `folder`. */
  readonly unloadable?: string;
  /** Version of the `pulumi-linkwan` package that is loaded from `folder`. */
  readonly version?: string;
  /** The copy of `@pulumi/pulumi` that the program loads. */
  readonly sdk?: Copy;
  /** The copy of `@pulumi/pulumi` that the loaded `pulumi-linkwan` package loads. */
  readonly sdkOfPackage?: Copy;
}

interface Copy {
  readonly folder: string;
  readonly version: string;
}

/** Resolves the packages in the same way as the shim in a stack's state. */
export const findPackages = (folder: string): Packages => {
  const load = createRequire(`${folder}/`);
  try {
    load("pulumi-linkwan/lifecycle");
  } catch (error) {
    return { folder, unloadable: String((error as Error).message).split("\n")[0] ?? "" };
  }
  const { version } = load("pulumi-linkwan/package.json") as Manifest;
  const packageFile = load.resolve("pulumi-linkwan/package.json");
  return { folder, version, sdk: sdkFrom(`${folder}/`), sdkOfPackage: sdkFrom(packageFile) };
};

const sdkFrom = (path: string): Copy | undefined => {
  const load = createRequire(path);
  try {
    const file = load.resolve("@pulumi/pulumi/package.json");
    return { folder: dirname(file), version: (load(file) as Manifest).version };
  } catch {
    return undefined;
  }
};

/**
 * Checks that the program loads compatible versions of the packages, and only one copy of `@pulumi/pulumi`.
 *
 * @param range Range of `@pulumi/pulumi` versions that the package supports.
 * @param ownVersion Version of the package that contains this command.
 */
export const checkPackages = (packages: Packages, range: string, ownVersion: string): Finding => {
  const { folder, unloadable, version, sdk, sdkOfPackage } = packages;
  if (unloadable !== undefined) {
    return fail(
      `pulumi-linkwan cannot be loaded from ${folder} (${unloadable})`,
      `run npm install pulumi-linkwan in ${folder}`,
    );
  }
  if (!sdk) {
    return fail(
      `@pulumi/pulumi cannot be found from ${folder}`,
      `run npm install @pulumi/pulumi in ${folder}`,
    );
  }
  const outside = [sdk, sdkOfPackage].find(
    (copy) => copy && !satisfies(copy.version, range, { includePrerelease: true }),
  );
  if (outside) {
    return fail(
      `@pulumi/pulumi is ${outside.version} in ${outside.folder}; required: ${range}`,
      `run npm install "@pulumi/pulumi@${range}" in ${folder}`,
    );
  }
  if (sdkOfPackage && sdkOfPackage.folder !== sdk.folder) {
    return warn(
      `there are two copies of @pulumi/pulumi: the program loads ${sdk.version} from ${sdk.folder}, and pulumi-linkwan loads ${sdkOfPackage.version} from ${sdkOfPackage.folder}`,
      "run npm dedupe; if pulumi-linkwan was linked with npm link, install the packed package instead",
    );
  }
  if (version !== ownVersion) {
    return warn(
      `this command belongs to pulumi-linkwan ${ownVersion}, but the program loads ${version} from ${folder}; the following checks might not apply to that version`,
      `run npx pulumi-linkwan doctor in ${folder}`,
    );
  }
  return ok(`pulumi-linkwan ${version} and @pulumi/pulumi ${sdk.version}, loaded from ${folder}`);
};
