import { BatchedReads } from "./batchedReads";
import type { Collection } from "./collection";
import { getOrCreate } from "./memoize";
import { type Account, type Operation, SharedWork } from "./operation";
import type { ClientParts } from "./send";

/** Values by collection and id of the parent. */
class PerCollection<V> {
  private readonly values = new Map<object, Map<string, V>>();

  getOrCreate(collection: object, parentId: string, make: () => V): V {
    const parents = getOrCreate(this.values, collection, () => new Map<string, V>());
    return getOrCreate(parents, parentId, make);
  }

  delete(collection: object, parentId: string): void {
    this.values.get(collection)?.delete(parentId);
  }

  *[Symbol.iterator](): Iterable<V> & Iterator<V> {
    for (const parents of this.values.values()) yield* parents.values();
  }
}

/** Opens an account; operations on it share batches of reads. */
export const openAccount = (parts: ClientParts): Account => {
  const batches = new PerCollection<BatchedReads<unknown>>();
  const lists = new PerCollection<SharedWork<ReadonlyMap<string, unknown>>>();
  const account: Account = {
    parts,
    read: <T>(operation: Operation, collection: Collection<T>, id: string, parentId: string) => {
      const make = () => new BatchedReads<unknown>(account, collection, parentId);
      // The collection is the key, so the batch has its type.
      return batches.getOrCreate(collection, parentId, make).read(operation, id) as Promise<T>;
    },
    listAtStart: <T>(operation: Operation, collection: Collection<T>, parentId: string) => {
      const make = () =>
        new SharedWork<ReadonlyMap<string, unknown>>(
          account,
          (shared) => collection.list(shared, parentId),
          `every ${collection.kind}`,
          () => lists.delete(collection, parentId),
        );
      const list = lists.getOrCreate(collection, parentId, make);
      // As above.
      return list.resultFor(operation) as Promise<ReadonlyMap<string, T>>;
    },
    invalidateReads: () => {
      for (const batch of batches) batch.invalidate();
    },
  };
  return account;
};
