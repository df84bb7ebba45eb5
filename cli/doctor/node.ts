import { satisfies } from "semver";
import { type Finding, fail, ok } from "./finding";

/** @param needed The package's `engines.node`. */
export const checkNode = (version: string, needed: string): Finding =>
  satisfies(version, needed)
    ? ok(`${version}; needed is ${needed}`)
    : fail(`this is Node ${version}; needed is ${needed}`, "install a newer one (https://nodejs.org)");
