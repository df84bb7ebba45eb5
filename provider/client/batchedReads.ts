import type { Collection } from "./collection";
import { isLinkWanError } from "./errors";
import type { Account, Operation } from "./operation";
import { SharedWork } from "./sharedWork";

/** Period in which reads are collected into one batch. */
const GATHER_MS = 20;
/** Period in which reads count toward the threshold. */
const RECENT_MS = 5_000;
/** Time for which a list is reused. */
const KEEP_MS = 10_000;

interface Waiting<T> {
  readonly operation: Operation;
  readonly id: string;
  readonly resolve: (value: T | Promise<T>) => void;
}

/**
 * Reads many objects of a collection with few calls. If only a few objects are requested, reads each of them
 * individually. Otherwise, reads a list of all objects, and keeps the list for a few seconds or until the next write.
 * Reads an object individually if the list does not contain the object or cannot be read.
 */
export class BatchedReads<T> {
  private gathered: Waiting<T>[] = [];
  private recent: number[] = [];
  private kept: { readonly items: SharedWork<ReadonlyMap<string, T>>; readonly until: number } | undefined;

  constructor(
    private readonly account: Account,
    private readonly collection: Collection<T>,
    private readonly parentId: string,
  ) {}

  /** Reads one object. Fails at the deadline of the operation. */
  read(operation: Operation, id: string): Promise<T> {
    const { clock } = this.account.parts;
    this.recent = [...this.recent.filter((at) => at > clock.now() - RECENT_MS), clock.now()];
    return new Promise((resolve) => {
      this.gathered.push({ operation, id, resolve });
      if (this.gathered.length === 1) void clock.sleep(GATHER_MS).then(() => this.flush());
    });
  }

  /** Discards the list. Called before and after every write, because a write can change the listed objects. */
  invalidate(): void {
    this.kept = undefined;
  }

  private flush(): void {
    const batch = this.gathered;
    this.gathered = [];
    const single = this.recent.length <= this.collection.batchThreshold && !this.current();
    for (const each of batch) each.resolve(single ? this.readSingle(each) : this.readFromList(each));
  }

  private readSingle({ operation, id }: Waiting<T>): Promise<T> {
    return this.collection.get(operation, id, this.parentId);
  }

  private async readFromList(waiting: Waiting<T>): Promise<T> {
    const items = await this.list()
      .resultFor(waiting.operation)
      .catch((error) => {
        if (!isLinkWanError(error)) throw error;
      });
    return items?.get(waiting.id) ?? this.readSingle(waiting);
  }

  private list(): SharedWork<ReadonlyMap<string, T>> {
    const current = this.current();
    if (current) return current;
    const items = new SharedWork(
      this.account,
      (operation) => this.collection.list(operation, this.parentId),
      `every ${this.collection.kind}`,
      () => this.invalidate(),
    );
    this.kept = { items, until: this.account.parts.clock.now() + KEEP_MS };
    return items;
  }

  private current(): SharedWork<ReadonlyMap<string, T>> | undefined {
    return this.kept && this.account.parts.clock.now() < this.kept.until ? this.kept.items : undefined;
  }
}
