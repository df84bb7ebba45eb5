import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { actions } from "../../provider/client/actions";
import { type KindName, kinds } from "../../provider/client/kinds";
import type { Operation } from "../../provider/client/operation";

const provider = join(__dirname, "..", "..", "provider");
const lifecycle = join(provider, "lifecycle");

/** A file of the provider that another one imports, as a path. */
const resolveImport = (from: string, name: string): string => {
  const path = join(dirname(from), name);
  return existsSync(`${path}.ts`) ? `${path}.ts` : join(path, "index.ts");
};

/** A file and all that it imports, types aside, as far as that lies in folders of resources. */
const filesFrom = (file: string, found = new Set<string>()): Set<string> => {
  if (found.has(file)) return found;
  found.add(file);
  const text = readFileSync(file, "utf8");
  for (const [, name = ""] of text.matchAll(/^import (?!type )[^;]*? from "(\.[^"]+)";/gms)) {
    const imported = resolveImport(file, name);
    if (dirname(imported) !== lifecycle && imported.startsWith(`${lifecycle}/`)) filesFrom(imported, found);
  }
  return found;
};

/** The actions by which a kind of thing is read, alone and together. */
const readsOf = async (kind: KindName): Promise<string[]> => {
  const called: string[] = [];
  const operation = {
    call: async (action: string) => {
      called.push(action);
      return action.startsWith("List") ? { TotalCount: 0, List: [] } : {};
    },
  } as unknown as Operation;
  const { get, list } = kinds[kind];
  await get(operation, "1", "1").catch(() => {});
  await list(operation, "1");
  return called;
};

const callsIn = async (files: Iterable<string>): Promise<string[]> => {
  const called = new Set<string>();
  for (const file of files) {
    const text = readFileSync(file, "utf8");
    for (const [, action = ""] of text.matchAll(/(?:\.call\(\s*|\b(?:update|enable): )"(\w+)"/g))
      called.add(action);
    if (/\blistRentedJoinPermissions\(/.test(text)) called.add("ListRentedJoinPermissions");
    for (const [, , kind = ""] of text.matchAll(/(\.read\(|kind: |kinds\.)"?(\w+)(?=[",.)])/g))
      if (Object.hasOwn(kinds, kind))
        for (const action of await readsOf(kind as KindName)) called.add(action);
  }
  return [...called].sort();
};

/** Every action that the code of a resource can call, as its source says it. */
export const callsOfResource = (resource: string): Promise<string[]> => {
  const folder = resource.charAt(0).toLowerCase() + resource.slice(1);
  return callsIn(filesFrom(join(lifecycle, folder, "index.ts")));
};

/** Every action that the functions can call. */
export const callsOfFunctions = (): Promise<string[]> => {
  const folder = join(provider, "functions");
  return callsIn(
    readdirSync(folder)
      .map((file) => join(folder, file))
      .filter((file) => statSync(file).isFile()),
  );
};

/** Every action that the package can call at all. */
export const allCalls: readonly string[] = Object.keys(actions);
