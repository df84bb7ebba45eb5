import { lt, satisfies } from "semver";
import type { PulumiCli } from "../pulumi/cli";
import { type Finding, fail, ok, warn } from "./finding";

/** @param required The package's `engines.node`. */
export const checkNode = (version: string, required: string): Finding =>
  satisfies(version, required)
    ? ok(`${version}; required: ${required}`)
    : fail(`this is Node ${version}; required: ${required}`, "install a newer one (https://nodejs.org)");

/** The oldest version whose engine takes refreshed inputs from a dynamic provider. */
const OLDEST = "3.216.0";
const INSTALL = "install Pulumi (https://www.pulumi.com/docs/install/)";

export const checkPulumiCli = (cli: PulumiCli | undefined): Finding => {
  if (!cli) return fail("there is no pulumi on PATH", `${INSTALL} and open a new terminal`);
  const { path, version, missingParts, isScript } = cli;
  if (version === undefined) return fail(`${path} does not print its version`, INSTALL);
  if (lt(version, OLDEST)) return fail(`${path} is ${version}; required: ${OLDEST} or newer`, INSTALL);
  if (missingParts.length > 0) {
    const missing = `${missingParts.join(" and ")} is neither on PATH nor beside ${path}, and pulumi up needs it`;
    return isScript
      ? warn(missing, `if pulumi up fails, ${INSTALL}, which includes all parts`)
      : fail(missing, `${INSTALL}, which includes all parts`);
  }
  return ok(`${version}, ${path}`);
};
