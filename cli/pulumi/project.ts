import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { load } from "js-yaml";

/** A Pulumi project. */
export interface Project {
  /** Folder that contains the project file, for example `Pulumi.yaml`. */
  readonly root: string;
  /** Working directory of the program, and therefore of the provider: the folder of `main`. */
  readonly programFolder: string;
}

const FILES = ["Pulumi.yaml", "Pulumi.yml", "Pulumi.json"];

/**
 * Finds the project of a folder as the CLI does: in the folder itself, or else in the nearest parent folder with a
 * project.
 */
export const findProject = (folder: string): Project | undefined => {
  const file = FILES.map((name) => join(folder, name)).find((path) => existsSync(path));
  if (file !== undefined) return { root: folder, programFolder: programFolderOf(folder, mainOf(file)) };
  const above = dirname(folder);
  return above === folder ? undefined : findProject(above);
};

/**
 * Returns the project's `main`; an empty string if the file has no `main` or cannot be parsed. The CLI reports a
 * parsing error when the configuration is read.
 */
const mainOf = (file: string): string => {
  try {
    const { main } = Object(load(readFileSync(file, "utf8"))) as { main?: unknown };
    return typeof main === "string" ? main : "";
  } catch {
    return "";
  }
};

const programFolderOf = (root: string, main: string): string => {
  const path = resolve(root, main);
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ? path : dirname(path);
};
