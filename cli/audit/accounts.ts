import { type Owner, ownMark } from "../../provider/client/credentials/ownership";
import { isAbsent } from "../../provider/client/errors";
import type { StartOperation } from "../../provider/client/startOperation";
import type { AnyResource, Discovered, Facts } from "../../provider/engine/resource";
import { type Inventory, readKinds } from "../adopt/inventory";
import type { Progress } from "../adopt/progress";
import { mapInGroups } from "../mapInGroups";
import type { Account } from "./holders";

/** An account, and the credentials that lead to it. */
export interface OpenedAccount extends Account {
  /** Name of the credentials; `undefined` for those of the stack. */
  readonly profile: string | undefined;
}

/** An object of an account, with facts about it. */
interface FoundObject {
  readonly id: string;
  readonly name: string;
  readonly facts: Facts;
}

/** An account and its objects. */
export interface ReadAccount extends OpenedAccount, Inventory<FoundObject> {}

const isSameAccount = (one: Owner, other: Owner): boolean => {
  const mark = ownMark(one);
  return mark !== undefined && mark === ownMark(other);
};

/** Opens the accounts of profiles, each account once. Throws if an account is not the expected one. */
export const openAccounts = async (
  profiles: readonly (string | undefined)[],
  startOperation: StartOperation,
): Promise<readonly OpenedAccount[]> => {
  const opened = await Promise.all(
    profiles.map(async (profile): Promise<OpenedAccount> => {
      const operation = await startOperation(profile);
      await operation.expectAccount("Audit", "the account");
      return { profile, owner: await operation.owner(), place: operation.place };
    }),
  );
  return opened.filter(
    ({ owner }, index) => !opened.slice(0, index).some((earlier) => isSameAccount(earlier.owner, owner)),
  );
};

/** Number of objects whose facts are read at a time; as many calls as the quota allows in a second. */
const AT_A_TIME = 5;

/** Reads every object in an account, with the facts that `audit` reports. */
export const readAccount = async (
  account: OpenedAccount,
  resources: readonly AnyResource[],
  startOperation: StartOperation,
  progress: Progress,
): Promise<ReadAccount> => {
  const start = () => startOperation(account.profile);
  const withFacts = async (
    { readFacts }: AnyResource,
    { id, name, inputs }: Discovered,
  ): Promise<FoundObject[]> => {
    try {
      return [{ id, name, facts: (await readFacts?.(await start(), id, inputs)) ?? {} }];
    } catch (error) {
      // The object has been deleted since it was listed.
      if (isAbsent(error)) return [];
      throw error;
    }
  };
  const read = async (resource: AnyResource): Promise<FoundObject[]> => {
    const objects = (await resource.discover?.(start)) ?? [];
    return (await mapInGroups(objects, AT_A_TIME, (each) => withFacts(resource, each))).flat();
  };
  return { ...account, ...(await readKinds(resources, read, progress)) };
};
