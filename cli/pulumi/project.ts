import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { load } from "js-yaml";
import { isObject, propertiesOf, textOf } from "../../provider/client/plain";

/** A Pulumi project. */
export interface Project {
  /** Folder that contains the project file, for example `Pulumi.yaml`. */
  readonly root: string;
  /** Working directory of the program, and therefore of the provider: the folder of `main`. */
  readonly programFolder: string;
  /** Pulumi's name for the program's language, for example `nodejs`; empty if the file has none. */
  readonly runtime: string;
}

const FILES = ["Pulumi.yaml", "Pulumi.yml", "Pulumi.json"];

/**
 * Finds the project of a folder as the CLI does: in the folder itself, or else in the nearest parent folder with a
 * project.
 */
export const findProject = (folder: string): Project | undefined => {
  const file = projectFile(folder);
  if (file !== undefined) {
    const { main, runtime } = contentsOf(file);
    return { root: folder, programFolder: programFolderOf(folder, textOf(main)), runtime: nameOf(runtime) };
  }
  const above = dirname(folder);
  return above === folder ? undefined : findProject(above);
};

/** Returns the project file in a folder. */
export const projectFile = (folder: string): string | undefined =>
  FILES.map((name) => join(folder, name)).find((path) => existsSync(path));

/** File that contains the program of a YAML project if the project file contains no program. */
export const YAML_PROGRAM = "Main.yaml";

/** Whether a folder contains a YAML project that has no program yet. */
export const isYamlWithoutProgram = (folder: string): boolean => {
  const file = projectFile(folder);
  if (file === undefined || existsSync(join(folder, YAML_PROGRAM))) return false;
  const { runtime, main, resources } = contentsOf(file);
  return nameOf(runtime) === "yaml" && main === undefined && resources === undefined;
};

/** Returns the name in a `runtime` setting. The setting is a name, or an object with a name and options. */
const nameOf = (runtime: unknown): string => textOf(isObject(runtime) ? runtime.name : runtime);

/**
 * Returns the contents of a project file; an empty object if the file cannot be parsed. The CLI reports a parsing
 * error when the configuration is read.
 */
const contentsOf = (file: string): Readonly<Record<string, unknown>> => {
  try {
    return propertiesOf(load(readFileSync(file, "utf8")));
  } catch {
    return {};
  }
};

const programFolderOf = (root: string, main: string): string => {
  const path = resolve(root, main);
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ? path : dirname(path);
};
