/**
 * What has become of leases in one run of the engine, which one provider process serves. The engine tells a
 * provider nothing of the other resources; this is how one resource knows that another one means the same lease.
 */
export class Run {
  private readonly claims = new Map<string, string>();
  private readonly takenOver = new Set<string>();

  /** Notes that a resource of the program claims something; gives the name of another one that has claimed it. */
  claim(what: string, resourceName: string): string | undefined {
    const other = this.claims.get(what);
    if (other !== undefined && other !== resourceName) return other;
    this.claims.set(what, resourceName);
    return undefined;
  }

  /** Notes that a new resource has taken over a lease that the account held already. */
  takeOver(id: string): void {
    this.takenOver.add(id);
  }

  /**
   * Whether a lease now belongs to another resource than the one that is deleted. So it is after a resource was
   * renamed in the program: the engine creates it under the new name, then deletes the old one.
   */
  wasTakenOver(id: string): boolean {
    return this.takenOver.has(id);
  }
}
