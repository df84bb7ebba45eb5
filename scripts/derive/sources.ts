import { existsSync } from "node:fs";
import { join } from "node:path";
import { root } from "./region";

/** Returns the source folder of a resource, by class name. */
export const resourceFolder = (resource: string): string =>
  join(root, "provider", "resources", resource.charAt(0).toLowerCase() + resource.slice(1));

/** Returns the file that declares the properties of the resource in a folder. */
export const declarationFile = (folder: string): string => {
  const own = join(folder, "properties.ts");
  return existsSync(own) ? own : join(folder, "declaration.ts");
};
