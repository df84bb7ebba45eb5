import type * as pulumi from "@pulumi/pulumi";
import { validateIdentifier } from "../engine/types";

/** Arguments of every function. */
export interface InvokeArgs {
  /**
   * Name of the credentials: an entry of `linkwan:profiles`, else a profile of the vendor's CLI. Default: the
   * credentials of the stack.
   */
  profile?: string;
}

/** The arguments of a function in its `…Output` form. */
export type InvokeInputs<A> = { [N in keyof A]: pulumi.Input<A[N]> };

/** Marks an error as written for users: Pulumi omits the stack trace of an error that has this mark. */
export const forUsers = <E extends Error>(error: E): E => Object.assign(error, { __pulumiRunError: true });

/** Throws if a string argument cannot be an id or a name in the API. */
export const verifyArguments = (name: string, inputs: InvokeArgs): void => {
  for (const [argument, value] of Object.entries(inputs)) {
    const reason = typeof value === "string" ? validateIdentifier(value) : undefined;
    if (reason !== undefined) throw forUsers(new Error(`${name}: ${argument} ${reason}`));
  }
};
