import type { Clock } from "./clock";
import { isLinkWanError } from "./errors";

/** Reads that arrive within this time are gathered. */
const GATHER_MS = 20;
/** However few reads come at once, those of so short a while count together. */
const SHORT_WHILE_MS = 5_000;
/** How long a list serves further reads of the same run. */
const KEEP_MS = 10_000;

/** Where one kind of thing is read from. */
export interface ReadSource<T> {
  /** Reads one; the only call from which absence is concluded. */
  get(id: string): Promise<T>;
  /** Reads all, by id. */
  list(): Promise<ReadonlyMap<string, T>>;
}

interface Waiting<T> {
  readonly id: string;
  readonly resolve: (value: T | Promise<T>) => void;
}

/**
 * Reads many things with few calls. A few go one by one; more go through the list, which is kept for a few
 * seconds, until something is written. What the list does not hold, or where it cannot be read, is read one by one.
 */
export class BatchedReads<T> {
  private gathered: Waiting<T>[] = [];
  private recent: number[] = [];
  private kept: { readonly items: Promise<ReadonlyMap<string, T>>; readonly until: number } | undefined;

  constructor(
    private readonly source: ReadSource<T>,
    private readonly clock: Clock,
    /** How many go one by one. */
    private readonly few: number,
  ) {}

  read(id: string): Promise<T> {
    this.recent = [...this.recent.filter((at) => at > this.clock.now() - SHORT_WHILE_MS), this.clock.now()];
    return new Promise((resolve) => {
      this.gathered.push({ id, resolve });
      if (this.gathered.length === 1) void this.clock.sleep(GATHER_MS).then(() => this.flush());
    });
  }

  /** Forgets the list: something was written. */
  drop(): void {
    this.kept = undefined;
  }

  private flush(): void {
    const batch = this.gathered;
    this.gathered = [];
    const alone = this.recent.length <= this.few && !this.current();
    for (const { id, resolve } of batch) resolve(alone ? this.source.get(id) : this.fromList(id));
  }

  private async fromList(id: string): Promise<T> {
    const items = await this.list().catch((error) => {
      if (isLinkWanError(error)) return undefined;
      throw error;
    });
    return items?.get(id) ?? this.source.get(id);
  }

  private list(): Promise<ReadonlyMap<string, T>> {
    const current = this.current();
    if (current) return current;
    const items = this.source.list();
    this.kept = { items, until: this.clock.now() + KEEP_MS };
    items.catch(() => this.drop());
    return items;
  }

  private current(): Promise<ReadonlyMap<string, T>> | undefined {
    return this.kept && this.clock.now() < this.kept.until ? this.kept.items : undefined;
  }
}
