import { lt, satisfies } from "semver";
import type { PulumiCli } from "../pulumi/cli";
import { type Finding, fail, ok, warn } from "./finding";

/**
 * Checks the version of Node.
 *
 * @param required Range of supported versions: `engines.node` of the package.
 */
export const checkNode = (version: string, required: string): Finding =>
  satisfies(version, required)
    ? ok(`${version}; required: ${required}`)
    : fail(`this is Node ${version}; required: ${required}`, "install a newer version (https://nodejs.org)");

/** First Pulumi version whose engine accepts refreshed inputs from a dynamic provider. */
const OLDEST = "3.216.0";
const INSTALL = "install Pulumi (https://www.pulumi.com/docs/install/)";

/** Checks that the Pulumi CLI is installed, recent enough and complete. */
export const checkPulumiCli = (cli: PulumiCli | undefined): Finding => {
  if (!cli) return fail("pulumi is not on PATH", `${INSTALL} and open a new terminal`);
  const { path, version, missingParts, isScript } = cli;
  if (version === undefined) return fail(`${path} does not print its version`, INSTALL);
  if (lt(version, OLDEST)) return fail(`${path} is ${version}; required: ${OLDEST} or newer`, INSTALL);
  if (missingParts.length > 0) {
    const missing = `pulumi up needs ${missingParts.join(" and ")}, not found on PATH or in the folder of ${path}`;
    return isScript
      ? warn(missing, `if pulumi up fails, ${INSTALL}, which includes all parts`)
      : fail(missing, `${INSTALL}, which includes all parts`);
  }
  return ok(`${version}, ${path}`);
};
