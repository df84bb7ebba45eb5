import type { dynamic } from "@pulumi/pulumi";

/**
 * The only code of this package that Pulumi serialises into the state, twice for each resource: a shim that loads
 * the real code, by the package's name, where the program runs, and calls it.
 *
 * It is frozen. If its text changes, every resource in every stack shows an update; if what it calls changes,
 * old states cannot be destroyed. `test/unit/dynamic.test.ts` pins the text.
 *
 * Why it looks as it does:
 * - The methods are made by `configure`, which the host calls first, because every serialised function costs 190
 *   bytes in the state.
 * - `configure` does all of its work before it returns and never throws: the host caches the provider before it
 *   waits, so calls that come at the same time would find half of it.
 * - `createRequire(process.cwd())` finds the package for installed programs, and for the examples in this
 *   repository, which a bare `require` does not.
 * - It captures nothing: what it needs is inside.
 */
const configure = function (
  this: Record<string, unknown>,
  request: { config: { get(key: string): string | undefined } },
): void {
  const config = (key: string) => request.config.get(key);
  for (const method of ["check", "diff", "create", "read", "update", "delete"]) {
    this[method] = async (...args: unknown[]) => {
      const from = `${process.cwd()}/`;
      let lifecycle: { call(...args: unknown[]): unknown };
      try {
        lifecycle = require("node:module").createRequire(from)("pulumi-linkwan/lifecycle");
      } catch (error) {
        const reason = String((error as Error).message).split("\n")[0];
        throw new Error(
          `pulumi-linkwan cannot be loaded from ${from} (${reason}): run "npm install pulumi-linkwan" there`,
        );
      }
      return lifecycle.call(this.resource, method, args, config);
    };
  }
};

/** A provider of one resource; its other methods exist once `configure` has run. */
const shim = (resource: string) => ({ resource, configure }) as unknown as dynamic.ResourceProvider;

export const leasedJoinPermissionProvider = shim("LeasedJoinPermission");
export const localJoinPermissionProvider = shim("LocalJoinPermission");
export const joinPermissionAuthOrderProvider = shim("JoinPermissionAuthOrder");
export const nodeGroupProvider = shim("NodeGroup");
export const nodeGroupBindingProvider = shim("NodeGroupBinding");
export const gatewayProvider = shim("Gateway");
export const nodeProvider = shim("Node");
