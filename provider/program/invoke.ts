import * as pulumi from "@pulumi/pulumi";
import { CONNECTION_KEY } from "../client/configuration";
import { isLinkWanError } from "../client/errors";
import { getOrCreate } from "../client/memoize";
import type { Operation } from "../client/operation";
import { isObject, propertiesOf } from "../client/plain";
import { operationStarter, type StartOperation } from "../client/startOperation";
import type { AnyAction } from "../engine/resource";
import { TYPE_PREFIXES } from "../engine/state";
import { validateIdentifier } from "../engine/types";
import { verifyConfiguration } from "./verifyConfiguration";

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

/** A function that reads the account. */
interface AccountFunction {
  /** Every action that the function calls. */
  readonly actions: readonly AnyAction[];
  /** Reads the account. Throws if an argument is invalid. */
  readonly run: (startOperation: StartOperation, args: InvokeArgs) => Promise<unknown>;
}

/** All functions, by name. */
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
  return async (...args) => {
    const [inputs = {}] = args;
    const mocks = currentMocks();
    // A program's mocks know the type of the result.
    if (mocks) return (await mocks.call({ token: TYPE_PREFIXES.plugin + name, inputs })) as R;
    verifyConfiguration(inputs.profile);
    try {
      return await run(currentStarter(), args);
    } catch (error) {
      // Pulumi omits the stack trace of an error that has this mark.
      throw isLinkWanError(error) ? Object.assign(error, { __pulumiRunError: true }) : error;
    }
  };
};

/** Throws if a string argument cannot be an id or a name in the API. */
const verifyArguments = (name: string, inputs: InvokeArgs): void => {
  for (const [argument, value] of Object.entries(inputs)) {
    const reason = typeof value === "string" ? validateIdentifier(value) : undefined;
    if (reason !== undefined) throw new pulumi.RunError(`${name}: ${argument} ${reason}`);
  }
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
  (...args: { [N in keyof A]: InvokeInputs<A[N]> }): pulumi.Output<R> =>
    // Unwrapping the tuple of inputs yields the tuple of arguments.
    pulumi.output(args).apply((known: unknown) => plain(...(known as A)));

/** One starter per configuration: a process of the Automation API can run programs of several stacks. */
const starters = new Map<string, StartOperation>();

const currentStarter = (): StartOperation => {
  const config = pulumi.runtime.allConfig();
  const key = JSON.stringify(Object.entries(config).filter(([name]) => CONNECTION_KEY.test(name)));
  return getOrCreate(starters, key, () => operationStarter((name) => config[name]));
};

/** Returns the mocks of a program's unit test (`pulumi.runtime.setMocks`), which replace the cloud. */
const currentMocks = (): pulumi.runtime.Mocks | undefined => {
  const { mocks } = propertiesOf(pulumi.runtime.getMonitor());
  return isMocks(mocks) ? mocks : undefined;
};

const isMocks = (value: unknown): value is pulumi.runtime.Mocks =>
  typeof propertiesOf(value).call === "function";

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
