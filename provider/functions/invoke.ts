import * as pulumi from "@pulumi/pulumi";
import type { Operation } from "../api/client";
import { CONNECTION_KEY } from "../api/configurationKeys";
import { type Connect, connector } from "../api/connect";
import { isLinkWanError } from "../api/errors";
import { remembered } from "../api/remembered";
import { checkConfiguration } from "../configuration";

/** What every function takes. */
export interface InvokeArgs {
  /**
   * Which credentials to use, by name: an entry of `linkwan:profiles`, else a profile of the vendor's CLI.
   * Default: the stack's own credentials.
   */
  profile?: string;
}

/** The arguments of a function in its `…Output` form. */
export type Inputs<T> = { [K in keyof T]: pulumi.Input<T[K]> };

/** One for each configuration: a process of the Automation API may run programs of several stacks. */
const connectors = new Map<string, Connect>();

const connectorOf = (): Connect => {
  const config = pulumi.runtime.allConfig();
  const key = JSON.stringify(Object.entries(config).filter(([name]) => CONNECTION_KEY.test(name)));
  return remembered(connectors, key, () => connector((name) => config[name]));
};

/** The mocks of a unit test of the program (`pulumi.runtime.setMocks`), which answer in the place of the cloud. */
const mocksHere = (): pulumi.runtime.Mocks | undefined =>
  (pulumi.runtime.getMonitor() as { mocks?: pulumi.runtime.Mocks } | undefined)?.mocks;

/**
 * Reads something in the program's process, with the same configuration, quota and errors as the resources.
 *
 * @param name Of the function, by which mocks know it: `linkwan:index:NAME`.
 */
export const invoke = async <T>(
  name: string,
  args: InvokeArgs,
  read: (operation: Operation) => Promise<T>,
): Promise<T> => {
  const mocks = mocksHere();
  if (mocks) return (await mocks.call({ token: `linkwan:index:${name}`, inputs: args })) as T;
  checkConfiguration();
  try {
    return await read(await connectorOf()(args.profile));
  } catch (error) {
    // Pulumi prints an error that bears this mark without its stack.
    throw isLinkWanError(error) ? Object.assign(error, { __pulumiRunError: true }) : error;
  }
};
