import { join } from "node:path";
import ts from "typescript";
import { TYPE_PREFIXES } from "../../provider/engine/state";
import { root } from "./region";

/** Schema of a value, in the format of Pulumi's package schema. */
export interface TypeSchema {
  readonly type?: string;
  readonly $ref?: string;
  readonly items?: TypeSchema;
}

export type PropertySchema = TypeSchema & { readonly description: string; readonly secret?: true };

export interface ObjectSchema {
  readonly type: "object";
  readonly description?: string;
  readonly properties: Readonly<Record<string, PropertySchema>>;
  readonly required: readonly string[];
}

export interface EnumSchema {
  readonly type: "string";
  readonly enum: readonly { readonly name: string; readonly value: string }[];
}

/** Schema of a function, derived from its declaration in TypeScript. */
export interface FunctionSchema {
  readonly description: string;
  readonly inputs: ObjectSchema;
  readonly outputs: ObjectSchema;
}

/**
 * Matches the names of numeric properties that the schema declares as `number`, not `integer`: angles, and times, which
 * exceed a 32-bit integer in C# and Java.
 */
const NOT_INTEGER = /Millis$|itude$/;

/** Types of the package to which resources and functions refer, by token. */
export class SchemaTypes {
  readonly types: Record<string, ObjectSchema | EnumSchema> = {};
  private readonly checker: ts.TypeChecker;
  private readonly exported: ReadonlyMap<string, ts.Symbol>;

  constructor() {
    const entry = join(root, "provider", "index.ts");
    const program = ts.createProgram([entry], {
      strict: true,
      skipLibCheck: true,
      esModuleInterop: true,
      resolveJsonModule: true,
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.Node16,
      moduleResolution: ts.ModuleResolutionKind.Node16,
      types: ["node"],
    });
    this.checker = program.getTypeChecker();
    const source = program.getSourceFile(entry);
    const module = source && this.checker.getSymbolAtLocation(source);
    if (!module) throw new Error(`${entry} exports nothing`);
    this.exported = new Map(
      this.checker
        .getExportsOfModule(module)
        .map((each) => [
          each.name,
          each.flags & ts.SymbolFlags.Alias ? this.checker.getAliasedSymbol(each) : each,
        ]),
    );
  }

  /**
   * Returns the description of an exported class. Ignores the interface of the same name, which declares the outputs.
   */
  describeClass(name: string): string {
    const declaration = this.symbol(name).declarations?.find(ts.isClassDeclaration);
    const [comment] = declaration ? ts.getJSDocCommentsAndTags(declaration) : [];
    return plainText(ts.getTextOfJSDocComment(comment?.comment) ?? "");
  }

  /** Adds a type and returns its reference. */
  add(name: string, schema: ObjectSchema | EnumSchema): TypeSchema {
    this.types[TYPE_PREFIXES.plugin + name] = schema;
    return { $ref: `#/types/${TYPE_PREFIXES.plugin}${name}` };
  }

  /** Adds an enumeration and returns its reference. */
  enumeration(name: string, values: readonly string[]): TypeSchema {
    const members = values.map((value) => ({ name: memberName(value), value }));
    return this.add(name, { type: "string", enum: members });
  }

  /** Adds an exported type as an object type, and returns its reference. */
  reference(name: string): TypeSchema {
    const symbol = this.symbol(name);
    const type = this.checker.getDeclaredTypeOfSymbol(symbol);
    return this.object(name, valueTypes(type), this.descriptionOf(symbol));
  }

  /** Returns the schema of an exported function. A list is returned in the property `items`. */
  function(name: string): FunctionSchema {
    const symbol = this.symbol(name);
    const [signature] = this.checker.getSignaturesOfType(
      this.checker.getTypeOfSymbol(symbol),
      ts.SignatureKind.Call,
    );
    if (!signature) throw new Error(`${name} is not a function`);
    const [parameter] = signature.getParameters();
    const list = parameter && this.checker.getTypeOfSymbol(parameter);
    // The arguments of the declared functions are a tuple type.
    const args =
      list && this.checker.isTupleType(list)
        ? this.checker.getTypeArguments(list as ts.TypeReference)[0]
        : list;
    const result = this.checker.getAwaitedType(signature.getReturnType());
    if (!result) throw new Error(`${name} does not return a promise`);
    return {
      description: this.descriptionOf(symbol),
      inputs: this.objectSchema(args ? valueTypes(args) : [], name),
      outputs: this.checker.isArrayType(result)
        ? this.listSchema(result, name)
        : this.objectSchema([result], name),
    };
  }

  private listSchema(list: ts.Type, place: string): ObjectSchema {
    const items = { ...this.typeOf(list, place, place), description: "The objects found." };
    return { type: "object", properties: { items }, required: ["items"] };
  }

