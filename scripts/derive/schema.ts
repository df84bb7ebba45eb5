import { readFileSync } from "node:fs";
import { join } from "node:path";
import { configurationKeys } from "../../provider/client/configuration";
import { profileFields } from "../../provider/client/credentials/credentials";
import { commonProperties, type Property } from "../../provider/engine/property";
import type { AnyResource } from "../../provider/engine/resource";
import { TYPE_PREFIXES } from "../../provider/engine/state";
import "../../provider";
import { accountFunctions } from "../../provider/invoke/accountFunction";
import { resources } from "../../provider/resources";
import { networkOutputs, valuesOfParts } from "../../provider/resources/roamingNetworkParts";
import { exampleUsage, packageOverview } from "./examples";
import { root } from "./region";
import { capitalized, type PropertySchema, SchemaTypes, type TypeSchema } from "./schemaTypes";
import { declarationFile, resourceFolder } from "./sources";
import { componentArgs, propertyComments } from "./tsdoc";

const { dynamic: DYNAMIC, plugin: TOKEN } = TYPE_PREFIXES;
const engine = join(root, "provider", "engine");

/** Path of the derived schema. */
export const schemaFile = join(root, "provider", "plugin", "schema.json");

/** Derives Pulumi's package schema, from which SDKs for every language are generated. */
export const packageSchema = (): string => {
  const types = new SchemaTypes();
  const byResource = new Map(resources.map((each) => [each.name, propertySchemas(types, each)]));
  const schemas = Object.fromEntries(
    resources.map((each) => [
      TOKEN + each.name,
      resourceSchema(types, each, byResource.get(each.name) ?? {}),
    ]),
  );
  const functions = Object.fromEntries(
    [...accountFunctions.keys()].sort().map((name) => [TOKEN + name, types.function(name)]),
  );
  const component = componentSchema(types, (resource) => {
    const found = byResource.get(resource);
    if (!found) throw new Error(`RoamingNetwork: there is no resource ${resource}`);
    return found;
  });
  const variables = configurationVariables(types);
  const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const schema = {
    name: "linkwan",
    displayName: "Alibaba Cloud Link WAN",
    version: manifest.version,
    description: packageOverview(),
    keywords: ["pulumi", "alibaba-cloud", "linkwan", "lorawan", "category/cloud", "kind/native"],
    license: manifest.license,
    publisher: "pulumi-linkwan",
    pluginDownloadURL: pluginDownloadUrl(manifest.repository?.url),
    meta: { supportPack: true },
    language: {
      nodejs: {
        packageName: "pulumi-linkwan-sdk",
        readme: packageOverview("typescript"),
        respectSchemaVersion: true,
      },
      python: {
        packageName: "pulumi_linkwan",
        readme: packageOverview("python"),
        respectSchemaVersion: true,
        pyproject: { enabled: true },
      },
      go: { respectSchemaVersion: true, generateResourceContainerTypes: true },
      csharp: { respectSchemaVersion: true },
      java: { buildFiles: "gradle" },
    },
    config: { variables },
    provider: {
      description:
        "Connection to one account of Link WAN. Only the default provider takes the values of unset inputs from the stack's configuration.",
      inputProperties: variables,
    },
    types: types.types,
    resources: { ...schemas, [`${TOKEN}RoamingNetwork`]: component },
    functions,
  };
  return `${JSON.stringify(schema, undefined, 1)}\n`;
};

/**
 * Returns the location from which Pulumi downloads the plugin: the releases of the repository on GitHub.
 *
 * @param repository Address in `package.json`; `undefined` if the repository has no public address yet.
 */
export const pluginDownloadUrl = (repository: string | undefined): string | undefined => {
  const path = /github\.com[/:]([^/]+\/[^/]+?)(\.git)?$/.exec(repository ?? "")?.[1];
  return path === undefined ? undefined : `github://api.github.com/${path}`;
};

type PropertySchemas = Readonly<Record<string, PropertySchema>>;

/** Returns the schemas of the properties of a resource, including the outputs that no program sets. */
const propertySchemas = (types: SchemaTypes, { name, properties }: AnyResource): PropertySchemas => {
  const comments = propertyComments(declarationFile(resourceFolder(name)), "properties");
  const common = propertyComments(join(engine, "property.ts"), "commonProperties");
  const all = { ...properties, ...commonProperties };
  return Object.fromEntries(
    Object.entries<Property>(all).map(([property, declaration]) => {
      const description = comments.get(property) ?? common.get(property);
      if (description === undefined) throw new Error(`${name}.${property}: no description`);
      const type = typeOf(types, name, property, declaration);
      return [property, { ...type, description, ...(declaration.secret && { secret: true }) }];
    }),
  );
};

