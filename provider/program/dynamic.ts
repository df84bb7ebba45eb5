import * as pulumi from "@pulumi/pulumi";
import type {
  commonProperties,
  InputsOf,
  Presence,
  Properties,
  Property,
  StateOf,
  WithCommon,
} from "../engine/property";
import type { AnyResource } from "../engine/resource";
import { allProperties, PROVIDER, RESOURCE_NAME } from "../engine/state";
import { verifyConfiguration } from "./verifyConfiguration";
import { verifyInstallation } from "./verifyInstallation";

/**
 * The code of a dynamic resource in the state, twice for each resource: it loads this package by name, from the folder
 * of the program, and returns its provider.
 *
 * Frozen: with other text, every resource of every stack shows an update; with another path or function, old states
 * cannot be destroyed. `test/unit/dynamic.test.ts` pins it.
 *
 * Pulumi's `dynamic.Resource` serializes a provider object instead, which adds 200 bytes of wrapper per function.
 * Pulumi's engine writes the whole state at each step, so every byte costs time at every step of a stack.
 */
export const shim = (resource: string): string =>
  `exports.handler=()=>{let d=process.cwd()+'/';try{return require('module').createRequire(d)('pulumi-linkwan/lifecycle').provider('${resource}')}catch(e){throw Error('cannot load pulumi-linkwan: run npm install in '+d+' ('+e.message.split('\\n')[0]+')')}}`;

/** Base of the resources: a dynamic resource of Pulumi, whose provider {@link shim} loads. */
export class DynamicResource extends pulumi.CustomResource {
  /**
   * @param resource The declaration.
   * @param name Name of the resource in the program.
   * @param args Inputs.
   * @param opts Options of Pulumi.
   */
  constructor(resource: AnyResource, name: string, args: object, opts?: pulumi.CustomResourceOptions) {
    verifyInstallation();
    verifyConfiguration();
    const properties = Object.entries(allProperties(resource));
    const secrets = properties.filter(([, { secret }]) => secret === true).map(([property]) => property);
    const props: Record<string, unknown> = {
      // Pulumi creates an output for every named property.
      ...Object.fromEntries(properties.map(([property]) => [property, undefined])),
      ...args,
      [RESOURCE_NAME]: name,
      [PROVIDER]: shim(resource.name),
    };
    for (const secret of secrets)
      if (props[secret] !== undefined) props[secret] = pulumi.secret(props[secret]);
    const options = pulumi.mergeOptions(opts, { additionalSecretOutputs: secrets });
    super(`pulumi-nodejs:dynamic/linkwan:${resource.name}`, name, props, options);
    const { idProperty } = resource;
    // The preview of an update knows the id but no output; a dependent of an unknown id would appear to be replaced.
    if (idProperty !== undefined && resource.properties[idProperty]?.presence !== "required")
      Object.assign(this, { [idProperty]: this.id });
  }
}

/** Type of an argument: the property's own argument type if it has one, else the type of its value. */
type ArgumentOf<P> = P extends Property<unknown, Presence, infer I> ? I : never;

/** The arguments of a resource, derived from its properties, without {@link CommonArgs}. */
export type ArgsOf<P extends Properties> = {
  [N in keyof InputsOf<P>]: pulumi.Input<ArgumentOf<P[N & keyof P]>>;
};

// An interface with two bases has its own name in a compile error; one with a single base shows the structure of ArgsOf.
/** The arguments of every resource. */
export interface CommonArgs extends ArgsOf<typeof commonProperties> {}

/** The outputs of a resource, derived from its properties. */
export type OutputsOf<P extends Properties> = {
  readonly [N in keyof StateOf<WithCommon<P>>]-?: pulumi.Output<StateOf<WithCommon<P>>[N]>;
};
