import type { Clock } from "./clock";

const WINDOW_MS = 1000;
/** Timers and clocks count whole milliseconds, on both sides. */
const ROUNDING_MS = 2;
/** So many round trips have to be seen before the shortest of them is trusted to be the shortest there is. */
const TRIPS_TO_LEARN = 20;
/** How often waiting callers are looked at while every slot is in flight. */
const LOOK_MS = 1000;
/** After a refusal: someone else uses the quota too, so the pace drops to this share … */
const SLOW_DOWN = 0.7;
/** … and comes back by so many calls a second with every call that is admitted. */
const SPEED_UP = 0.1;
const SLOWEST = 0.5;
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
 * Where another process uses the same quota, calls are refused all the same. A refused call keeps its place at the
 * head, and the pace drops and recovers as that of network connections which share a line.
 */
export class Limiter {
  /** For each slot the time from which it may be used again; infinite while a call is in flight. */
  private readonly freeAt: number[];
  private readonly waiting: Waiter[] = [];
  private shortestTrip = Number.POSITIVE_INFINITY;
  private trips = 0;
  /** Calls a second; below the limit only while someone else uses the quota. */
  private pace: number;
  private lastStart = Number.NEGATIVE_INFINITY;
  private lastSlowDown = Number.NEGATIVE_INFINITY;
  private nextTicket = 0;
  private wakeAt = Number.POSITIVE_INFINITY;
  private lastTold = Number.NEGATIVE_INFINITY;

  constructor(private readonly options: LimiterOptions) {
    this.freeAt = new Array<number>(options.limit).fill(Number.NEGATIVE_INFINITY);
    this.pace = options.limit;
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
        const ended = clock.now();
        this.learn(ended - started);
        this.freeAt[slot] = ended + WINDOW_MS - this.surelyOnTheWay() + ROUNDING_MS;
        this.adapt(refused);
        this.serve();
      }
    }
  }

  private learn(trip: number): void {
    this.shortestTrip = Math.min(this.shortestTrip, trip);
    this.trips++;
  }

  /** The time that a call needs on the network at least, there and back. */
  private surelyOnTheWay(): number {
    return this.trips < TRIPS_TO_LEARN ? 0 : this.shortestTrip;
  }

  private adapt(refused: boolean): void {
    const { limit, clock } = this.options;
    if (!refused) {
      this.pace = Math.min(limit, this.pace + SPEED_UP);
    } else if (clock.now() - this.lastSlowDown >= WINDOW_MS) {
      this.pace = Math.max(SLOWEST, this.pace * SLOW_DOWN);
      this.lastSlowDown = clock.now();
    }
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
      const slot = this.freeAt.indexOf(Math.min(...this.freeAt));
      const at = Math.max(this.freeAt[slot] ?? Number.POSITIVE_INFINITY, this.paced());
      if (at > now) {
        this.tellLongWait(now);
        this.wake(Math.min(at, now + LOOK_MS, ...this.waiting.map(({ deadline }) => deadline)));
        return;
      }
      this.waiting.shift();
      this.freeAt[slot] = Number.POSITIVE_INFINITY;
      this.lastStart = now;
      head.start(slot);
    }
  }

  private expire(now: number): void {
    for (let index = this.waiting.length - 1; index >= 0; index--) {
      if ((this.waiting[index]?.deadline ?? now) <= now) this.waiting.splice(index, 1)[0]?.expire();
    }
  }

  /** When the next call may start while the pace is below the limit. */
  private paced(): number {
    return this.pace < this.options.limit ? this.lastStart + WINDOW_MS / this.pace : Number.NEGATIVE_INFINITY;
  }

  private tellLongWait(now: number): void {
    const longest = Math.min(...this.waiting.map(({ since }) => since));
    if (now - longest < LONG_WAIT_MS || now - this.lastTold < LONG_WAIT_MS) return;
    this.lastTold = now;
    const seconds = Math.ceil(this.waiting.length / this.pace);
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
