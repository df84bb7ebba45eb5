import { isLinkWanError, type LinkWanError, lacksRight } from "../../provider/client/errors";
import type { Operation } from "../../provider/client/operation";
import type { AnyResource, Discovered } from "../../provider/engine/resource";
import type { Progress } from "./progress";

/** Objects of one resource in an account. */
export interface Holding {
  readonly resource: AnyResource;
  readonly objects: readonly Discovered[];
}

/** Resource whose objects the credentials are not allowed to list. */
interface Unread {
  readonly resource: AnyResource;
  readonly error: LinkWanError;
}

/** Objects in an account that a program can declare. */
export interface Inventory {
  readonly holdings: readonly Holding[];
  readonly unread: readonly Unread[];
}

/** Resources whose objects can be listed. */
export const discoverable = (resources: readonly AnyResource[]): readonly AnyResource[] =>
  resources.filter(({ discover }) => discover !== undefined);

/** Reads all objects in an account, one step per resource. Resources that the credentials are not allowed to read are `unread`. */
export const readInventory = async (
  resources: readonly AnyResource[],
  startOperation: () => Promise<Operation>,
  progress: Progress,
): Promise<Inventory> => {
  const read = async (resource: AnyResource): Promise<Holding | Unread> => {
    try {
      return { resource, objects: (await resource.discover?.(startOperation)) ?? [] };
    } catch (error) {
      // If one right is missing, the other resources can still be declared. After any other failure, the program would be wrong.
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
