import type { AnyResource, Discovered } from "../../provider/engine/resource";
import { discoverable, type Holding, type Inventory } from "./inventory";
import { type Constant, type FindConstant, loopVariable, ModuleWriter, type Named } from "./module";
import { identifierOf, moduleOf, Names, resourceNameOf } from "./names";
import type { Files } from "./source";

interface NamedHolding extends Holding {
  readonly objects: readonly Named[];
}

/** Returns the names of all files that a generated program can contain. */
export const programFiles = (resources: readonly AnyResource[]): string[] => [
  "index.ts",
  "adopted.ts",
  ...discoverable(resources).map(({ name }) => `${moduleOf(name)}.ts`),
];

/**
 * Generates a program that adopts every object of an account unchanged, with one module per resource class.
 *
 * @param profile Name of the credentials that all resources use. Default: the stack's credentials.
 */
export const programOf = ({ holdings }: Inventory, profile: string | undefined): Files => {
  const used = holdings.filter(({ objects }) => objects.length > 0);
  const modules = used.map(({ resource }) => moduleOf(resource.name));
  const named = used.map(({ resource, objects }) => ({
    resource,
    objects: nameAll(resource, objects, modules),
  }));
  const constants = new Map(named.flatMap(constantsOf));
  const find: FindConstant = (resource, id) => constants.get(keyOf(resource, id));
  return {
    "index.ts": modules.map((module) => `import "./${module}";\n`).join(""),
    "adopted.ts": adoptedModule(profile),
    ...Object.fromEntries(
      named.map(({ resource, objects }) => [
        `${moduleOf(resource.name)}.ts`,
        new ModuleWriter(resource, find, profile !== undefined).write(objects),
      ]),
    ),
  };
};

/**
 * Names the objects of one resource class. Each constant is unique in its module, and each resource name is unique in
 * its resource class.
 */
const nameAll = (
  { name }: AnyResource,
  objects: readonly Discovered[],
  modules: readonly string[],
): readonly Named[] => {
  const constants = new Names(identifierOf, ["adopted", "profile", "pinOf", name, ...modules]);
  const resourceNames = new Names(resourceNameOf);
  return objects.map((object) => ({
    ...object,
    constant: constants.take(object.name, object.id),
    resourceName: resourceNames.take(object.name, object.id),
  }));
};

const keyOf = (resource: string, id: string): string => `${resource} ${id}`;

/** Objects declared in a loop have no constant. */
const constantsOf = ({ resource, objects }: NamedHolding) =>
  loopVariable(resource) === undefined
    ? objects.map(({ id, constant }): readonly [string, Constant] => [
        keyOf(resource.name, id),
        { module: moduleOf(resource.name), name: constant, idOutput: resource.idProperty ?? "id" },
      ])
    : [];

/** Returns the module that all other modules import. */
const adoptedModule = (profile: string | undefined): string => `import * as pulumi from "@pulumi/pulumi";

/**
 * Protects the resources: no command deletes them or returns a lease. To let the stack delete the resources, remove
 * protect and run pulumi up once.
 */
export const adopted: pulumi.CustomResourceOptions = { protect: true };
${
  profile === undefined
    ? ""
    : `
/** Name of the credentials that all resources use. */
export const profile = ${JSON.stringify(profile)};
`
}
/**
 * Returns the PIN of a device. Only registering or adding the device again requires the PIN, which the service never
 * returns. After the first pulumi up has adopted the devices, set each PIN:
 * pulumi config set --path --secret pins.EUI PIN
 */
export const pinOf = (eui: string) => pins?.apply((all) => all[eui] as string);

const pins = new pulumi.Config().getSecretObject<Record<string, string>>("pins");
`;
