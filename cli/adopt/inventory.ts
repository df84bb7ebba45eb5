import { isLinkWanError, type LinkWanError, lacksRight } from "../../provider/client/errors";
import type { Operation } from "../../provider/client/operation";
import type { AnyResource, Discovered } from "../../provider/engine/resource";
import type { Progress } from "./progress";

/** The objects of one resource that an account holds. */
export interface Holding {
  readonly resource: AnyResource;
  readonly objects: readonly Discovered[];
}

/** A resource whose objects cannot be listed because the credentials lack the permission. */
interface Unread {
  readonly resource: AnyResource;
  readonly error: LinkWanError;
}

/** The objects of an account that a program can declare. */
export interface Inventory {
  readonly holdings: readonly Holding[];
  readonly unread: readonly Unread[];
}

/** Returns the resources whose objects an API action can list. */
export const discoverable = (resources: readonly AnyResource[]): readonly AnyResource[] =>
  resources.filter(({ discover }) => discover !== undefined);

/**
 * Reads every object in an account, one step per resource. Resources that the credentials cannot read are returned as
 * `unread`.
 */
export const readInventory = async (
  resources: readonly AnyResource[],
  startOperation: () => Promise<Operation>,
  progress: Progress,
): Promise<Inventory> => {
  const read = async (resource: AnyResource): Promise<Holding | Unread> => {
    try {
      return { resource, objects: (await resource.discover?.(startOperation)) ?? [] };
    } catch (error) {
      // If a permission to read one resource is missing, the others can still be declared. After any other failure, the
      // generated program would be incomplete.
      if (!isLinkWanError(error) || !lacksRight(error)) throw error;
      return { resource, error };
    } finally {
      progress.done();
    }
  };
  const steps = discoverable(resources);
  progress.start(steps.length);
  const results = await Promise.all(steps.map(read));
  return {
    holdings: results.filter((each) => "objects" in each),
    unread: results.filter((each) => "error" in each),
  };
};
