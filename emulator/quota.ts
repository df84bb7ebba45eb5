import { apiGatewayError } from "./errors";

const WINDOW_MS = 1000;

/** Quota usage of one account and action. */
export interface QuotaUsage {
  readonly account: string;
  readonly action: string;
  /** Number of calls in the last second. */
  readonly used: number;
  /** Maximum number of calls in any window of one second since the emulator started. */
  readonly most: number;
}

/**
 * The documented quota. It limits the calls per action and account in a sliding window of one second. Throttled calls
 * do not count.
 */
export class Quota {
  private readonly arrivals = new Map<string, number[]>();
  private readonly peaks = new Map<string, number>();

  constructor(
    readonly callsPerSecond: number,
    private readonly now: () => number,
  ) {}

  /** Counts a call. Throws `Throttling.User` if the quota is exhausted. */
  admit(account: string, action: string): void {
    const key = `${account} ${action}`;
    const now = this.now();
    const recent = this.recent(key, now);
    this.arrivals.set(key, recent);
    if (recent.length >= this.callsPerSecond) throw apiGatewayError("Throttling.User");
    recent.push(now);
    this.peaks.set(key, Math.max(this.peaks.get(key) ?? 0, recent.length));
  }

  /**
   * Returns the usage of each account and action that has at least one admitted call, in the order of the first calls.
   */
  usage(): QuotaUsage[] {
    const now = this.now();
    return [...this.peaks].map(([key, most]) => {
      // An account name can contain spaces, but an action name cannot.
      const separator = key.lastIndexOf(" ");
      return {
        account: key.slice(0, separator),
        action: key.slice(separator + 1),
        used: this.recent(key, now).length,
        most,
      };
    });
  }

  private recent(key: string, now: number): number[] {
    return (this.arrivals.get(key) ?? []).filter((arrival) => now - arrival < WINDOW_MS);
  }
}
