import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { installed } from "./install";

/** A field of a Go struct. */
interface Field {
  readonly type: string;
  /** Value of a tag such as `json`; empty if the field lacks the tag. */
  readonly tag: (name: string) => string;
}

const fieldsOf = (body: string): Field[] =>
  [...body.matchAll(/^\t\w+ +(\S+) +`(.*)`$/gm)].map(([, type = "", tags = ""]) => ({
    type,
    tag: (name) => new RegExp(`\\b${name}:"([^"]*)"`).exec(tags)?.[1] ?? "",
  }));

const sources = readdirSync(installed.goSdk).map((file) => readFileSync(join(installed.goSdk, file), "utf8"));

const structs: ReadonlyMap<string, readonly Field[]> = new Map(
  sources
    .flatMap((text) => [...text.matchAll(/^type (\w+) struct \{\n(.*?)^\}/gms)])
    .map(([, name = "", body = ""]) => [name, fieldsOf(body)]),
);

const structOf = (name: string): readonly Field[] => {
  const struct = structs.get(name);
  if (!struct) throw new Error(`the Go SDK has no struct ${name}`);
  return struct;
};

const parameterTypes: Readonly<Record<string, string>> = {
  string: "string",
  "requests.Integer": "int64",
  "requests.Float": "float",
  "requests.Boolean": "bool",
  "*[]string": "strings",
};

const scalarTypes: Readonly<Record<string, string>> = {
  string: "string",
  bool: "bool",
  int: "int",
  int64: "int",
  float64: "float",
  "map[string]interface{}": "object",
};

/** Returns the paths and types of the leaves of a field. In a path, `[]` marks a list. */
const leavesOf = (path: string, type: string): [string, string][] => {
  const scalar = scalarTypes[type];
  if (scalar !== undefined) return [[path, scalar]];
  if (type.startsWith("[]")) return leavesOf(`${path}[]`, type.slice(2));
  return structOf(type).flatMap((each) => leavesOf(`${path}.${each.tag("json")}`, each.type));
};

/** An action of the Go SDK. */
export interface GoAction {
  /** Types of the parameters, by name. Uses the emulator's names for types. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Types of the leaves of the response, by path: `string`, `int`, `float`, `bool` or `object`. */
  readonly answer: Readonly<Record<string, string>>;
  /** Whether `Data` has the struct type that all actions that read a single object share. */
  readonly sharesData: boolean;
}

/** Returns the actions of the Go SDK, by name. */
export const goActions = (): Readonly<Record<string, GoAction>> => {
  const names = [...structs.keys()].flatMap((name) => /^(\w+)Request$/.exec(name)?.[1] ?? []);
  const actionOf = (name: string): GoAction => ({
    parameters: Object.fromEntries(
      structOf(`${name}Request`).map((each) => [each.tag("name"), parameterTypes[each.type] ?? each.type]),
    ),
    answer: Object.fromEntries(
      structOf(`${name}Response`).flatMap((each) => leavesOf(each.tag("json"), each.type)),
    ),
    sharesData: structOf(`${name}Response`).some(({ type }) => type === "Data"),
  });
  return Object.fromEntries(names.map((name) => [name, actionOf(name)]));
};

/**
 * Returns the XML tag of the items of a list. The SDK declares the tag in a struct that only earlier versions use. For
 * example, the struct of the list `List` in ListGateways is `ListInListGateways`, which has one field.
 */
export const goItemTag = (action: string, list: string): string | undefined => {
  const fields = structs.get(`${list}In${action}`);
  const [only] = fields ?? [];
  return fields?.length === 1 && only?.type.startsWith("[]") ? only.tag("xml") : undefined;
};
