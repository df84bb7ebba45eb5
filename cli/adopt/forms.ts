import type { AnyResource } from "../../provider/engine/resource";
import { isYamlWithoutProgram, projectFile, YAML_PROGRAM } from "../pulumi/project";
import { IMPORT_FILE, importFileOf } from "./importFile";
import type { Inventory } from "./inventory";
import { programFiles, programOf } from "./program";
import { typescriptProject, yamlProject } from "./projectFiles";
import type { Files } from "./source";

/** An output format of `adopt`. */
export interface Form {
  /** Returns the names of all files that this format can contain. */
  fileNames(resources: readonly AnyResource[]): readonly string[];
  /**
   * Returns the files that declare the objects of an account.
   *
   * @param profile Name of the credentials that all resources use. Default: the stack's credentials.
   */
  filesOf(inventory: Inventory, profile: string | undefined): Files;
  /** Returns the additional files that a new project in the folder needs. */
  projectFiles(folder: string): Files;
  /** Returns the commands that adopt the objects in the folder's project. */
  lastCommands(folder: string): readonly string[];
}

/** A TypeScript program whose resources adopt the objects. */
export const program: Form = {
  fileNames: programFiles,
  filesOf: programOf,
  projectFiles: typescriptProject,
  lastCommands: () => ["pulumi up        adopts everything and changes nothing in the cloud"],
};

/**
 * File to which `pulumi import` writes the resources. It cannot be the program itself, because `pulumi import` reads
 * the program first.
 */
const GENERATED = "imported.txt";

/** A file for `pulumi import`. That command then writes the program. */
export const bulkImport: Form = {
  fileNames: () => [IMPORT_FILE],
  filesOf: importFileOf,
  projectFiles: (folder) => (projectFile(folder) === undefined ? yamlProject(folder) : {}),
  lastCommands: (folder) => [
    `pulumi import --file ${IMPORT_FILE} --out ${GENERATED} --yes`,
    isYamlWithoutProgram(folder)
      ? `mv ${GENERATED} ${YAML_PROGRAM}`
      : `add the resources in ${GENERATED} to the program`,
    "pulumi up        changes nothing in the cloud",
  ],
};
