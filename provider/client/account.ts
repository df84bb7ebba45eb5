import { BatchedReads } from "./batchedReads";
import type { Collection } from "./collection";
import { getOrCreate } from "./memoize";
import type { Account, Operation } from "./operation";
import type { ClientParts } from "./send";
import { SharedWork } from "./sharedWork";

/** State of one collection. All operations of the account share it. */
class SharedCollection<T> {
  readonly batch: BatchedReads<T>;
  private atStart: SharedWork<ReadonlyMap<string, T>> | undefined;

  constructor(
    private readonly account: Account,
    private readonly collection: Collection<T>,
    private readonly parentId: string,
  ) {
    this.batch = new BatchedReads(account, collection, parentId);
  }

  listAtStart(operation: Operation): Promise<ReadonlyMap<string, T>> {
    this.atStart ??= new SharedWork(
      this.account,
      (shared) => this.collection.list(shared, this.parentId),
      `every ${this.collection.kind}`,
      () => {
        this.atStart = undefined;
      },
    );
    return this.atStart.resultFor(operation);
  }
}

/** Opens an account whose operations share batched reads. */
export const openAccount = (parts: ClientParts): Account => {
  const collections = new Map<object, Map<string, SharedCollection<unknown>>>();
  const shared = <T>(collection: Collection<T>, parentId: string): SharedCollection<T> => {
    const parents = getOrCreate(collections, collection, () => new Map<string, SharedCollection<unknown>>());
    const make = () => new SharedCollection<unknown>(account, collection, parentId);
    // Each entry is stored under its own collection, so the cast restores the type of the entry.
    return getOrCreate(parents, parentId, make) as SharedCollection<T>;
  };
  const account: Account = {
    parts,
    read: (operation, collection, id, parentId) => shared(collection, parentId).batch.read(operation, id),
    listAtStart: (operation, collection, parentId) => shared(collection, parentId).listAtStart(operation),
    invalidateReads: () => {
      for (const parents of collections.values())
        for (const { batch } of parents.values()) batch.invalidate();
    },
  };
  return account;
};
