import { getOrCreate } from "../../provider/client/memoize";
import { check } from "../../provider/engine/check";
import { Claims } from "../../provider/engine/claims";
import { isSet, type Properties, type PropertyValues } from "../../provider/engine/property";
import type { AnyResource, Discovered } from "../../provider/engine/resource";
import { Code, sourceOf } from "./source";

/** An object with its names in the program. */
export interface Named extends Discovered {
  readonly constant: string;
  readonly resourceName: string;
}

/** The exported constant of an object. */
export interface Constant {
  readonly module: string;
  readonly name: string;
  /** Name of the output that contains the object's id. */
  readonly idOutput: string;
}

/** Returns an object's constant, given the object's resource class and id. */
export type FindConstant = (resource: string, id: string) => Constant | undefined;

/**
 * Returns the id property of a resource whose only other inputs are references and secrets, for example `Node`;
 * `undefined` for any other resource. Objects with the same references are declared in one loop.
 */
export const loopVariable = ({ properties, idProperty }: AnyResource): string | undefined => {
  const own = Object.entries<Properties[string]>(properties).filter(
    ([, { presence, secret, references }]) =>
      presence !== "computed" && secret !== true && references === undefined,
  );
  return own.every(([name]) => name === idProperty) ? idProperty : undefined;
};

/** Writes the module that declares the objects of one resource class. */
export class ModuleWriter {
  private readonly properties: Properties;
  private readonly imported = new Set<string>();

  constructor(
    private readonly resource: AnyResource,
    private readonly find: FindConstant,
    private readonly usesProfile: boolean,
  ) {
    this.properties = resource.properties;
  }

  /** Returns the source of the module. */
  write(objects: readonly Named[]): string {
    const variable = loopVariable(this.resource);
    const statements = variable === undefined ? this.constants(objects) : this.loops(objects, variable);
    const hasSecret = Object.values(this.properties).some(({ secret }) => secret === true);
    const helpers = ["adopted", ...(hasSecret ? ["pinOf"] : []), ...(this.usesProfile ? ["profile"] : [])];
    const imports = [
      `import { ${this.resource.name} } from "pulumi-linkwan";`,
      `import { ${helpers.join(", ")} } from "./adopted";`,
      ...[...this.imported].sort().map((module) => `import * as ${module} from "./${module}";`),
    ];
    return `${imports.join("\n")}\n\n${statements.join("\n\n")}\n`;
  }

  private constants(objects: readonly Named[]): string[] {
    return objects.map((object) => {
      const { constant, resourceName, id } = object;
      const before = `export const ${constant} = new ${this.resource.name}(${JSON.stringify(resourceName)}, `;
      return this.declaration(object, id, before, "");
    });
  }

  private loops(objects: readonly Named[], variable: string): string[] {
    const idsByBody = new Map<string, string[]>();
    for (const object of objects) {
      const before = `  new ${this.resource.name}(${variable}, `;
      const body = this.declaration(object, new Code(variable), before, "  ");
      getOrCreate(idsByBody, body, () => []).push(`  ${JSON.stringify(object.id)},\n`);
    }
    return [...idsByBody].map(
      ([body, ids]) => `for (const ${variable} of [\n${ids.join("")}]) {\n${body}\n}`,
    );
  }

  /** @param id Id of the object: a string or the loop variable. */
  private declaration(object: Named, id: string | Code, before: string, indent: string): string {
    const { dependsOn } = object;
    const other = dependsOn && this.refer(dependsOn.resource, dependsOn.id);
    const options = other ? `{ ...adopted, dependsOn: ${other.module}.${other.name} }` : "adopted";
    const after = `, ${options});`;
    return before + sourceOf(this.inputs(object, id), indent, before.length + after.length) + after;
  }

  private inputs(object: Named, id: string | Code): PropertyValues {
    const declared = declaredInputs(this.resource, object);
    const inputs = Object.entries(this.properties).flatMap(([name, { secret, references }]) => {
      if (secret) return [[name, new Code(`pinOf(${sourceOf(id)})`)]];
      if (!Object.hasOwn(declared, name)) return [];
      const value = name === this.resource.idProperty ? id : declared[name];
      const other = references !== undefined && this.refer(references, String(value));
      return [[name, other ? new Code(`${other.module}.${other.name}.${other.idOutput}`) : value]];
    });
    return { ...Object.fromEntries(inputs), ...(this.usesProfile && { profile: new Code("profile") }) };
  }

  /** Returns the constant of an object that another module declares, and adds an import of that module. */
  private refer(resource: string, id: string): Constant | undefined {
    const constant = resource === this.resource.name ? undefined : this.find(resource, id);
    if (constant) this.imported.add(constant.module);
    return constant;
  }
}

/**
 * Returns the inputs that adopt an object unchanged. Inputs that fail the resource's checks are omitted, so their
 * values in the cloud remain unchanged. Examples are values that the owner of a LOCAL lease sets, or a name that only
 * an older rule allows. The id is always included, so that no new object is created.
 */
const declaredInputs = (resource: AnyResource, { id, inputs }: Discovered): PropertyValues => {
  const { idProperty } = resource;
  const properties: Properties = resource.properties;
  const values: PropertyValues = idProperty === undefined ? inputs : { ...inputs, [idProperty]: id };
  const names = Object.keys(properties).filter((name) => isSet(values[name]) && !properties[name]?.secret);
  const declared = names.map((name) => [name, rounded(values[name])] as const);
  const { failures } = check(resource, {}, Object.fromEntries(declared), new Claims());
  const rejected = new Set(failures.map(({ property }) => property));
  return Object.fromEntries(declared.filter(([name]) => name === idProperty || !rejected.has(name)));
};

/**
 * Rounds to 6 decimal places (about 0.1 m). The service returns 32-bit floating-point numbers, so further digits are
 * not significant.
 */
const rounded = (value: unknown): unknown => (typeof value === "number" ? Number(value.toFixed(6)) : value);