const typeOf = (
  types: SchemaTypes,
  resource: string,
  property: string,
  { valueType }: Property,
): TypeSchema => {
  const name = capitalized(property);
  if (valueType.type === "object") return types.reference(name);
  if (valueType.values === undefined) return { type: valueType.type };
  return types.enumeration(property === "type" ? resource + name : name, valueType.values);
};

const resourceSchema = (types: SchemaTypes, { name, properties }: AnyResource, schemas: PropertySchemas) => {
  const all = Object.entries<Property>({ ...properties, ...commonProperties });
  const inputs = all.filter(([, { presence }]) => presence !== "computed");
  const always = ["required", "optionalComputed", "computed"];
  return {
    description: `${types.describeClass(name)}\n\n${exampleUsage(name)}`,
    // Lets a stack of dynamic resources move to the plugin without changes.
    aliases: [{ type: DYNAMIC + name }],
    inputProperties: Object.fromEntries(
      inputs.map(([property, { onChange, keepWhenOmitted }]) => {
        // An input that keeps its value when omitted is excluded, because not every change of it replaces the resource.
        const replaces = onChange !== undefined && onChange !== "update" && keepWhenOmitted !== true;
        return [property, { ...schemas[property], ...(replaces && { willReplaceOnChanges: true }) }];
      }),
    ),
    requiredInputs: inputs
      .filter(([, { presence }]) => presence === "required")
      .map(([property]) => property),
    properties: schemas,
    required: all.filter(([, { presence }]) => always.includes(presence)).map(([property]) => property),
  };
};

/** Returns the schema of the component. The inputs and outputs of the component are those of its resources. */
const componentSchema = (types: SchemaTypes, schemasOf: (resource: string) => PropertySchemas) => {
  const { own, picked } = componentArgs(
    join(root, "provider", "resources", "roamingNetwork.ts"),
    "RoamingNetworkArgs",
  );
  const lease = schemasOf("LeasedJoinPermission");
  const passed = picked.flatMap(([from, names]) =>
    names.map((name) => [name, schemasOf(from.replace(/Args$/, ""))[name]] as const),
  );
  const declared = [...own].map(([name, description]) => [name, { ...lease[name], description }] as const);
  const outputs = valuesOfParts(networkOutputs, { lease, nodeGroup: schemasOf("NodeGroup") });
  return {
    isComponent: true,
    description: `${types.describeClass("RoamingNetwork")}\n\n${exampleUsage("RoamingNetwork")}`,
    inputProperties: Object.fromEntries([...declared, ...passed]),
    requiredInputs: [...own.keys()],
    properties: outputs,
    required: Object.keys(outputs),
  };
};

/** Returns the schemas of the configuration keys, which are also the inputs of a provider. */
const configurationVariables = (types: SchemaTypes): PropertySchemas => {
  const comments = propertyComments(
    join(root, "provider", "client", "configuration.ts"),
    "configurationKeys",
  );
  return Object.fromEntries(
    Object.entries<{ readonly secret: boolean; readonly type?: string }>(configurationKeys).map(
      ([name, { type = "string", secret }]) => {
        const description = comments.get(name);
        if (description === undefined) throw new Error(`linkwan:${name}: no description`);
        const value = type === "object" ? { type, additionalProperties: profileType(types) } : { type };
        return [name, { ...value, description, ...(secret && { secret: true as const }) }];
      },
    ),
  );
};

/** Adds the type of an entry of `linkwan:profiles`, and returns its reference. */
const profileType = (types: SchemaTypes): TypeSchema => {
  const file = join(root, "provider", "client", "credentials", "credentials.ts");
  const comments = propertyComments(file, "profileFields");
  const fields = Object.entries<{ readonly secret: boolean }>(profileFields);
  const properties = fields.map(
    ([name, { secret }]) =>
      [
        name,
        { type: "string", description: comments.get(name) ?? "", ...(secret && { secret: true as const }) },
      ] as const,
  );
  return types.add("Profile", {
    type: "object",
    description: "An entry of `linkwan:profiles`: the keys of one account.",
    properties: Object.fromEntries(properties),
    required: [],
  });
};
