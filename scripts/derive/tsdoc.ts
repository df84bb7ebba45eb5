import { readFileSync } from "node:fs";
import ts from "typescript";

/** Text of the TSDoc comment of each variable that a source file declares, by name. */
export const variableComments = (path: string): Map<string, string> => commentsOf(variables(path));

/** Text of the TSDoc comment of each property of an object that a source file declares, by name. */
export const propertyComments = (path: string, variable: string): Map<string, string> => {
  const declaration = variables(path).find(({ name }) => name.getText() === variable);
  const object = withoutTypes(declaration?.initializer);
  if (object === undefined || !ts.isObjectLiteralExpression(object))
    throw new Error(`${path}: ${variable} is not an object literal`);
  return commentsOf(object.properties);
};

const variables = (path: string): ts.VariableDeclaration[] => {
  const file = ts.createSourceFile(path, readFileSync(path, "utf8"), ts.ScriptTarget.Latest, true);
  return file.statements.flatMap((statement) =>
    ts.isVariableStatement(statement) ? [...statement.declarationList.declarations] : [],
  );
};

/** An expression without `as …` and `satisfies …`. */
const withoutTypes = (expression: ts.Expression | undefined): ts.Expression | undefined =>
  expression && (ts.isAsExpression(expression) || ts.isSatisfiesExpression(expression))
    ? withoutTypes(expression.expression)
    : expression;

const commentsOf = (declarations: readonly (ts.VariableDeclaration | ts.ObjectLiteralElementLike)[]) =>
  new Map(
    declarations.flatMap((declaration) => {
      const comment = ts.getJSDocCommentsAndTags(declaration).filter(ts.isJSDoc).at(-1)?.comment;
      const text = ts.getTextOfJSDocComment(comment)?.replace(/\s+/g, " ").trim();
      return declaration.name && text ? [[declaration.name.getText(), text] as const] : [];
    }),
  );
