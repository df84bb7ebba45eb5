import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import ts from "typescript";
import { type Import, importsOf } from "./imports";

export interface FileImport extends Import {
  /** Path of the importing file, relative to the repository root. */
  readonly from: string;
  /** Path of the imported file if it belongs to this repository; otherwise the name of the package or module. */
  readonly to: string;
}

const root = join(__dirname, "..", "..");
const fromRoot = (path: string): string => relative(root, path).split(sep).join("/");

/** Returns `@scope/name` for `@scope/name/part`. */
const packageOf = (specifier: string): string =>
  specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");

const target = (specifier: string, from: string): string => {
  if (!specifier.startsWith(".")) return packageOf(specifier);
  const found = ts.resolveModuleName(
    specifier,
    from,
    { moduleResolution: ts.ModuleResolutionKind.Node10, resolveJsonModule: true },
    ts.sys,
  );
  if (!found.resolvedModule) throw new Error(`${fromRoot(from)}: cannot resolve ${specifier}`);
  return fromRoot(found.resolvedModule.resolvedFileName);
};

/** Returns the TypeScript files in folders of the repository, relative to its root. */
export const sourceFiles = (...folders: readonly string[]): string[] =>
  folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts"))
      .map((name) => `${folder}/${name.split(sep).join("/")}`),
  );

export const importsOfFiles = (files: readonly string[]): FileImport[] =>
  files.flatMap((from) => {
    const path = join(root, from);
    return importsOf(readFileSync(path, "utf8")).map((each) => ({
      ...each,
      from,
      to: target(each.specifier, path),
    }));
  });

/** Returns each import cycle once, as the list of its files. */
export const cycles = (imports: readonly FileImport[]): string[][] => {
  const found: string[][] = [];
  const done = new Set<string>();
  const walk = (file: string, way: readonly string[]): void => {
    if (way.includes(file)) found.push([...way.slice(way.indexOf(file)), file]);
    if (way.includes(file) || done.has(file)) return;
    for (const { from, to } of imports) if (from === file) walk(to, [...way, file]);
    done.add(file);
  };
  for (const { from } of imports) walk(from, []);
  return found;
};
