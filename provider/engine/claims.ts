import { type AccountMark, mayBeSame } from "../client/credentials/ownership";
import { getOrCreate } from "../client/memoize";

/** A declared value of a unique input. */
interface Declaration {
  readonly resourceName: string;
  /** Whether the resource adopts the object with the declared id instead of creating one. */
  readonly adopts: boolean;
}

/** A resource of this run that holds an object. */
interface RunHolder {
  readonly mark: AccountMark | undefined;
  /** Unique values that the resource declares, if it is in the state. */
  readonly declared: string | undefined;
}

/**
 * Records which resources of a run declare or hold which objects. Pulumi's engine starts one provider process per run,
 * but each call sees only its own resource. These records show whether another resource refers to the same object.
 */
export class Claims {
  private readonly declarations = new Map<string, Declaration>();
  /** Values that resources in the state use to select objects, by resource key. */
  private readonly selections = new Map<string, readonly string[]>();
  /** Marks of the accounts recorded in the state of resources, by profile. */
  private readonly accounts = new Map<string | undefined, Set<AccountMark>>();
  private readonly released = new Set<string>();
  private currentVersion = 0;
  /** Keys of the resources that this run has read. */
  private readonly read = new Set<string>();
  /** Keys of the resources that this run replaces. */
  private readonly replaced = new Set<string>();
  /** Marks of the accounts in which this run creates objects, by profile. */
  private readonly creations = new Map<string | undefined, Set<AccountMark>>();
  /** Resources that hold an object, by object, then by key. */
  private readonly holders = new Map<string, Map<string, RunHolder>>();

  /**
   * Records that a resource declares a value. If another resource already declares the value, returns that resource's
   * name instead.
   */
  declare(value: string, resourceName: string, adopts: boolean): string | undefined {
    const known = this.declarations.get(value);
    if (known === undefined) this.declarations.set(value, { resourceName, adopts });
    return known?.resourceName === resourceName ? undefined : known?.resourceName;
  }

  /**
   * Number that increases with each resource that this run compares or creates. A state that was read for a lower
   * number can lack objects that other processes of the run have created since then.
   */
  get version(): number {
    return this.currentVersion;
  }

  /** Increases {@link version}, so that the state is read again. */
  nextVersion(): number {
    return ++this.currentVersion;
  }

  /** Records the values that a resource in the state uses to select an object, by the resource's key. */
  recordSelection(key: string, values: readonly string[]): void {
    this.currentVersion++;
    this.selections.set(key, values);
  }

  /** Returns whether a resource other than the one with this key adopts the object that this value selects. */
  isSelectedByOther(value: string, key: string): boolean {
    return (
      this.declarations.get(value)?.adopts === true && this.selections.get(key)?.includes(value) !== true
    );
  }

  /** Records that this run has read the resource with this key. */
  recordRead(key: string): void {
    this.read.add(key);
  }

  /** Returns the keys of the resources that this run has read, compared or created. */
  seenKeys(): readonly string[] {
    return [...this.read, ...this.selections.keys()];
  }

  /** Records that this run replaces the resource with this key. */
  recordReplacement(key: string): void {
    this.replaced.add(key);
  }

  /** Returns whether this run replaces the resource with this key. */
  isReplaced(key: string): boolean {
    return this.replaced.has(key);
  }

  /** Records the account of a resource in the state. */
  recordAccount(profile: string | undefined, mark: AccountMark | undefined): void {
    if (mark !== undefined) getOrCreate(this.accounts, profile, () => new Set()).add(mark);
  }

  /** Returns the accounts recorded so far for a profile. */
  accountsOf(profile: string | undefined): readonly AccountMark[] {
    return [...(this.accounts.get(profile) ?? [])];
  }

  /** Records the account in which an object is created. */
  recordCreation(profile: string | undefined, mark: AccountMark | undefined): void {
    if (mark !== undefined) getOrCreate(this.creations, profile, () => new Set()).add(mark);
  }

  /** Returns the accounts in which this run has created objects for a profile. */
  creationsOf(profile: string | undefined): readonly AccountMark[] {
    return [...(this.creations.get(profile) ?? [])];
  }

  /**
   * Records that the resource with this key holds an object, because the resource created the object or remains
   * unchanged.
   *
   * @param mark Account of the object.
   * @param declared Unique values that the resource declares, if it is in the state.
   */
  hold(resource: string, id: string, key: string, mark: AccountMark | undefined, declared?: string): void {
    getOrCreate(this.holders, objectKey(resource, id), () => new Map()).set(key, { mark, declared });
  }

  /** Returns whether the resource with this key has been released. */
  wasReleased(key: string): boolean {
    return this.released.has(key);
  }

  /** Returns whether a resource holds an object in an account; without a mark, in any account. */
  isHeld(resource: string, id: string, mark?: AccountMark): boolean {
    return this.holdersOf(resource, id, mark).length > 0;
  }

  private holdersOf(resource: string, id: string, mark: AccountMark | undefined): RunHolder[] {
    const holders = this.holders.get(objectKey(resource, id))?.values() ?? [];
    return [...holders].filter((each) => mayBeSame(each.mark, mark));
  }

  /**
   * Returns whether a resource other than the one to create holds an object. After an interrupted replacement, the
   * state can still contain the resource to create, whose object is already deleted. That resource declares the same
   * values.
   */
  isHeldByOther(resource: string, id: string, mark: AccountMark | undefined, declared: string): boolean {
    return this.holdersOf(resource, id, mark).some((each) => each.declared !== declared);
  }

  /**
   * Removes the resource with this key from the holders of an object, and returns whether another resource holds the
   * object. After a resource is renamed in the program, two resources hold the object, because Pulumi's engine creates
   * the new resource before it deletes the old one, in the same run or later. If all resources are destroyed, each
   * resource is released in turn, so the last one deletes the object.
   */
  release(resource: string, id: string, key: string, mark: AccountMark | undefined): boolean {
    this.released.add(key);
    this.holders.get(objectKey(resource, id))?.delete(key);
    return this.isHeld(resource, id, mark);
  }
}

/** Ids are unique only within one kind of object. */
const objectKey = (resource: string, id: string): string => `${resource} ${id}`;
