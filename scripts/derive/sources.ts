import { join } from "node:path";
import { root } from "./region";

/** Folder of a resource's source, by the name of its class. */
export const resourceFolder = (resource: string): string =>
  join(root, "provider", "resources", resource.charAt(0).toLowerCase() + resource.slice(1));
