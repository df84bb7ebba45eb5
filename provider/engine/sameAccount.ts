import { RECORDED_CONFIG } from "../client/configuration";
import {
  type AccountMark,
  accountIn,
  compareOwner,
  describeMark,
  describeOwner,
  identifiesAccount,
  isOtherPlace,
  ownMark,
} from "../client/credentials/ownership";
import { type Explanation, LinkWanError } from "../client/errors";
import type { Operation } from "../client/operation";

/** Advice on how to find the credentials that belong to a mark. */
const DOCTOR = "npx pulumi-linkwan doctor shows the account of a key or a profile";

/**
 * Returns why a reported absence proves nothing: the credentials do not belong to the account recorded in the state,
 * their account cannot be verified, or the calls go to another endpoint or IoT instance. Returns `undefined` if the
 * absence is proven, or if the state records no account.
 */
export const explainDoubt = async (
  operation: Operation,
  object: string,
  recorded: AccountMark | undefined,
): Promise<Explanation | undefined> => {
  if (recorded === undefined) return undefined;
  const owner = await operation.owner();
  const comparison = compareOwner(recorded, owner);
  if (comparison === "same") return explainOtherPlace(operation, object, recorded);
  const [account, current] = [describeMark(recorded), describeOwner(owner)];
  const credentials = `the credentials from ${operation.credentialSource} belong to ${current}`;
  return {
    meaning:
      comparison === "other"
        ? `the ${object} belongs to ${account}, but ${credentials}; the ${object} stays in the state`
        : `the ${object} of ${account} is not found, but ${credentials}; the ${object} stays in the state`,
    remedy: identifiesAccount(recorded)
      ? `${remedyForAccount(comparison)}; if the account no longer exists, remove the resource with pulumi state delete`
      : "run the same command with that access key; if it was replaced by another key of the same account, remove the resource with pulumi state delete",
  };
};

const explainOtherPlace = (
  operation: Operation,
  object: string,
  recorded: AccountMark,
): Explanation | undefined => {
  if (!isOtherPlace(recorded, operation.place)) return undefined;
  return {
    meaning: `the ${object} was last seen at a different endpoint or IoT instance; the ${object} stays in the state`,
    remedy: `set linkwan:endpoint and linkwan:iotInstanceId to the previous values, then run the same command again${RECORDED_CONFIG}; if the ${object} no longer exists there either, remove the resource with pulumi state delete`,
  };
};

/**
 * Throws if an object was last seen at another endpoint or IoT instance, and values of the object that was found now
 * differ from the state, because it can be another object with the same id.
 *
 * @param findDiffering Returns the names of the properties that differ.
 */
export const expectSameObject = (
  operation: Operation,
  { kind, object }: { readonly kind: string; readonly object: string },
  id: string,
  recorded: AccountMark | undefined,
  findDiffering: () => readonly string[],
): void => {
  const doubt = recorded && explainOtherPlace(operation, object, recorded);
  const differing = doubt ? findDiffering() : [];
  if (!doubt || differing.length === 0) return;
  throw new LinkWanError({
    action: "Reading",
    subject: `${kind} ${id}`,
    code: "AccountMismatch",
    ...doubt,
    meaning: `${doubt.meaning}, because the ${object} with this id has another ${differing.join(", ")}`,
  });
};

const remedyForAccount = (comparison: ReturnType<typeof compareOwner>): string =>
  comparison === "other"
    ? `run the same command with a key or a profile of that account (${DOCTOR})${RECORDED_CONFIG}`
    : `set linkwan:stsEndpoint to an STS address that this machine can reach, then run the same command again${RECORDED_CONFIG}`;

/**
 * Throws if other resources with the same profile belong to a different account, because the new object would not be
 * created in their account.
 */
export const expectSameAccount = async (
  operation: Operation,
  kind: string,
  recorded: readonly AccountMark[],
): Promise<void> => {
  if (recorded.length === 0) return;
  const owner = await operation.owner();
  const other = recorded.find((mark) => compareOwner(mark, owner) !== "same");
  if (other === undefined) return;
  const remedy = identifiesAccount(other)
    ? remedyForAccount(compareOwner(other, owner))
    : "run pulumi refresh first if that access key was replaced by another key of the same account";
  throw new LinkWanError({
    action: "Creation",
    subject: `a ${kind}`,
    code: "AccountMismatch",
    meaning: `other resources of this stack belong to ${describeMark(other)}, but the credentials from ${operation.credentialSource} belong to ${describeOwner(owner)}; nothing was created`,
    remedy: `${remedy}; if the resources belong to two accounts, set profile on the resources of one account`,
  });
};

/** Throws if this run has already created objects in an account other than the account of the compared resource. */
export const expectCreatedBeside = (
  subject: string,
  recorded: AccountMark | undefined,
  created: readonly AccountMark[],
): void => {
  if (recorded === undefined) return;
  const account = accountIn(recorded);
  const other = created
    .map(accountIn)
    .find((each) => each !== account && each.charAt(0) === account.charAt(0));
  if (other === undefined) return;
  throw new LinkWanError({
    action: "Comparison",
    subject,
    code: "AccountMismatch",
    meaning: `it belongs to ${describeMark(recorded)}, but this run creates resources with credentials of ${describeMark(other)}`,
    remedy: `destroy the created resources with the same credentials (pulumi destroy --target URN), then run pulumi up with the credentials of the first account (${DOCTOR})`,
  });
};

/** Returns the mark to record for an object that an operation has found. */
export const currentMark = async (
  operation: Operation,
  recorded: AccountMark | undefined,
): Promise<AccountMark | undefined> => {
  const account =
    recorded !== undefined && identifiesAccount(recorded)
      ? recorded
      : (ownMark(await operation.owner()) ?? recorded);
  return account === undefined ? undefined : accountIn(account) + operation.place;
};

/**
 * Throws if an object was last seen at another endpoint or IoT instance than the calls go to, where another object can
 * have the same id.
 */
export const expectSamePlace = (
  operation: Operation,
  subject: string,
  recorded: AccountMark | undefined,
): void => {
  if (recorded === undefined || !isOtherPlace(recorded, operation.place)) return;
  throw new LinkWanError({
    action: "Change",
    subject,
    code: "AccountMismatch",
    meaning:
      "it was last seen at another endpoint or IoT instance than these calls go to, where another object can have the same id; nothing was changed",
    remedy: `set linkwan:endpoint and linkwan:iotInstanceId to the previous values${RECORDED_CONFIG}; if they lead to the same objects, run pulumi refresh first`,
  });
};
