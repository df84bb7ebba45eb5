/**
 * What has become of leases in one run of the engine, which one provider process serves. The engine tells a
 * provider nothing of the other resources; this is how one resource knows that another one means the same lease.
 */
export class Run {
  private readonly claims = new Map<string, string>();
  private readonly kept = new Set<string>();
  private readonly granted = new Set<string>();

  /** Notes that a resource of the program claims something; gives the name of another one that has claimed it. */
  claim(what: string, resourceName: string): string | undefined {
    const other = this.claims.get(what);
    if (other !== undefined && other !== resourceName) return other;
    this.claims.set(what, resourceName);
    return undefined;
  }

  /** Notes that a resource of the program goes on with a lease: it has just taken it over, or does not change. */
  keep(id: string): void {
    this.kept.add(id);
  }

  /**
   * Whether a lease belongs to another resource than the one that is deleted. So it is after a resource was renamed
   * in the program: the engine creates it under the new name, and deletes the old one then or in a later run.
   */
  isKept(id: string): boolean {
    return this.kept.has(id);
  }

  /** Notes that a resource got a lease by applying for it. */
  grant(id: string): void {
    this.granted.add(id);
  }

  /** Whether another resource got the lease, so that it is not the one whose granting nobody heard of. */
  wasGranted(id: string): boolean {
    return this.granted.has(id);
  }
}
