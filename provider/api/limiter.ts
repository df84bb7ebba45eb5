import type { Clock } from "./clock";

const WINDOW_MS = 1000;
/** How often waiting callers are looked at while every slot is in flight. */
const LOOK_MS = 1000;

interface Waiter {
  readonly deadline: number;
  readonly start: () => void;
  readonly expire: () => void;
}

/** The caller's deadline came before its turn. */
export class QuotaDeadline extends Error {
  override readonly name = "QuotaDeadline";
}

/**
 * Keeps calls to one action of one account within the quota: at most `limit` in any sliding second, in the order
 * of arrival.
 *
 * The service counts a call when it arrives, somewhere between its start and its end here. So a slot is taken
 * from the start of a call until one second after its end: however the network delays calls, no more than
 * `limit` arrive within a second. This costs the latency of one call per second of work.
 */
export class Limiter {
  /** For each slot the time from which it may be used again; infinite while a call is in flight. */
  private readonly freeAt: number[];
  private readonly waiting: Waiter[] = [];
  private wakeAt = Number.POSITIVE_INFINITY;

  constructor(
    limit: number,
    private readonly clock: Clock,
  ) {
    this.freeAt = new Array<number>(limit).fill(Number.NEGATIVE_INFINITY);
  }

  /** Runs `call` when it is its turn; throws {@link QuotaDeadline} if that is not before `deadline`. */
  async run<T>(call: () => Promise<T>, deadline: number): Promise<T> {
    const slot = await this.turn(deadline);
    try {
      return await call();
    } finally {
      this.freeAt[slot] = this.clock.now() + WINDOW_MS;
      this.serve();
    }
  }

  private turn(deadline: number): Promise<number> {
    return new Promise((resolve, reject) => {
      this.waiting.push({
        deadline,
        start: () => resolve(this.takeSlot()),
        expire: () => reject(new QuotaDeadline("the deadline came before the call's turn")),
      });
      this.serve();
    });
  }

  private takeSlot(): number {
    const slot = this.earliestSlot();
    this.freeAt[slot] = Number.POSITIVE_INFINITY;
    return slot;
  }

  private earliestSlot(): number {
    return this.freeAt.indexOf(Math.min(...this.freeAt));
  }

  private serve(): void {
    for (;;) {
      const now = this.clock.now();
      const head = this.waiting[0];
      if (!head) return;
      const freeAt = this.freeAt[this.earliestSlot()] ?? Number.POSITIVE_INFINITY;
      if (head.deadline <= now) {
        this.waiting.shift();
        head.expire();
      } else if (freeAt <= now) {
        this.waiting.shift();
        head.start();
      } else {
        this.wake(Math.min(freeAt, now + LOOK_MS, head.deadline));
        return;
      }
    }
  }

  private wake(at: number): void {
    if (this.wakeAt <= at) return;
    this.wakeAt = at;
    void this.clock.sleep(Math.max(0, at - this.clock.now())).then(() => {
      if (this.wakeAt === at) this.wakeAt = Number.POSITIVE_INFINITY;
      this.serve();
    });
  }
}
