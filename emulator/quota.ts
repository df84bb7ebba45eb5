import { gatewayError } from "./errors";

const WINDOW_MS = 1000;

/** How far one account uses the quota of one action. */
export interface QuotaUse {
  readonly account: string;
  readonly action: string;
  /** Calls within the last second. */
  readonly used: number;
  /** The most calls in any sliding second since the start. */
  readonly most: number;
}

/** The documented quota: so many calls of one action of one account in any sliding second. Refused calls do not count. */
export class Quota {
  private readonly arrivals = new Map<string, number[]>();
  private readonly most = new Map<string, number>();

  constructor(
    readonly callsPerSecond: number,
    private readonly now: () => number,
  ) {}

  admit(account: string, action: string): void {
    const key = `${account} ${action}`;
    const now = this.now();
    const recent = this.recent(key, now);
    this.arrivals.set(key, recent);
    if (recent.length >= this.callsPerSecond) throw gatewayError("Throttling.User");
    recent.push(now);
    this.most.set(key, Math.max(this.most.get(key) ?? 0, recent.length));
  }

  /** Every account and action with a call since the start, oldest first. */
  uses(): QuotaUse[] {
    const now = this.now();
    return [...this.most].map(([key, most]) => {
      // A name of an account may hold blanks, one of an action none.
      const end = key.lastIndexOf(" ");
      return {
        account: key.slice(0, end),
        action: key.slice(end + 1),
        used: this.recent(key, now).length,
        most,
      };
    });
  }

  private recent(key: string, now: number): number[] {
    return (this.arrivals.get(key) ?? []).filter((arrival) => now - arrival < WINDOW_MS);
  }
}
