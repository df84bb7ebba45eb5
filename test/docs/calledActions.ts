import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import ts from "typescript";
import type { Action, ParameterTable } from "../../provider/client/action";
import type { Caller, Collection } from "../../provider/client/collection";

const resourcesFolder = join(__dirname, "..", "..", "provider", "resources");

/** Files in a resource's folder that only programs load. */
const FOR_PROGRAMS = ["class.ts", "functions.ts"];

interface NamedImport {
  readonly file: string;
  readonly names: readonly string[];
}

/** Returns the values that a file imports by name from other files of this repository. */
const namedImports = (file: string): NamedImport[] => {
  const source = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.ES2022);
  return source.statements.flatMap((statement) => {
    if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) return [];
    const target = join(dirname(file), `${statement.moduleSpecifier.text}.ts`);
    const bindings = statement.importClause?.namedBindings;
    if (!existsSync(target) || !bindings || !ts.isNamedImports(bindings)) return [];
    const names = bindings.elements.filter(({ isTypeOnly }) => !isTypeOnly);
    return [{ file: target, names: names.map(({ propertyName, name }) => (propertyName ?? name).text) }];
  });
};

/** Returns the actions that a collection's reads call. */
const actionsOfCollection = async (collection: Collection<unknown>): Promise<string[]> => {
  const called: string[] = [];
  const caller: Caller = {
    call: async <P extends ParameterTable, R>({ name, decoder: data }: Action<P, R>): Promise<R> => {
      called.push(name);
      return data(name.startsWith("List") ? { TotalCount: 0, List: [] } : {}, "Data");
    },
  };
  await collection.get(caller, "1", "1").catch(() => {});
  await collection.list(caller, "1");
  return called;
};

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;
const isAction = (value: unknown): value is Action => isObject(value) && "effect" in value;
const isCollection = (value: unknown): value is Collection<unknown> =>
  isObject(value) && "batchThreshold" in value;

const actionsOfFile = async (file: string, visited: Set<string>): Promise<string[]> => {
  if (visited.has(file)) return [];
  visited.add(file);
  const found = namedImports(file).map(async (imported) => {
    const module: Record<string, unknown> = require(imported.file);
    const values = imported.names.map((name) => module[name]);
    const collections = await Promise.all(values.filter(isCollection).map(actionsOfCollection));
    // Helpers of other resources also call actions; the action tables of other resources call none.
    const isHelper = imported.file.startsWith(resourcesFolder) && !imported.file.endsWith("api.ts");
    const helpers = isHelper ? await actionsOfFile(imported.file, visited) : [];
    return [...values.filter(isAction).map(({ name }) => name), ...collections.flat(), ...helpers];
  });
  return (await Promise.all(found)).flat();
};

/** Returns every action that the code of a resource refers to and can therefore call. */
export const actionsInCode = async (resource: string): Promise<string[]> => {
  const folder = join(resourcesFolder, resource.charAt(0).toLowerCase() + resource.slice(1));
  const files = readdirSync(folder).filter((name) => name.endsWith(".ts") && !FOR_PROGRAMS.includes(name));
  const visited = new Set<string>();
  const actions = await Promise.all(
    files.filter((name) => name !== "api.ts").map((name) => actionsOfFile(join(folder, name), visited)),
  );
  return [...new Set(actions.flat())].sort();
};
