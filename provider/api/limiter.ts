import type { Clock } from "./clock";

const WINDOW_MS = 1000;
/** Timers and clocks count whole milliseconds, on both sides. */
const ROUNDING_MS = 2;
/** So many round trips have to be seen before the shortest of them is trusted to be the shortest there is. */
const TRIPS_TO_LEARN = 20;
/** How often waiting callers are looked at while every slot is in flight. */
const LOOK_MS = 1000;
/** A refused call took no place in the service's window; it is sent again after some of this time. */
const RETRY_LEAST_MS = 300;
const RETRY_MOST_MS = 1_000;
/** So long after a refusal, about, one more slot is tried; if that is admitted, the next one soon. */
const PROBE_MS = 2_000;
const PROBE_ON_MS = 500;
/** A wait of this length is told to the user, and told again after as long. */
const LONG_WAIT_MS = 10_000;

/** The caller's deadline came before its turn. */
export class QuotaDeadline extends Error {
  override readonly name = "QuotaDeadline";
}

interface Waiter {
  readonly deadline: number;
  readonly since: number;
  /** Place in the order of arrival; a refused call keeps its own. */
  readonly ticket: number;
  readonly start: (slot: number) => void;
  readonly expire: () => void;
}

export interface LimiterOptions {
  /** Calls in any sliding second. */
  readonly limit: number;
  readonly clock: Clock;
  /** Hears in words when callers have to wait long. */
  readonly tell: (line: string) => void;
  /** What is limited, for that line. */
  readonly name: string;
}

/**
 * Keeps calls to one action of one account within the quota: at most `limit` start in any sliding second, in the
 * order of arrival.
 *
 * The service counts a call when it arrives there, somewhere between its start and its end here. A slot is
 * therefore taken from the start of a call until a second after its end, less the shortest round trip that was
 * ever seen: a call is on its way for at least that long. Then no more than `limit` arrive within a second, however
 * the network delays them.
 *
 * Where another process uses the same quota, calls are refused all the same. Then this one makes do with a slot
 * less, down to one, and tries one more from time to time. A slot that is used again as soon as its last call leaves
 * the service's window finds the place that it has just left, so two processes that share the quota soon stop
 * refusing each other. A refused call keeps its place in the order.
 */
export class Limiter {
  /** For each slot the time from which it may be used again; infinite while a call is in flight. */
  private readonly freeAt: number[];
  private readonly waiting: Waiter[] = [];
  private shortestTrip = Number.POSITIVE_INFINITY;
  private trips = 0;
  /** Slots that may be taken at the same time; below the limit only while someone else uses the quota. */
  private share: number;
  private probeAt = Number.POSITIVE_INFINITY;
  private nextTicket = 0;
  private wakeAt = Number.POSITIVE_INFINITY;
  private lastTold = Number.NEGATIVE_INFINITY;

  constructor(private readonly options: LimiterOptions) {
    this.freeAt = new Array<number>(options.limit).fill(Number.NEGATIVE_INFINITY);
    this.share = options.limit;
  }

  /**
   * Runs `call` when it is its turn, and again for as long as the service refuses it. Throws
   * {@link QuotaDeadline} if it is not its turn before `deadline`.
   */
  async run<T>(call: () => Promise<T>, isRefused: (result: T) => boolean, deadline: number): Promise<T> {
    const { clock } = this.options;
    const [ticket, since] = [this.nextTicket++, clock.now()];
    for (;;) {
      const slot = await this.turn(ticket, since, deadline);
      const started = clock.now();
      let refused = false;
      try {
        const result = await call();
        refused = isRefused(result);
        if (!refused) return result;
      } finally {
        this.freeAt[slot] = refused ? this.giveWay() : this.countedUntil(clock.now(), clock.now() - started);
        this.serve();
      }
    }
  }

  /** When a call that has just ended no longer counts at the service. */
  private countedUntil(ended: number, trip: number): number {
    this.shortestTrip = Math.min(this.shortestTrip, trip);
    this.trips++;
    const surelyOnTheWay = this.trips < TRIPS_TO_LEARN ? 0 : this.shortestTrip;
    return ended + WINDOW_MS - surelyOnTheWay + ROUNDING_MS;
  }

  /** Leaves a slot to whoever else uses the quota; gives the time at which the refused call may be sent again. */
  private giveWay(): number {
    const { clock } = this.options;
    this.share = Math.max(1, this.share - 1);
    if (this.share < this.options.limit) this.probeAt = clock.now() + PROBE_MS * (0.5 + clock.random());
    return clock.now() + RETRY_LEAST_MS + clock.random() * (RETRY_MOST_MS - RETRY_LEAST_MS);
  }

  private turn(ticket: number, since: number, deadline: number): Promise<number> {
    return new Promise((resolve, reject) => {
      const expire = (): void => reject(new QuotaDeadline("the deadline came before the call's turn"));
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
        this.tellLongWait(now);
        this.wake(Math.min(at, now + LOOK_MS, this.probeAt, ...this.waiting.map(({ deadline }) => deadline)));
        return;
      }
      this.waiting.shift();
      const slot = this.freeAt.indexOf(Math.min(...this.freeAt));
      this.freeAt[slot] = Number.POSITIVE_INFINITY;
      head.start(slot);
    }
  }

  /** Tries one more slot, if it is time. */
  private probe(now: number): void {
    if (now < this.probeAt) return;
    this.share++;
    this.probeAt = this.share < this.options.limit ? now + PROBE_ON_MS : Number.POSITIVE_INFINITY;
  }

  /** When fewer slots are taken than may be. */
  private nextStart(): number {
    const sorted = [...this.freeAt].sort((one, other) => one - other);
    return sorted[this.options.limit - this.share] ?? Number.POSITIVE_INFINITY;
  }

  private expire(now: number): void {
    for (let index = this.waiting.length - 1; index >= 0; index--) {
      if ((this.waiting[index]?.deadline ?? now) <= now) this.waiting.splice(index, 1)[0]?.expire();
    }
  }

  private tellLongWait(now: number): void {
    const longest = Math.min(...this.waiting.map(({ since }) => since));
    if (now - longest < LONG_WAIT_MS || now - this.lastTold < LONG_WAIT_MS) return;
    this.lastTold = now;
    const seconds = Math.ceil(this.waiting.length / this.share);
    this.options.tell(
      `${this.waiting.length} calls of ${this.options.name} wait for the request quota; they need about ${seconds} s`,
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
