import { lt } from "semver";
import type { PulumiCli } from "../pulumi/cli";
import { type Finding, fail, ok } from "./finding";

/** The oldest one whose engine takes refreshed inputs from a dynamic provider. */
const OLDEST = "3.216.0";
const INSTALL = "install Pulumi as https://www.pulumi.com/docs/install/ says";

export const checkPulumiCli = (cli: PulumiCli | undefined): Finding => {
  if (!cli) return fail("there is no pulumi on PATH", `${INSTALL}, and open a new terminal`);
  const { path, version, missingParts } = cli;
  if (version === undefined) return fail(`${path} does not tell its version`, INSTALL);
  if (lt(version, OLDEST)) return fail(`${path} is ${version}; needed is ${OLDEST} or newer`, INSTALL);
  if (missingParts.length > 0) {
    return fail(
      `${missingParts.join(" and ")} is neither on PATH nor beside ${path}, and pulumi up of a program needs it`,
      `${INSTALL}: that brings all parts together`,
    );
  }
  return ok(`${version}, ${path}`);
};
