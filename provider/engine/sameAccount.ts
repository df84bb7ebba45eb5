import { type Explanation, LinkWanError } from "../client/errors";
import type { Operation } from "../client/operation";
import { type AccountMark, compareOwner, describeOwner, ownMark } from "../client/ownership";

/**
 * Returns why the absence of an object cannot be believed: the credentials do not belong to the account that the state
 * records, or that cannot be verified. `undefined` if it can, or if the state records no account.
 */
export const explainDoubt = async (
  operation: Operation,
  object: string,
  recorded: AccountMark | undefined,
): Promise<Explanation | undefined> => {
  if (recorded === undefined) return undefined;
  const owner = await operation.owner();
  const source = `the credentials from ${operation.credentialSource}`;
  switch (compareOwner(recorded, owner)) {
    case "same":
      return undefined;
    case "other":
      return {
        meaning: `the ${object} belongs to ${describeMark(recorded)}, but ${source} belong to ${describeOwner(owner)}; the ${object} stays in the state`,
        remedy: `use credentials (profile) of the account that the ${object} belongs to; ${remedyFor(recorded)}`,
      };
    case "unknown":
      return {
        meaning: `the ${object} is not found, but ${source} belong to ${describeOwner(owner)}, not certainly to ${describeMark(recorded)}; the ${object} stays in the state`,
        remedy: `set linkwan:stsEndpoint to an address of STS that this machine can reach, then run the same command again; ${remedyFor(recorded)}`,
      };
  }
};

/** A resource cannot be removed by any command if its account is closed or its key was replaced before a refresh. */
const remedyFor = (recorded: AccountMark): string =>
  recorded.startsWith("a")
    ? "if that account no longer exists, remove the resource with pulumi state delete"
    : "if the access key was replaced in the same account, remove the resource with pulumi state delete";

const describeMark = (mark: AccountMark): string =>
  mark.startsWith("a") ? `account ${mark}` : `the account of another access key (${mark})`;

/** Throws if other resources with the same profile are recorded in another account: the new object would be beside them. */
export const expectSameAccount = async (
  operation: Operation,
  kind: string,
  recorded: readonly AccountMark[],
): Promise<void> => {
  if (recorded.length === 0) return;
  const owner = await operation.owner();
  const other = recorded.find((mark) => compareOwner(mark, owner) !== "same");
  if (other === undefined) return;
  throw new LinkWanError({
    action: "Creation",
    subject: `a ${kind}`,
    code: "AccountMismatch",
    meaning: `other resources of this stack belong to ${describeMark(other)}, but the credentials from ${operation.credentialSource} belong to ${describeOwner(owner)}; nothing was created`,
    remedy:
      "use the credentials of that account, or set profile on the resources of each account; if the access key was replaced, run pulumi refresh first",
  });
};

/** Returns the mark to record for an object that was found with the credentials of an operation. */
export const currentMark = async (
  operation: Operation,
  recorded: AccountMark | undefined,
): Promise<AccountMark | undefined> =>
  recorded?.startsWith("a") ? recorded : (ownMark(await operation.owner()) ?? recorded);
