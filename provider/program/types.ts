import type * as pulumi from "@pulumi/pulumi";
import type { InputsOf, Presence, Properties, Property, StateOf, WithCommon } from "../engine/property";

/** Type of an argument: the property's own argument type if it has one, else the type of its value. */
type ArgumentOf<P> = P extends Property<unknown, Presence, infer I> ? I : never;

/** The arguments of a resource, derived from its properties. */
export type ArgsOf<P extends Properties> = {
  [N in keyof InputsOf<WithCommon<P>>]: pulumi.Input<ArgumentOf<WithCommon<P>[N & keyof WithCommon<P>]>>;
};

/** The outputs of a resource, derived from its properties. */
export type OutputsOf<P extends Properties> = {
  readonly [N in keyof StateOf<WithCommon<P>>]-?: pulumi.Output<StateOf<WithCommon<P>>[N]>;
};
