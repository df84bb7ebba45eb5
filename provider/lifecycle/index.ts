import { connector } from "../api/connect";
import type { ConfigReader } from "../api/credentialSources";
import { forHost } from "./hostErrors";
import { leasedJoinPermission } from "./leasedJoinPermission";
import type { Connect, Lifecycle, Values } from "./resource";

const lifecycles: Readonly<Record<string, Lifecycle>> = { LeasedJoinPermission: leasedJoinPermission };

/** One for each configuration, so that all resources of a run share their credentials. */
const connections = new WeakMap<ConfigReader, Connect>();

const connect = (config: ConfigReader): Connect => {
  let connection = connections.get(config);
  if (!connection) {
    connection = connector(config);
    connections.set(config, connection);
  }
  return connection;
};

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
      connect(config),
      args as [never, never, never],
    );
  } catch (error) {
    throw forHost(error, (args.at(-1) ?? {}) as Values);
  }
};

type Method = (lifecycle: Lifecycle, connect: Connect, args: readonly [never, never, never]) => unknown;

/** The host's arguments of each method, with the connection added. */
const methods = {
  check: (lifecycle, _connect, [olds, news]) => lifecycle.check(olds, news),
  diff: (lifecycle, connect, [id, olds, news]) => lifecycle.diff(id, olds, news, connect),
  create: (lifecycle, connect, [inputs]) => lifecycle.create(inputs, connect),
  read: (lifecycle, connect, [id, state]) => lifecycle.read(id, state, connect),
  update: (lifecycle, connect, [id, olds, news]) => lifecycle.update(id, olds, news, connect),
  delete: (lifecycle, connect, [id, state]) => lifecycle.delete(id, state, connect),
} satisfies Record<string, Method>;