  private symbol(name: string): ts.Symbol {
    const found = this.exported.get(name);
    if (!found) throw new Error(`provider/index.ts does not export ${name}`);
    return found;
  }

  private descriptionOf(symbol: ts.Symbol): string {
    return plainText(ts.displayPartsToString(symbol.getDocumentationComment(this.checker)));
  }

  private object(name: string, members: readonly ts.Type[], description: string): TypeSchema {
    const token = TYPE_PREFIXES.plugin + name;
    this.types[token] ??= { description, ...this.objectSchema(members, name) };
    return { $ref: `#/types/${token}` };
  }

  /** Returns the schema of an object. A union of objects becomes one object with the properties of all of them. */
  private objectSchema(members: readonly ts.Type[], name: string): ObjectSchema {
    const perMember = members.map((member) => this.checker.getPropertiesOfType(member));
    const names = [...new Set(perMember.flat().map((each) => each.name))];
    const isRequired = (property: string) =>
      perMember.every((symbols) =>
        symbols.some((each) => each.name === property && !(each.flags & ts.SymbolFlags.Optional)),
      );
    return {
      type: "object",
      properties: Object.fromEntries(
        names.map((property) => {
          const symbols = perMember.flat().filter((symbol) => symbol.name === property);
          return [property, this.property(symbols, `${name}.${property}`)];
        }),
      ),
      required: names.filter(isRequired),
    };
  }

  private property(symbols: readonly ts.Symbol[], place: string): PropertySchema {
    const [first] = symbols;
    const description = first ? this.descriptionOf(first) : "";
    if (!first || description === "") throw new Error(`${place}: no description`);
    const types = symbols.flatMap((symbol) => valueTypes(this.checker.getTypeOfSymbol(symbol)));
    return { ...this.typeOfMembers(types, first.name, place), description };
  }

  private typeOf(type: ts.Type, property: string, place: string): TypeSchema {
    return this.typeOfMembers(valueTypes(type), property, place);
  }

  private typeOfMembers(members: readonly ts.Type[], property: string, place: string): TypeSchema {
    const [first] = members;
    const all = (flags: ts.TypeFlags) => members.every((member) => member.flags & flags);
    if (!first) throw new Error(`${place}: no type`);
    if (all(ts.TypeFlags.StringLike)) {
      const literals = members.flatMap((member) => (member.isStringLiteral() ? member.value : []));
      const name = capitalized(property);
      return ENUMERATIONS.includes(name)
        ? this.enumeration(name, [...new Set(literals)])
        : { type: "string" };
    }
    if (all(ts.TypeFlags.BooleanLike)) return { type: "boolean" };
    if (all(ts.TypeFlags.NumberLike)) return { type: NOT_INTEGER.test(property) ? "number" : "integer" };
    const element = this.checker.isArrayType(first)
      ? this.checker.getIndexTypeOfType(first, ts.IndexKind.Number)
      : undefined;
    if (element) return { type: "array", items: this.typeOf(element, property, place) };
    if (all(ts.TypeFlags.Object)) {
      // A union of objects is named after the property.
      const { name } = first.symbol;
      return members.length === 1 && this.exported.has(name)
        ? this.object(schemaName(name), members, this.descriptionOf(first.symbol))
        : this.reference(capitalized(property));
    }
    throw new Error(`${place}: unknown type ${this.checker.typeToString(first)}`);
  }
}

/** Names of the enumerations that functions and objects use. Other literals in responses are strings. */
const ENUMERATIONS = ["Destination", "ProductType"];

/** Returns the members of a type, without `undefined`, promises and outputs. */
const valueTypes = (type: ts.Type): ts.Type[] =>
  (type.isUnion() ? type.types : [type]).filter(
    (member) =>
      !(member.flags & (ts.TypeFlags.Undefined | ts.TypeFlags.Null)) &&
      !/^(Promise|OutputInstance)$/.test(member.symbol?.name ?? ""),
  );

/**
 * Returns the name of a list's element type. This name differs from the name of the response type, which SDKs use for
 * the function that returns a single object.
 */
const schemaName = (name: string): string => name.replace(/^Get(\w+)Result$/, "$1Item");

/** Returns the name of an enumeration value, from which SDKs derive their own names: `HalfDuplex` for `HALF_DUPLEX`. */
const memberName = (value: string): string =>
  value
    .split("_")
    .map((word) => capitalized(word.toLowerCase()))
    .join("");

/** Removes links and the line breaks within paragraphs. */
const plainText = (comment: string): string =>
  comment
    .replace(/\{@link (\w+)\s*\}/g, "`$1`")
    .replace(/(?<!\n)\n(?!\n)/g, " ")
    .trim();

export const capitalized = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);
