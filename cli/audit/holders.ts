import {
  type AccountMark,
  compareOwner,
  identifiesAccount,
  isOtherPlace,
  type Owner,
} from "../../provider/client/credentials/ownership";
import { getOrCreate } from "../../provider/client/memoize";
import { propertiesOf, textOf } from "../../provider/client/plain";
import { accountOf, TYPE_PREFIXES } from "../../provider/engine/state";

/** A resource of this package in the state of a stack that holds an object. */
export interface HoldingResource {
  readonly stack: string;
  readonly urn: string;
  /** Class name of the resource. */
  readonly kind: string;
  readonly id: string;
  /** Mark of the object's account and place; `undefined` if the state was written without one. */
  readonly mark: AccountMark | undefined;
}

/** An account whose objects are audited. */
export interface Account {
  readonly owner: Owner;
  /** Place of the endpoint and the IoT instance, as in marks. */
  readonly place: string;
}

/** A resource that holds an object, or that possibly holds it, because its state does not prove the account. */
export interface Holder {
  readonly resource: HoldingResource;
  readonly isCertain: boolean;
}

/**
 * Returns the resources of this package that hold an object, from the state of a stack. A resource that only reads an
 * object, as `get` does, does not hold it: no command deletes the object. A resource that is about to be deleted does.
 */
export const holdingResources = (
  stack: string,
  resources: readonly Readonly<Record<string, unknown>>[],
): HoldingResource[] =>
  resources.flatMap((each) => {
    const [type, id] = [textOf(each.type), textOf(each.id)];
    const prefix = Object.values(TYPE_PREFIXES).find((start) => type.startsWith(start));
    if (prefix === undefined || id === "" || each.external === true) return [];
    const mark = accountOf(propertiesOf(each.outputs));
    return [{ stack, urn: textOf(each.urn), kind: type.slice(prefix.length), id, mark }];
  });

/** Compares the mark of a resource with an account. */
const compareAccount = (
  mark: AccountMark | undefined,
  { owner, place }: Account,
): "same" | "possible" | "other" => {
  if (mark === undefined) return "possible";
  if (isOtherPlace(mark, place)) return "other";
  const comparison = compareOwner(mark, owner);
  // Another access key can belong to the same account.
  if (comparison === "other" && !identifiesAccount(mark)) return "possible";
  return comparison === "unknown" ? "possible" : comparison;
};

/**
 * Returns a function that finds the resources which hold an object of an account. A resource that certainly holds an
 * object of one account holds no object with the same id in another account.
 */
export const holderFinder = <A extends Account>(
  resources: readonly HoldingResource[],
  accounts: readonly A[],
): ((account: A, kind: string, id: string) => readonly Holder[]) => {
  const byObject = new Map<string, HoldingResource[]>();
  for (const each of resources) getOrCreate(byObject, `${each.kind} ${each.id}`, () => []).push(each);
  return (account, kind, id) =>
    (byObject.get(`${kind} ${id}`) ?? []).flatMap((resource): Holder[] => {
      const comparison = compareAccount(resource.mark, account);
      const isElsewhere = accounts.some(
        (other) => other !== account && compareAccount(resource.mark, other) === "same",
      );
      if (comparison === "same") return [{ resource, isCertain: true }];
      return comparison === "possible" && !isElsewhere ? [{ resource, isCertain: false }] : [];
    });
};

/**
 * Whether a stack holds an object: `held`; `possibly`, if only resources hold the object whose account is uncertain;
 * `unheld`; or `unknown`, if no resource is found but a stack could not be read.
 */
export type Holding = "held" | "possibly" | "unheld" | "unknown";

/** @param isComplete Whether every stack was read. */
export const holdingOf = (holders: readonly Holder[], isComplete: boolean): Holding => {
  if (holders.some(({ isCertain }) => isCertain)) return "held";
  if (holders.length > 0) return "possibly";
  return isComplete ? "unheld" : "unknown";
};
