/**
 * Records which resources of a run declare or hold which objects. Pulumi's engine starts one provider process per run,
 * but each call sees only its own resource; these records show whether another resource refers to the same object.
 */
export class Claims {
  private readonly declarations = new Map<string, string>();
  /** Keys of the resources that hold an object. */
  private readonly holders = new Map<string, Set<string>>();

  /**
   * Records that a resource declares a value. If another resource already declares the value, returns that resource's
   * name instead.
   */
  declare(value: string, resourceName: string): string | undefined {
    const other = this.declarations.get(value);
    if (other !== undefined && other !== resourceName) return other;
    this.declarations.set(value, resourceName);
    return undefined;
  }

  /**
   * Records that the resource with this key holds an object, because the resource has created or adopted the object, or
   * keeps it.
   */
  hold(resource: string, id: string, key: string): void {
    const object = objectKey(resource, id);
    this.holders.set(object, (this.holders.get(object) ?? new Set()).add(key));
  }

  isHeld(resource: string, id: string): boolean {
    return (this.holders.get(objectKey(resource, id))?.size ?? 0) > 0;
  }

  /**
   * Removes the resource with this key from the holders of an object, and returns whether another resource holds the
   * object. That is so after a resource is renamed in the program: Pulumi's engine creates the new resource, then
   * deletes the old one, in the same run or later. If all resources are destroyed, each is released in turn, so the
   * last resource deletes the object.
   */
  release(resource: string, id: string, key: string): boolean {
    this.holders.get(objectKey(resource, id))?.delete(key);
    return this.isHeld(resource, id);
  }
}

/** Ids are unique only within one kind of object. */
const objectKey = (resource: string, id: string): string => `${resource} ${id}`;
