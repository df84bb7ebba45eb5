import { gatewayError } from "./errors";

const WINDOW_MS = 1000;

/** The documented quota: so many calls of one action of one account in any sliding second. Refused calls do not count. */
export class Quota {
  private readonly arrivals = new Map<string, number[]>();

  constructor(
    private readonly callsPerSecond: number,
    private readonly now: () => number,
  ) {}

  admit(account: string, action: string): void {
    const key = `${account} ${action}`;
    const now = this.now();
    const recent = (this.arrivals.get(key) ?? []).filter((arrival) => now - arrival < WINDOW_MS);
    this.arrivals.set(key, recent);
    if (recent.length >= this.callsPerSecond) throw gatewayError("Throttling.User");
    recent.push(now);
  }
}
