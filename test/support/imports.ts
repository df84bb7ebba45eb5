import ts from "typescript";

/**
 * When an import loads the imported file:
 * - `type`: never, because the compiler removes the import
 * - `first`: together with the importing file
 * - `later`: when a function runs
 */
type When = "type" | "first" | "later";

export interface Import {
  /** Specifier in the source, for example `../api/client`. */
  readonly specifier: string;
  readonly when: When;
}

const isTypeOnly = (node: ts.ImportDeclaration | ts.ExportDeclaration): boolean => {
  if (ts.isExportDeclaration(node)) {
    const names = node.exportClause && ts.isNamedExports(node.exportClause) ? node.exportClause.elements : [];
    return node.isTypeOnly || (names.length > 0 && names.every((name) => name.isTypeOnly));
  }
  const clause = node.importClause;
  if (!clause) return false;
  const names =
    clause.namedBindings && ts.isNamedImports(clause.namedBindings) ? clause.namedBindings.elements : [];
  const everyNameIsType =
    clause.name === undefined && names.length > 0 && names.every((name) => name.isTypeOnly);
  return clause.isTypeOnly || everyNameIsType;
};

/** Returns whether a call is `require(…)`, `require.resolve(…)`, `import(…)` or `createRequire(…)(…)`. */
const loads = ({ expression: callee }: ts.CallExpression): boolean =>
  callee.kind === ts.SyntaxKind.ImportKeyword ||
  /^require(\.resolve)?$/.test(callee.getText()) ||
  (ts.isCallExpression(callee) && /\bcreateRequire$/.test(callee.expression.getText()));

/** Returns every import in a source text, in any form. */
export const importsOf = (source: string): Import[] => {
  const found: Import[] = [];
  const add = (specifier: ts.Node | undefined, when: When): void => {
    if (specifier && ts.isStringLiteralLike(specifier)) found.push({ specifier: specifier.text, when });
  };
  const visit = (node: ts.Node, inFunction: boolean): void => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node))
      add(node.moduleSpecifier, isTypeOnly(node) ? "type" : "first");
    else if (ts.isImportEqualsDeclaration(node) && ts.isExternalModuleReference(node.moduleReference))
      add(node.moduleReference.expression, node.isTypeOnly ? "type" : "first");
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument))
      add(node.argument.literal, "type");
    else if (ts.isCallExpression(node) && loads(node)) add(node.arguments[0], inFunction ? "later" : "first");
    ts.forEachChild(node, (child) => visit(child, inFunction || ts.isFunctionLike(node)));
  };
  visit(ts.createSourceFile("source.ts", source, ts.ScriptTarget.ES2022, true), false);
  return found;
};
