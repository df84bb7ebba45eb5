import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { installed } from "./install";

const sourcesOf = (): string => {
  const libraries = join(dirname(installed.python), "..", "lib");
  const [version = ""] = readdirSync(libraries);
  return join(libraries, version, "site-packages", "aliyunsdklinkwan", "request", "v20190301");
};

/** Returns the parameters that the setters of the Python SDK send, by action. `Name.N` is a repeated parameter. */
export const pythonParameters = (): Readonly<Record<string, readonly string[]>> => {
  const sources = sourcesOf();
  const files = readdirSync(sources).filter((file) => file.endsWith("Request.py"));
  const sent = (file: string): string[] => {
    const text = readFileSync(join(sources, file), "utf8");
    return [...text.matchAll(/add_(?:query_param|body_params)\('(\w+)(\.)?'/g)].map(
      ([, name, repeated]) => `${name}${repeated === undefined ? "" : ".N"}`,
    );
  };
  return Object.fromEntries(files.map((file) => [file.replace(/Request\.py$/, ""), sent(file)]));
};
