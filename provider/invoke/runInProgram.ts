import * as pulumi from "@pulumi/pulumi";
import { CONNECTION_KEY } from "../client/configuration";
import { isLinkWanError } from "../client/errors";
import { getOrCreate } from "../client/memoize";
import { propertiesOf } from "../client/plain";
import { operationStarter, type StartOperation } from "../client/startOperation";
import { TYPE_PREFIXES } from "../engine/state";
import { verifyConfiguration } from "../program/verifyConfiguration";
import { forUsers, type InvokeArgs, type InvokeInputs } from "./arguments";

/** Calls an account function with the configuration of the program's stack. */
export const runInProgram = async <A extends [InvokeArgs?], R>(
  name: string,
  run: (startOperation: StartOperation, args: A) => Promise<R>,
  args: A,
): Promise<R> => {
  const [inputs = {}] = args;
  const mocks = currentMocks();
  // The mocks must return the function's result type.
  if (mocks) return (await mocks.call({ token: TYPE_PREFIXES.plugin + name, inputs })) as R;
  verifyConfiguration(inputs.profile);
  try {
    return await run(currentStarter(), args);
  } catch (error) {
    throw isLinkWanError(error) ? forUsers(error) : error;
  }
};

/** Calls a function as soon as its arguments are known. */
export const applyToInputs = <A extends [InvokeArgs?], R>(
  plain: (...args: A) => Promise<R>,
  args: { [N in keyof A]: InvokeInputs<A[N]> },
): pulumi.Output<R> =>
  // Unwrapping the tuple of inputs yields the tuple of arguments.
  pulumi.output(args).apply((known: unknown) => plain(...(known as A)));

/** One starter per configuration, because a process of the Automation API can run programs of several stacks. */
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
