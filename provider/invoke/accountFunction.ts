import type * as pulumi from "@pulumi/pulumi";
import type { AnyAction } from "../client/action";
import type { Operation } from "../client/operation";
import { isObject } from "../client/plain";
import type { StartOperation } from "../client/startOperation";
import { type InvokeArgs, type InvokeInputs, verifyArguments } from "./arguments";

export type { InvokeArgs, InvokeInputs } from "./arguments";

/** A function that reads the account. */
interface AccountFunction {
  /** Every action that the function calls. */
  readonly actions: readonly AnyAction[];
  /** Reads the account. Throws if an argument is invalid. */
  readonly run: (startOperation: StartOperation, args: InvokeArgs) => Promise<unknown>;
}

/** All functions, keyed by name. */
export const accountFunctions = new Map<string, AccountFunction>();

/**
 * Creates a function that reads the account in the program's process, with the same configuration, quota and errors as
 * the resources.
 *
 * @param name Name of the function; mocks receive it as `linkwan:index:NAME`.
 * @param actions Every action that the function calls.
 */
export const accountFunction = <A extends [InvokeArgs?], R>(
  name: string,
  actions: readonly AnyAction[],
  read: (operation: Operation, ...args: A) => Promise<R>,
): ((...args: A) => Promise<R>) => {
  const run = async (startOperation: StartOperation, args: A): Promise<R> => {
    const [inputs = {}] = args;
    verifyArguments(name, inputs);
    return read(await startOperation(inputs.profile), ...args);
  };
  accountFunctions.set(name, {
    actions,
    run: (startOperation, args) => {
      const list: unknown = [args];
      // The schema of the provider plugin describes the argument.
      return run(startOperation, list as A);
    },
  });
  return (...args) => {
    // Load the SDK on first use, because the provider plugin runs without it.
    const { runInProgram }: typeof import("./runInProgram") = require("./runInProgram");
    return runInProgram(name, run, args);
  };
};

/** Creates a function that takes no arguments except `profile`. */
export const argumentlessFunction = <R>(
  name: string,
  actions: readonly AnyAction[],
  read: (operation: Operation) => Promise<R>,
): ((args?: InvokeArgs) => Promise<R>) =>
  accountFunction(name, actions, (operation, _args?: InvokeArgs) => read(operation));

/** Returns the `…Output` form of a function, which accepts outputs as arguments. */
export const outputForm =
  <A extends [InvokeArgs?], R>(plain: (...args: A) => Promise<R>) =>
  (...args: { [N in keyof A]: InvokeInputs<A[N]> }): pulumi.Output<R> => {
    const { applyToInputs }: typeof import("./runInProgram") = require("./runInProgram");
    return applyToInputs(plain, args);
  };

/** A response with its fields in camel case. */
type CamelCase<T> = T extends readonly (infer E)[]
  ? CamelCase<E>[]
  : T extends object
    ? { [N in keyof T as Uncapitalize<N & string>]: CamelCase<T[N]> }
    : T;

/** Converts the API's field names to camel case; omits fields without a value. */
export const camelCase = <T>(response: T): CamelCase<T> => {
  const convert = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(convert);
    if (!isObject(value)) return value;
    const fields = Object.entries(value).filter(([, each]) => each !== undefined);
    return Object.fromEntries(
      fields.map(([name, each]) => [name.charAt(0).toLowerCase() + name.slice(1), convert(each)]),
    );
  };
  // The result type describes this conversion.
  return convert(response) as CamelCase<T>;
};
