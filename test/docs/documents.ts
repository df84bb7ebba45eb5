import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

const root = join(__dirname, "..", "..");

const inFolder = (folder: string): string[] =>
  readdirSync(join(root, folder))
    .filter((file) => file.endsWith(".md"))
    .map((file) => `${folder}/${file}`);

/** Paths of all documents in the repository, except the generated reference. */
export const documents: readonly string[] = [
  "README.md",
  "README.zh-CN.md",
  "CONTRIBUTING.md",
  ...inFolder("docs"),
  ...inFolder("docs/zh-CN"),
];

/** Returns the path of a document's Chinese version, or `undefined` if there is none. */
export const chineseOf = (path: string): string | undefined => {
  const chinese = path === "README.md" ? "README.zh-CN.md" : path.replace(/^docs\//, "docs/zh-CN/");
  return chinese !== path && existsSync(join(root, chinese)) ? chinese : undefined;
};
