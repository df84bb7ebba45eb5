/** Converts `LeasedJoinPermission` to `leased join permission`. */
const wordsOf = (className: string): string => className.replace(/\B[A-Z]/g, " $&").toLowerCase();

/** Converts `LeasedJoinPermission` to `leased join permissions`. */
export const pluralOf = (className: string): string => `${wordsOf(className)}s`;

/** Formats a count with its noun: `2 node groups`, `1 node group`. */
export const countOf = (count: number, className: string): string =>
  `${count} ${count === 1 ? wordsOf(className) : pluralOf(className)}`;

/**
 * Returns the name of the module that declares the objects of a resource class: `LeasedJoinPermission` →
 * `leasedJoinPermissions`.
 */
export const moduleOf = (className: string): string =>
  `${className.charAt(0).toLowerCase()}${className.slice(1)}s`;

/** Words that cannot be the name of a constant in a TypeScript module, or that would shadow a name in the program. */
const RESERVED = new Set(
  (
    "arguments as async await break case catch class const constructor continue debugger default delete do else enum " +
    "eval export exports extends false finally for from function get if implements import in instanceof interface " +
    "let module new null of package private protected public require return set static super switch this throw true " +
    "try type typeof undefined var void while with yield __dirname __filename"
  ).split(" "),
);

/**
 * Converts a name to an identifier that is valid for every TypeScript compiler and target: `2号楼` becomes `_2号楼`,
 * `delete` becomes `delete_`. Ideographs after U+9FA5, the last ideograph in Unicode 1.1, are replaced because older
 * compilers reject them.
 */
export const identifierOf = (name: string): string => {
  const valid = name.replace(/[^\u4e00-\u9fa5A-Za-z0-9_]/gu, "_");
  const begun = /^[^0-9]/.test(valid) ? valid : `_${valid}`;
  return RESERVED.has(begun) ? `${begun}_` : begun;
};

/**
 * Replaces every character except letters, digits, `_`, `.` and `-`, because colons and slashes separate the parts of a
 * URN.
 */
export const resourceNameOf = (name: string): string => name.replace(/[^\p{L}\p{N}_.-]/gu, "_") || "_";

/** Makes names unique: appends a suffix, for example the object's id, if another object already has the name. */
export class Names {
  private readonly used: Set<string>;

  /**
   * @param taken Names that are never returned.
   * @param keyOf Returns the key of a name. No two returned names have the same key. Default: the name itself.
   */
  constructor(
    private readonly toValid: (name: string) => string,
    taken: readonly string[] = [],
    private readonly keyOf = (name: string): string => name,
  ) {
    this.used = new Set(taken.map(keyOf));
  }

  take(name: string, suffix: string): string {
    const wanted = this.toValid(name);
    let free = wanted;
    for (let n = 1; this.used.has(this.keyOf(free)); n++)
      free = this.toValid(n === 1 ? `${wanted}_${suffix}` : `${wanted}_${suffix}_${n}`);
    this.used.add(this.keyOf(free));
    return free;
  }
}
