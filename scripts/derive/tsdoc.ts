import { readFileSync } from "node:fs";
import ts from "typescript";

/** Returns the text of the TSDoc comment of each variable declared in a source file, by name. */
export const variableComments = (path: string): Map<string, string> => commentsOf(variables(path));

/** Returns the text of the TSDoc comment of each property of an object declared in a source file, by name. */
export const propertyComments = (path: string, variable: string): Map<string, string> => {
  const declaration = variables(path).find(({ name }) => name.getText() === variable);
  const object = withoutTypes(declaration?.initializer);
  if (object === undefined || !ts.isObjectLiteralExpression(object))
    throw new Error(`${path}: ${variable} is not an object literal`);
  return commentsOf(object.properties);
};

/** Inputs of a component: inputs picked from the arguments of resources, and inputs that the component declares. */
interface ComponentArgs {
  /** Names of the picked inputs, grouped by the interface that declares the inputs. */
  readonly picked: readonly (readonly [from: string, names: readonly string[]])[];
  /** Text of the TSDoc comment of each declared input, by name. */
  readonly own: Map<string, string>;
}

/** Returns the inputs of a component. The arguments must be an interface that extends `Pick<…Args, …>`. */
export const componentArgs = (path: string, name: string): ComponentArgs => {
  const declaration = parse(path).statements.find(
    (statement) => ts.isInterfaceDeclaration(statement) && statement.name.text === name,
  );
  if (declaration === undefined || !ts.isInterfaceDeclaration(declaration))
    throw new Error(`${path}: interface ${name} not found`);
  const bases = declaration.heritageClauses?.flatMap(({ types }) => [...types]) ?? [];
  const picked = bases.map(({ typeArguments: [from, names] = [] }) => {
    if (from === undefined || names === undefined) throw new Error(`${path}: ${name} does not extend Pick`);
    const literals = ts.isUnionTypeNode(names) ? [...names.types] : [names];
    return [from.getText(), literals.map((literal) => literal.getText().slice(1, -1))] as const;
  });
  return { picked, own: commentsOf(declaration.members) };
};

const parse = (path: string): ts.SourceFile =>
  ts.createSourceFile(path, readFileSync(path, "utf8"), ts.ScriptTarget.Latest, true);

const variables = (path: string): ts.VariableDeclaration[] => {
  return parse(path).statements.flatMap((statement) =>
    ts.isVariableStatement(statement) ? [...statement.declarationList.declarations] : [],
  );
};

/** Removes `as …` and `satisfies …` from an expression. */
const withoutTypes = (expression: ts.Expression | undefined): ts.Expression | undefined =>
  expression && (ts.isAsExpression(expression) || ts.isSatisfiesExpression(expression))
    ? withoutTypes(expression.expression)
    : expression;

const commentsOf = (
  declarations: readonly (ts.VariableDeclaration | ts.ObjectLiteralElementLike | ts.TypeElement)[],
) =>
  new Map(
    declarations.flatMap((declaration) => {
      const comment = ts.getJSDocCommentsAndTags(declaration).filter(ts.isJSDoc).at(-1)?.comment;
      const text = ts.getTextOfJSDocComment(comment)?.replace(/\s+/g, " ").trim();
      return declaration.name && text ? [[declaration.name.getText(), text] as const] : [];
    }),
  );
