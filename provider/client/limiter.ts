import type { Clock } from "./clock";

const WINDOW_MS = 1000;
/** Allowance for rounding, because the client and the service both count whole milliseconds. */
const ROUNDING_MS = 2;
/** Number of round trips to observe before the shortest one is trusted. */
const TRIPS_TO_LEARN = 20;
/** Longest time between two checks of the waiting calls. */
const CHECK_MS = 1000;
/**
 * Range of the random delay before a throttled call is retried. A throttled call does not count toward the service's
 * quota.
 */
const RETRY_LEAST_MS = 300;
const RETRY_MOST_MS = 1_000;
/** Average time from a throttled call to the first probe for one more slot. */
const PROBE_MS = 2_000;
/** Time between successful probes. */
const NEXT_PROBE_MS = 500;
/** Shortest wait that is reported, and shortest interval between two reports. */
const LONG_WAIT_MS = 10_000;

/**
 * Time at which an operation gives up. The deadline can move while calls wait, because a batch has the latest deadline
 * of its readers.
 */
export interface Deadline {
  /** Unix milliseconds. */
  readonly at: number;
}

/** Error for a call whose deadline passed before its turn. */
export class QuotaDeadline extends Error {
  override readonly name = "QuotaDeadline";
}

interface Waiter {
  readonly deadline: Deadline;
  readonly since: number;
  /** Position in the order of arrival; a throttled call keeps its position. */
  readonly ticket: number;
  readonly start: (slot: number) => void;
  readonly expire: () => void;
}

/** Options of a {@link Limiter}. */
export interface LimiterOptions {
  /** Maximum number of calls that start in any sliding second. */
  readonly limit: number;
  readonly clock: Clock;
  /** Receives a line when calls have waited for a long time. */
  readonly notify: (line: string) => void;
  /** Name of the limited action, for that line. */
  readonly name: string;
  /** Aborted when the command is canceled, which ends every wait. If absent, waits cannot be canceled. */
  readonly canceled?: AbortSignal;
}

/**
 * Keeps calls to one action of one account within the quota: at most `limit` calls start in any sliding second, in the
 * order of arrival.
 *
 * The service counts a call when it arrives, at an unknown time between the start and the end that the client sees. A
 * slot stays occupied until one second after its call ends, minus the shortest round trip observed, because every call
 * takes at least that long. At most `limit` calls therefore arrive within a second, regardless of network delays.
 *
 * If another process shares the quota, calls are still throttled. For each throttled call, the limiter gives up one
 * slot, but always keeps at least one. Later, it probes whether it can use one more slot. The limiter reuses a slot as
 * soon as the slot's last call leaves the service's window. The next call then takes the place of that last call, so
 * two processes that share the quota soon stop throttling each other.
 */
export class Limiter {
  /** Time from which each slot can be reused; infinite while a call in the slot is in flight. */
  private readonly freeAt: number[];
  private readonly waiting: Waiter[] = [];
  private shortestTrip = Number.POSITIVE_INFINITY;
  private trips = 0;
  /** Number of slots in use; below the limit only while another process uses the quota. */
  private share: number;
  private probeAt = Number.POSITIVE_INFINITY;
  private nextTicket = 0;
  private wakeAt = Number.POSITIVE_INFINITY;
  private lastNotified = Number.NEGATIVE_INFINITY;

  constructor(private readonly options: LimiterOptions) {
    this.freeAt = new Array<number>(options.limit).fill(Number.NEGATIVE_INFINITY);
    this.share = options.limit;
    options.canceled?.addEventListener("abort", () => this.serve());
  }

  /**
   * Runs `call` when its turn comes. Retries the call as long as it fails with an error for which `isThrottled` returns
   * true.
   *
   * @throws {@link QuotaDeadline} if `deadline` passes or the command is canceled while the call waits.
   */
  async run<T>(
    call: () => Promise<T>,
    isThrottled: (error: unknown) => boolean,
    deadline: Deadline,
  ): Promise<T> {
    const { clock } = this.options;
    const [ticket, since] = [this.nextTicket++, clock.now()];
    for (;;) {
      const slot = await this.turn(ticket, since, deadline);
      const started = clock.now();
      let throttled = false;
      try {
        return await call();
      } catch (error) {
        throttled = isThrottled(error);
        if (!throttled) throw error;
      } finally {
        this.freeAt[slot] = throttled ? this.giveWay() : this.occupiedUntil(clock.now(), started);
        this.serve();
      }
    }
  }

