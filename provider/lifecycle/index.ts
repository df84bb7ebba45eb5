import type { ConfigReader } from "../api/configurationKeys";
import { connector } from "../api/connect";
import { remembered } from "../api/remembered";
import { definitions } from "./definitions";
import { forHost } from "./hostErrors";
import { lifecycleOf } from "./managed";
import type { Context, Lifecycle, Values } from "./resource";
import { Run } from "./run";

const lifecycles: Readonly<Record<string, Lifecycle>> = Object.fromEntries(
  definitions.map((definition) => [definition.resource, lifecycleOf(definition)]),
);

/** One for each configuration, so that all resources of a run share their credentials and know of each other. */
const contexts = new WeakMap<ConfigReader, Context>();

const contextOf = (config: ConfigReader): Context =>
  remembered(contexts, config, () => ({ connect: connector(config), run: new Run() }));

/**
 * What the shim in the stack's state calls. Its name, its parameters and the path `pulumi-linkwan/lifecycle` are
 * a contract with every state file there is: they never change.
 *
 * @param resource Class name of the resource.
 * @param method Of the dynamic provider: check, diff, create, read, update or delete.
 * @param args The method's arguments as the host gives them.
 * @param config Reads the stack's configuration by full key, for example `linkwan:endpoint`.
 */
export const call = async (
  resource: string,
  method: string,
  args: readonly unknown[],
  config: ConfigReader,
): Promise<unknown> => {
  const lifecycle = Object.hasOwn(lifecycles, resource) ? lifecycles[resource] : undefined;
  if (!lifecycle || !Object.hasOwn(methods, method)) {
    throw new Error(
      `this version of pulumi-linkwan cannot ${method} a ${resource}: run npm install pulumi-linkwan@latest`,
    );
  }
  try {
    return await methods[method as keyof typeof methods](
      lifecycle,
      contextOf(config),
      args as [never, never, never],
    );
  } catch (error) {
    throw forHost(error, (args.at(-1) ?? {}) as Values);
  }
};

type Method = (lifecycle: Lifecycle, context: Context, args: readonly [never, never, never]) => unknown;

/** The host's arguments of each method, with the context added. */
const methods = {
  check: (lifecycle, context, [olds, news]) => lifecycle.check(olds, news, context),
  diff: (lifecycle, context, [id, olds, news]) => lifecycle.diff(id, olds, news, context),
  create: (lifecycle, context, [inputs]) => lifecycle.create(inputs, context),
  read: (lifecycle, context, [id, state]) => lifecycle.read(id, state, context),
  update: (lifecycle, context, [id, olds, news]) => lifecycle.update(id, olds, news, context),
  delete: (lifecycle, context, [id, state]) => lifecycle.delete(id, state, context),
} satisfies Record<string, Method>;
