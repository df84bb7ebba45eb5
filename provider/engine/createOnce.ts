import type { Collection } from "../client/collection";
import type { ErrorCodeName } from "../client/errorCodes";
import { type Explanation, explainCodes, ignoreFailure, isLinkWanError } from "../client/errors";
import type { FindEffect, Operation } from "../client/operation";
import type { Claims } from "./claims";

/** Describes how to create an object that is unique in the account. */
export interface Creation<T> {
  readonly collection: Collection<T>;
  /** Id of the object that contains the collection: for nodes, the node group. */
  readonly parentId?: string;
  /** Returns whether an object is the object to create. */
  readonly matches: (item: T, id: string) => boolean;
  /** Creates the object and returns its id. */
  readonly create: (findEffect: FindEffect<string>) => Promise<string>;
  /** Error codes for an object that the account already has. */
  readonly duplicateCodes: readonly ErrorCodeName[];
  /** Returns whether an existing object causes one of the `duplicateCodes`. Default: `matches`. */
  readonly conflicts?: (item: T, id: string) => boolean;
  /** Returns how to adopt the existing object, as an imperative. */
  readonly adoptWith: (id: string) => string;
  /** Returns a more specific explanation of a duplicate. */
  readonly explainDuplicate?: (item: T) => Explanation;
}

/** Name and terms of a resource, for messages. */
interface Named {
  readonly name: string;
  readonly terms: { readonly kind: string; readonly object: string };
}

/**
 * Creates an object whose name or number is unique in the account. Lists the existing objects first, so that after a
 * lost response, an object that this call created can be distinguished from an existing object.
 *
 * @param onExisting Called with the object's id if the object already exists, before the error is thrown.
 */
export const createOnce = async <T>(
  operation: Operation,
  claims: Claims,
  { name, terms }: Named,
  creation: Creation<T>,
  onExisting: (id: string) => void,
): Promise<string> => {
  const { collection, parentId = "", matches, conflicts = matches, duplicateCodes } = creation;
  const before = await operation.listAtStart(collection, parentId);
  const find = async (isSought: (item: T, id: string) => boolean) => {
    const held = await collection.list(operation, parentId);
    return [...held].find(([id, item]) => isSought(item, id));
  };
  const findEffect = async () => {
    const [id] = (await find(matches)) ?? [];
    if (id === undefined || before.has(id) || claims.isHeld(name, id)) return undefined;
    operation.notify(
      `the response to the creation was lost; ${terms.kind} ${id} is new in the account and is recorded as created by this resource`,
    );
    return { result: id };
  };
  const explainDuplicate = explainCodes(duplicateCodes, async () => {
    const [id, item] = (await find(conflicts).catch(ignoreFailure)) ?? [];
    if (id === undefined || item === undefined) return undefined;
    if (matches(item, id)) onExisting(id);
    return {
      meaning: `the account already has ${terms.kind} ${id}`,
      remedy: `if no other stack manages it, ${creation.adoptWith(id)}, or set linkwan:adoptExisting to true for one run; if the resource was only renamed, use the aliases option instead`,
      ...creation.explainDuplicate?.(item),
    };
  });
  try {
    return await creation.create(findEffect);
  } catch (error) {
    if (!isLinkWanError(error) || error.kind !== "ambiguous") return explainDuplicate(error);
    throw error.explained({
      meaning: `it is unknown whether the ${terms.object} was created`,
      remedy: `run pulumi up again; if it reports that the account already has the ${terms.object}, adopt it as the error describes`,
    });
  }
};

/** Adapts `findEffect` for an action whose response contains no id. */
export const withoutId =
  (findEffect: FindEffect<string>): FindEffect<undefined> =>
  async (failure) =>
    (await findEffect(failure)) && { result: undefined };
