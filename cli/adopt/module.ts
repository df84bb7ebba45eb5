import type { Named } from "./names";
import { sourceOf } from "./source";

/** A file of the program. */
export interface Module {
  /** Classes of this package that it uses. */
  readonly classes: readonly string[];
  /** Further names from the module `adopted`. */
  readonly helpers?: readonly string[];
  /** Modules of the program that it refers to. */
  readonly modules?: readonly string[];
  readonly statements: readonly string[];
}

/** The statement that makes a constant of a resource. */
export const declare = (
  className: string,
  { constant, resource }: Named,
  inputs: object,
  options = "adopted",
) => {
  const before = `export const ${constant} = new ${className}(${JSON.stringify(resource)}, `;
  const after = `, ${options});`;
  return before + sourceOf(inputs, "", before.length + after.length) + after;
};

/** The text of the file. */
export const textOf = (
  { classes, helpers = [], modules = [], statements }: Module,
  usesProfile: boolean,
): string => {
  const fromAdopted = ["adopted", ...helpers, ...(usesProfile ? ["profile"] : [])].join(", ");
  const imports = [
    `import { ${classes.join(", ")} } from "pulumi-linkwan";`,
    `import { ${fromAdopted} } from "./adopted";`,
    ...modules.map((name) => `import * as ${name} from "./${name}";`),
  ];
  return `${imports.join("\n")}\n\n${statements.join("\n\n")}\n`;
};
