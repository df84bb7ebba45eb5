import { existsSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { propertiesOf } from "../../provider/client/plain";
import { own } from "../manifest";

/** Matches the version of a dependency that is a local file: `file:NAME`, or a path as Yarn writes it. */
const LOCAL = /^(?:file:)?((?:\.{0,2}[\\/]|~[\\/]|[A-Za-z]:[\\/])?[^:]+\.(?:tgz|tar\.gz))$/;

/** Returns the file or address from which the project in a folder, or in a parent folder, installs this package. */
const installedFrom = (folder: string): string | undefined => {
  const file = join(folder, "package.json");
  const { dependencies, devDependencies } = existsSync(file)
    ? propertiesOf(JSON.parse(readFileSync(file, "utf8")))
    : {};
  const version = { ...propertiesOf(devDependencies), ...propertiesOf(dependencies) }["pulumi-linkwan"];
  if (typeof version === "string") {
    const [, path] = LOCAL.exec(version) ?? [];
    if (path !== undefined) return resolve(folder, path);
    return /^https?:/.test(version) ? version : undefined;
  }
  const above = dirname(folder);
  return above === folder ? undefined : installedFrom(above);
};

/**
 * Returns the version of this package for the `package.json` of a new project: the packed file from which the current
 * project installs it, because that version might not be published; otherwise, the current version or a compatible one.
 *
 * @param current Folder of the current project, or a folder inside it.
 * @param folder Folder of the new project.
 */
export const ownDependency = (current: string, folder: string): string => {
  const source = installedFrom(current);
  if (source === undefined) return `^${own.version}`;
  if (source.startsWith("http")) return source;
  return `file:${relative(folder, source).replaceAll("\\", "/")}`;
};
