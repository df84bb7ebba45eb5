import { lt } from "semver";
import type { PulumiCli } from "../pulumi/cli";
import { type Finding, fail, ok, warn } from "./finding";

/** The oldest one whose engine takes refreshed inputs from a dynamic provider. */
const OLDEST = "3.216.0";
const INSTALL = "install Pulumi as https://www.pulumi.com/docs/install/ says";

export const checkPulumiCli = (cli: PulumiCli | undefined): Finding => {
  if (!cli) return fail("there is no pulumi on PATH", `${INSTALL}, and open a new terminal`);
  const { path, version, missingParts } = cli;
  if (version === undefined) return fail(`${path} does not tell its version`, INSTALL);
  if (lt(version, OLDEST)) return fail(`${path} is ${version}; needed is ${OLDEST} or newer`, INSTALL);
  if (missingParts.length > 0) {
    // A pulumi that is a script may start one that has them.
    return warn(
      `${missingParts.join(" and ")} is neither on PATH nor beside ${path}, and pulumi up of a program needs it`,
      `if pulumi up fails, ${INSTALL}: that brings all parts together`,
    );
  }
  return ok(`${version}, ${path}`);
};
