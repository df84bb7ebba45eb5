/**
 * What has become of the cloud's things in one run of the engine, which one provider process serves. The engine
 * tells a provider nothing of the other resources; this is how one resource knows that another one means the same.
 */
export class Run {
  private readonly claims = new Map<string, string>();
  /** For each thing the keys of the resources that go on with it. */
  private readonly keepers = new Map<string, Set<string>>();

  /** Notes that a resource of the program claims something; gives the name of another one that has claimed it. */
  claim(what: string, resourceName: string): string | undefined {
    const other = this.claims.get(what);
    if (other !== undefined && other !== resourceName) return other;
    this.claims.set(what, resourceName);
    return undefined;
  }

  /** Notes that the resource of this key goes on with a thing: it has just got it, or stays as it is. */
  keep(thing: string, key: string): void {
    const keys = this.keepers.get(thing) ?? new Set();
    this.keepers.set(thing, keys.add(key));
  }

  /** Whether a resource goes on with a thing. */
  isKept(thing: string): boolean {
    return (this.keepers.get(thing)?.size ?? 0) > 0;
  }

  /**
   * Takes the resource of this key from those that go on with a thing; gives whether another one is left. So it is
   * after a resource was renamed in the program: the engine creates it under the new name, and deletes the old one
   * then or in a later run. The engine compares resources also before it destroys them all, so each is taken out
   * when its turn comes, and the last one finds nobody left.
   */
  release(thing: string, key: string): boolean {
    this.keepers.get(thing)?.delete(key);
    return this.isKept(thing);
  }
}

/** Under which name a run knows a thing: its id, which is one only among its kind. */
export const thingOf = (resource: string, id: string): string => `${resource} ${id}`;