  /** Returns the time at which a call that has just ended leaves the service's window. */
  private occupiedUntil(ended: number, started: number): number {
    this.shortestTrip = Math.min(this.shortestTrip, ended - started);
    this.trips++;
    const surelyTravelled = this.trips < TRIPS_TO_LEARN ? 0 : this.shortestTrip;
    return ended + WINDOW_MS - surelyTravelled + ROUNDING_MS;
  }

  /** Releases a slot to other users of the quota. Returns the time at which the throttled call can be retried. */
  private giveWay(): number {
    const { clock } = this.options;
    this.share = Math.max(1, this.share - 1);
    if (this.share < this.options.limit) this.probeAt = clock.now() + PROBE_MS * (0.5 + clock.random());
    return clock.now() + RETRY_LEAST_MS + clock.random() * (RETRY_MOST_MS - RETRY_LEAST_MS);
  }

  private turn(ticket: number, since: number, deadline: Deadline): Promise<number> {
    return new Promise((resolve, reject) => {
      const expire = (): void => reject(new QuotaDeadline("the deadline passed before the call's turn"));
      const later = this.waiting.findIndex((each) => each.ticket > ticket);
      const place = later < 0 ? this.waiting.length : later;
      this.waiting.splice(place, 0, { ticket, since, deadline, start: resolve, expire });
      this.serve();
    });
  }

  private serve(): void {
    for (;;) {
      const now = this.options.clock.now();
      this.expire(now);
      const head = this.waiting[0];
      if (!head) return;
      this.probe(now);
      const at = this.nextStart();
      if (at > now) {
        this.reportLongWait(now);
        const deadlines = this.waiting.map(({ deadline }) => deadline.at);
        this.wake(Math.min(at, now + CHECK_MS, this.probeAt, ...deadlines));
        return;
      }
      this.waiting.shift();
      const slot = this.freeAt.indexOf(Math.min(...this.freeAt));
      this.freeAt[slot] = Number.POSITIVE_INFINITY;
      head.start(slot);
    }
  }

  private probe(now: number): void {
    if (now < this.probeAt) return;
    this.share++;
    this.probeAt = this.share < this.options.limit ? now + NEXT_PROBE_MS : Number.POSITIVE_INFINITY;
  }

  /** Returns the earliest time at which fewer than `share` slots are occupied. */
  private nextStart(): number {
    const sorted = [...this.freeAt].sort((one, other) => one - other);
    return sorted[this.options.limit - this.share] ?? Number.POSITIVE_INFINITY;
  }

  private expire(now: number): void {
    const isCanceled = this.options.canceled?.aborted === true;
    for (let index = this.waiting.length - 1; index >= 0; index--) {
      if (isCanceled || (this.waiting[index]?.deadline.at ?? now) <= now)
        this.waiting.splice(index, 1)[0]?.expire();
    }
  }

  private reportLongWait(now: number): void {
    const longest = Math.min(...this.waiting.map(({ since }) => since));
    if (now - longest < LONG_WAIT_MS || now - this.lastNotified < LONG_WAIT_MS) return;
    this.lastNotified = now;
    const seconds = Math.ceil(this.waiting.length / this.share);
    this.options.notify(
      `${this.waiting.length} calls to ${this.options.name} are waiting for the request quota; estimated time: ${seconds} s`,
    );
  }

  private wake(at: number): void {
    if (this.wakeAt <= at) return;
    this.wakeAt = at;
    const { clock } = this.options;
    void clock.sleep(Math.max(0, at - clock.now())).then(() => {
      if (this.wakeAt === at) this.wakeAt = Number.POSITIVE_INFINITY;
      this.serve();
    });
  }
}
