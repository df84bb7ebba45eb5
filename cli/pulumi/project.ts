import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { load } from "js-yaml";

export interface Project {
  /** Folder of its `Pulumi.yaml`. */
  readonly root: string;
  /** Working directory of its program, and so of the provider: that of `main`. */
  readonly programFolder: string;
}

const FILES = ["Pulumi.yaml", "Pulumi.yml", "Pulumi.json"];

/** The project that the CLI finds from a folder: in it, or in the next one above. */
export const findProject = (folder: string): Project | undefined => {
  const file = FILES.map((name) => join(folder, name)).find((path) => existsSync(path));
  if (file !== undefined) return { root: folder, programFolder: programFolderOf(folder, mainOf(file)) };
  const above = dirname(folder);
  return above === folder ? undefined : findProject(above);
};

/** A file that is no YAML has no `main`; what is wrong with it, the CLI says when it is asked for the configuration. */
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
