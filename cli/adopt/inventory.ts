import { isLinkWanError, type LinkWanError, lacksRight } from "../../provider/client/errors";
import type { Operation } from "../../provider/client/operation";
import type { AnyResource, Discovered } from "../../provider/engine/resource";
import type { Progress } from "./progress";

/** An account's objects of one resource class. */
export interface Holding {
  readonly resource: AnyResource;
  readonly objects: readonly Discovered[];
}

/** A resource class whose objects the credentials are not permitted to list. */
interface Unread {
  readonly resource: AnyResource;
  readonly error: LinkWanError;
}

/** An account's objects, by resource class, and the resource classes that could not be read. */
export interface Inventory {
  readonly holdings: readonly Holding[];
  readonly unread: readonly Unread[];
}

/** Returns the resource classes whose objects an API action can list. */
export const discoverable = (resources: readonly AnyResource[]): readonly AnyResource[] =>
  resources.filter(({ discover }) => discover !== undefined);

/**
 * Reads every object in an account. Each resource class counts as one step of `progress`. Resource classes that the
 * credentials are not permitted to list are returned as `unread`.
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
      // A missing permission affects only one resource class, so the program can still declare all other objects. Any
      // other error is thrown.
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
