import { join } from "node:path";
import { root } from "./region";

/** Returns the source folder of a resource, by class name. */
export const resourceFolder = (resource: string): string =>
  join(root, "provider", "resources", resource.charAt(0).toLowerCase() + resource.slice(1));
