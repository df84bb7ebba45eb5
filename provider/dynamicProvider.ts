import type { dynamic } from "@pulumi/pulumi";
import { isLinkWanError } from "./client/errors";
import { onResource } from "./engine/check";
import { type Context, Lifecycle, PartialFailure } from "./engine/lifecycle";
import type { PropertyValues } from "./engine/property";
import { PROVIDER, TYPE_PREFIXES } from "./engine/state";
import { resourceNamed } from "./resources";
import { openContext } from "./run/context";

/**
 * All resources share the context, because a provider process serves one Pulumi command, which has one configuration.
 */
let context: Context | undefined;

/**
 * Returns the provider of a resource. The shim in every state calls this function, so its name, its parameter and the
 * path `pulumi-linkwan/lifecycle` never change.
 *
 * @param name Class name of the resource.
 */
export const provider = (name: string): dynamic.ResourceProvider => {
  const resource = resourceNamed(name, "run npm install pulumi-linkwan@latest");
  let configured: Lifecycle | undefined;
  const run = async <T>(
    values: PropertyValues,
    work: (lifecycle: Lifecycle) => Promise<T> | T,
  ): Promise<T> => {
    if (!configured) throw new Error("the host has not configured the provider");
    try {
      return await work(configured);
    } catch (error) {
      throw forHost(error, values);
    }
  };
  return {
    // No await here, because the host makes the next calls without waiting for this one.
    configure: async ({ config }) => {
      context ??= openContext((key) => config.get(key), { prefix: TYPE_PREFIXES.dynamic });
      configured = new Lifecycle(resource, context);
    },
    check: (olds, news) =>
      run(news, (lifecycle) => {
        const { inputs, failures } = lifecycle.check(olds, news);
        return { inputs, failures: failures.map(onResource) };
      }),
    diff: (id, olds, news) =>
      run(news, async (lifecycle) => {
        const { changes, replaces, deleteBeforeReplace } = await lifecycle.diff(id, olds, news);
        // A resource that the plugin created has no shim in the state. Report a change, so that an update adds the
        // shim, which a deletion needs.
        const lacksShim = olds[PROVIDER] === undefined;
        return { changes: changes || lacksShim, replaces: [...replaces], deleteBeforeReplace };
      }),
    create: (inputs) => run(inputs, (lifecycle) => lifecycle.create(inputs)),
    read: (id, props = {}) => run(props, (lifecycle) => lifecycle.read(id, props)),
    update: (id, olds, news) => run(news, (lifecycle) => lifecycle.update(id, olds, news)),
    delete: (id, props) => run(props, (lifecycle) => lifecycle.delete(id, props)),
  };
};

/**
 * Prepares an error for Pulumi's dynamic host. After a failed check, diff, read or delete, the host prints the error
 * and its stack to stderr, in addition to the line that Pulumi's engine shows. If the error is written for users, this
 * function shortens the printed error and its stack. After a partial failure, the host records only the properties of
 * the error. This function adds the shim to them, because the deletion needs the shim.
 */
const forHost = (error: unknown, values: PropertyValues): unknown => {
  const isPartial = error instanceof PartialFailure;
  if (!isPartial && !isLinkWanError(error)) return error;
  const shim = isPartial ? { properties: { ...error.properties, [PROVIDER]: values[PROVIDER] } } : {};
  return Object.assign(error, shim, {
    stack: "LINKWAN_LOG=debug shows every call",
    toString: () => "linkwan",
  });
};
