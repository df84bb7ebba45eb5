import type { Held } from "./inventory";

/** Words that cannot name a constant in a TypeScript module, or that would hide what a program needs. */
const RESERVED = new Set(
  (
    "arguments as async await break case catch class const constructor continue debugger default delete do else enum " +
    "eval export exports extends false finally for from function get if implements import in instanceof interface " +
    "let module new null of package private protected public require return set static super switch this throw true " +
    "try type typeof undefined var void while with yield __dirname __filename"
  ).split(" "),
);

/** The nearest identifier, of the characters that names in the cloud may have: `2号楼` becomes `_2号楼`, `delete` `delete_`. */
export const identifierOf = (name: string): string => {
  const legal = name.replace(/[^\u4e00-\u9fffA-Za-z0-9_]/gu, "_");
  const begun = /^[^0-9]/.test(legal) ? legal : `_${legal}`;
  return RESERVED.has(begun) ? `${begun}_` : begun;
};

/** The nearest name of a resource: Pulumi's URNs are parted by colons and slashes. */
export const resourceNameOf = (name: string): string => name.replace(/[^\p{L}\p{N}_.-]/gu, "_") || "_";

/** Gives names out, each once: the second thing of a name gets its id too. */
export class Names {
  private readonly used: Set<string>;

  constructor(
    private readonly legal: (name: string) => string,
    ...taken: readonly string[]
  ) {
    this.used = new Set(taken);
  }

  take(name: string, id: string): string {
    const wanted = this.legal(name);
    let free = wanted;
    for (let n = 1; this.used.has(free); n++)
      free = this.legal(n === 1 ? `${wanted}_${id}` : `${wanted}_${id}_${n}`);
    this.used.add(free);
    return free;
  }
}

/** What a thing is called in its module, and as a resource. */
export interface Named {
  readonly constant: string;
  readonly resource: string;
}

/** The things of a module with their names. */
export const nameAll = <T extends Held>(things: readonly T[], identifiers: Names): readonly (T & Named)[] => {
  const resources = new Names(resourceNameOf);
  return things.map((thing) => ({
    ...thing,
    constant: identifiers.take(thing.name, thing.id),
    resource: resources.take(thing.name, thing.id),
  }));
};

/** Identifiers for a module's constants; what the module imports is taken. */
export const identifiersBeside = (...imported: string[]): Names =>
  new Names(identifierOf, "adopted", "profile", "pinOf", ...imported);
