import { accessSync, constants, statSync } from "node:fs";
import { delimiter, join } from "node:path";

const isExecutable = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
};

/** The folders of `PATH`. */
export const pathFolders = (): string[] =>
  (process.env.PATH ?? "").split(delimiter).filter((folder) => folder !== "");

/** What a file that can be run may end with. */
const ENDINGS = process.platform === "win32" ? (process.env.PATHEXT ?? ".EXE;.CMD").split(";") : [""];

/** The first executable of that name in the folders; `undefined` where there is none. */
export const findExecutable = (name: string, folders: readonly string[]): string | undefined =>
  folders.flatMap((folder) => ENDINGS.map((ending) => join(folder, `${name}${ending}`))).find(isExecutable);
