import type * as pulumi from "@pulumi/pulumi";
import { validateIdentifier } from "../engine/types";

/** Arguments of every function. */
export interface InvokeArgs {
  /**
   * Name of the credentials: an entry in `linkwan:profiles`, or otherwise a profile of the Alibaba Cloud CLI. Default:
   * the credentials of the stack.
   */
  profile?: string;
}

/** The arguments of a function in its `…Output` form. */
export type InvokeInputs<A> = { [N in keyof A]: pulumi.Input<A[N]> };

/** Marks an error as written for users. Pulumi omits the stack trace of an error with this mark. */
export const forUsers = <E extends Error>(error: E): E => Object.assign(error, { __pulumiRunError: true });

/** Throws if an argument cannot be an id, a name or a time in the API. */
export const verifyArguments = (name: string, inputs: InvokeArgs): void => {
  for (const [argument, value] of Object.entries<unknown>({ ...inputs })) {
    const reason = invalidArgument(value);
    if (reason !== undefined) throw forUsers(new Error(`${name}: ${argument} ${reason}`));
  }
};

const invalidArgument = (value: unknown): string | undefined => {
  if (typeof value === "string") return validateIdentifier(value);
  if (typeof value !== "number" || (Number.isSafeInteger(value) && value >= 0)) return undefined;
  return "must be a whole number, 0 or more";
};
