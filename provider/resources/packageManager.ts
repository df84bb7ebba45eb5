import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/** Which command adds a package, by the lock file of the package manager that has installed the others. */
const ADD: Readonly<Record<string, string>> = {
  "package-lock.json": "npm install",
  "pnpm-lock.yaml": "pnpm add",
  "yarn.lock": "yarn add",
};

/** The command that adds a package to a folder; npm's where there is no lock file there or above. */
export const addCommand = (folder: string, spec: string): string => {
  const lock = Object.keys(ADD).find((name) => existsSync(join(folder, name)));
  if (lock !== undefined) return `${ADD[lock]} ${spec}`;
  const above = dirname(folder);
  return above === folder ? `npm install ${spec}` : addCommand(above, spec);
};
