import { isLinkWanError, type LinkWanError, lacksRight } from "../../provider/client/errors";
import type { Operation } from "../../provider/client/operation";
import type { AnyResource, Discovered } from "../../provider/engine/resource";
import type { Progress } from "./progress";

/** An account's objects of one resource class. */
export interface Holding<T = Discovered> {
  readonly resource: AnyResource;
  readonly objects: readonly T[];
}

/** A resource class whose objects the credentials are not permitted to list. */
interface Unread {
  readonly resource: AnyResource;
  readonly error: LinkWanError;
}

/** An account's objects, by resource class, and the resource classes that could not be read. */
export interface Inventory<T = Discovered> {
  readonly holdings: readonly Holding<T>[];
  readonly unread: readonly Unread[];
}

/** Returns the resource classes whose objects an API action can list. */
export const discoverable = (resources: readonly AnyResource[]): readonly AnyResource[] =>
  resources.filter(({ discover }) => discover !== undefined);

/**
 * Reads the objects of each resource class that can be listed. Each resource class counts as one step of `progress`.
 * Resource classes that the credentials are not permitted to list are returned as `unread`.
 */
export const readKinds = async <T>(
  resources: readonly AnyResource[],
  read: (resource: AnyResource) => Promise<readonly T[]>,
  progress: Progress,
): Promise<Inventory<T>> => {
  const outcomeOf = async (resource: AnyResource): Promise<Holding<T> | Unread> => {
    try {
      return { resource, objects: await read(resource) };
    } catch (error) {
      // A missing permission affects only one resource class, so all other objects are still read. Any other error is
      // thrown.
      if (!isLinkWanError(error) || !lacksRight(error)) throw error;
      return { resource, error };
    } finally {
      progress.done();
    }
  };
  const steps = discoverable(resources);
  progress.start(steps.length);
  const results = await Promise.all(steps.map(outcomeOf));
  return {
    holdings: results.filter((each) => "objects" in each),
    unread: results.filter((each) => "error" in each),
  };
};

/** Reads every object in an account. */
export const readInventory = (
  resources: readonly AnyResource[],
  startOperation: () => Promise<Operation>,
  progress: Progress,
): Promise<Inventory> =>
  readKinds(resources, async ({ discover }) => (await discover?.(startOperation)) ?? [], progress);
