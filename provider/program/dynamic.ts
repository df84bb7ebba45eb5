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
import { type AnyResource, selectsObject } from "../engine/resource";
import { allProperties, PROVIDER, RESOURCE_NAME, TYPE_PREFIXES } from "../engine/state";
import { verifyConfiguration } from "./verifyConfiguration";
import { verifyInstallation } from "./verifyInstallation";

/**
 * Returns the code that the state contains twice for each resource. The code loads this package by name from the folder
 * of the program and returns the provider of the resource.
 *
 * This code is frozen. A change to its text would show an update of every resource in every stack. A change to the path
 * or the function would prevent the destruction of resources in old states. `test/unit/dynamic.test.ts` pins the text.
 *
 * Pulumi's `dynamic.Resource` would serialize a provider object, with a wrapper of 200 bytes per function. Pulumi's
 * engine writes the whole state at each step, so every byte costs time at every step of a stack.
 */
export const shim = (resource: string): string =>
  `exports.handler=()=>{let d=process.cwd()+'/';try{return require('module').createRequire(d)('pulumi-linkwan/lifecycle').provider('${resource}')}catch(e){throw Error('cannot load pulumi-linkwan: run npm install in '+d+' ('+e.message.split('\\n')[0]+')')}}`;

/** How Pulumi's engine finds the code of a program's resources. */
export interface Door {
  /** Returns the type of a resource. */
  readonly typeOf: (resource: string) => string;
  /** Returns the properties that the provider needs in addition to the inputs. */
  readonly properties: (resource: string, name: string) => Readonly<Record<string, unknown>>;
  /** Throws if the code cannot be loaded. */
  readonly verify: () => void;
}

/** Dynamic resources. Each resource contains the {@link shim}, which loads the packages of the program's folder. */
const dynamicDoor: Door = {
  typeOf: (resource) => TYPE_PREFIXES.dynamic + resource,
  properties: (resource, name) => ({ [RESOURCE_NAME]: name, [PROVIDER]: shim(resource) }),
  verify: verifyInstallation,
};

/** The provider plugin, which the project's `Pulumi.yaml` names. */
export const pluginDoor: Door = {
  typeOf: (resource) => TYPE_PREFIXES.plugin + resource,
  properties: () => ({}),
  verify: () => {},
};

/** Base class of the resources. */
export class LinkWanResource extends pulumi.CustomResource {
  /** @internal Classes of `pulumi-linkwan/plugin` use the plugin. */
  static readonly door: Door = dynamicDoor;

  /**
   * @param resource Declaration of the resource.
   * @param name Name of the resource in the program.
   * @param args Inputs.
   * @param opts Pulumi resource options.
   */
  constructor(resource: AnyResource, name: string, args: object, opts?: pulumi.CustomResourceOptions) {
    const { door } = new.target;
    door.verify();
    verifyConfiguration("profile" in args ? args.profile : undefined);
    const properties = Object.entries(allProperties(resource));
    const secrets = properties.filter(([, { secret }]) => secret === true).map(([property]) => property);
    const props: Record<string, unknown> = {
      // Pulumi creates an output for every named property.
      ...Object.fromEntries(properties.map(([property]) => [property, undefined])),
      ...args,
      ...door.properties(resource.name, name),
    };
    for (const secret of secrets)
      if (props[secret] !== undefined) props[secret] = pulumi.secret(props[secret]);
    // If Pulumi replaces a resource although no input requires a replacement (--replace), a new object would collide
    // with the old one. An object that the inputs select is adopted again instead. Deleting the resource first would
    // return the object and delete its dependents.
    const defaults = selectsObject(resource, props) ? {} : { deleteBeforeReplace: true };
    // The alias lets a stack move between dynamic resources and the plugin.
    const aliases = [dynamicDoor, pluginDoor]
      .filter((other) => other !== door)
      .map((other) => ({ type: other.typeOf(resource.name) }));
    const options = pulumi.mergeOptions(
      { ...defaults, ...opts },
      { additionalSecretOutputs: secrets, aliases },
    );
    // Pulumi captures a stack trace for each output, to debug Pulumi itself. In a program of 200 leases without
    // changes, these traces took a quarter of the time of `pulumi up`. The trace that Pulumi records in the state has
    // its own limit.
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    try {
      super(door.typeOf(resource.name), name, props, options);
    } catch (error) {
      Error.stackTraceLimit = stackTraceLimit;
      if (error instanceof Error) Error.captureStackTrace(error, new.target);
      throw error;
    } finally {
      Error.stackTraceLimit = stackTraceLimit;
    }
    const { idProperty } = resource;
    // The preview of an update knows the id but no outputs. If the id were unknown, dependent resources would appear to
    // be replaced.
    if (idProperty !== undefined && resource.properties[idProperty]?.presence !== "required")
      Object.assign(this, { [idProperty]: this.id });
  }
}

/** Type of the argument of a property. */
type ArgumentOf<P> = P extends Property<unknown, Presence, infer I> ? I : never;

/** Arguments of a resource, derived from its properties; without {@link CommonArgs}. */
export type ArgsOf<P extends Properties> = {
  [N in keyof InputsOf<P>]: pulumi.Input<ArgumentOf<P[N & keyof P]>>;
};

// If ArgsOf were the only base of a resource's arguments, TypeScript errors would show their structure, not their name.
/** Arguments of every resource. */
export interface CommonArgs extends ArgsOf<typeof commonProperties> {}

/** Outputs of a resource, derived from its properties. */
export type OutputsOf<P extends Properties> = {
  readonly [N in keyof StateOf<WithCommon<P>>]-?: pulumi.Output<StateOf<WithCommon<P>>[N]>;
};
