import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

const root = join(__dirname, "..", "..");

/** Every file of the documentation, by its path in the repository; the generated reference is none. */
export const documents: readonly string[] = [
  "README.md",
  "README.zh-CN.md",
  ...["CONTRIBUTING.md"].filter((file) => existsSync(join(root, file))),
  ...readdirSync(join(root, "docs"))
    .filter((file) => file.endsWith(".md"))
    .map((file) => `docs/${file}`),
];
