import { connector } from "../api/connect";
import type { ConfigReader } from "../api/credentialSources";
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
  if (!lifecycle) {
    throw new Error(
      `this version of pulumi-linkwan has no resource ${resource}: run npm install pulumi-linkwan@latest`,
    );
  }
  const [first, second, third] = args as [never, never, never];
  switch (method) {
    case "check":
      return lifecycle.check(first as Values, second as Values);
    case "diff":
      return lifecycle.diff(first, second, third, connect(config));
    case "create":
      return lifecycle.create(first, connect(config));
    case "read":
      return lifecycle.read(first, second, connect(config));
    case "update":
      return lifecycle.update(first, second, third, connect(config));
    case "delete":
      return lifecycle.delete(first, second, connect(config));
    default:
      throw new Error(`pulumi-linkwan has no method ${method}`);
  }
};
