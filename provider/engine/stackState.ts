import type { AccountMark } from "../client/credentials/ownership";
import { ignoreFailure } from "../client/errors";
import type { Operation } from "../client/operation";
import type { Claims } from "./claims";

/** A resource in the state that holds an object. */
interface Holder {
  /** Key of the resource (`state.ts`). */
  readonly key: string;
  /** Whether the process of another provider serves the resource. */
  readonly isElsewhere: boolean;
}

/** Returns the resources in a state that hold an object. */
export type Holders = (resource: string, id: string) => readonly Holder[];

/** The state of the stack that this run's command changes. */
export interface StackState {
  /**
   * Returns the holders; `undefined` if the state cannot be found. Reads the state again only for a version higher than
   * the last version, because reading the state of a large stack takes a second.
   *
   * @param version See {@link Claims.version}; 0 for the state before this run changed anything, if the state was read
   * in time.
   */
  readonly findHolders: (version: number) => Promise<Holders | undefined>;
  /** Returns whether the command is limited to some resources, so that this process does not see the others. */
  readonly isLimited: () => Promise<boolean>;
  /**
   * Returns the accounts of the resources that this process serves and that have this profile; none if the state cannot
   * be read.
   */
  readonly findAccounts: (profile: string | undefined) => Promise<readonly AccountMark[]>;
}

/** Number of reads of the state, and the pause between them, while another provider removes its resource. */
const [MAX_READS, PAUSE_MS] = [10, 1000];

/** Returns the keys of the resources of other providers that hold an object; none if the state cannot be read. */
export const keysElsewhere = async (
  stackState: StackState | undefined,
  version: number,
  resource: string,
  id: string,
): Promise<string[]> => {
  const holders = (await stackState?.findHolders(version).catch(ignoreFailure))?.(resource, id) ?? [];
  return holders.filter(({ isElsewhere }) => isElsewhere).map(({ key }) => key);
};

/**
 * Returns whether a resource of another provider holds the object of a resource to delete. The other provider can
 * delete its resource at the same time, but one of the resources must delete the object. Therefore, the resource with
 * the smallest key waits until the others have left the state. The others are removed immediately.
 *
 * @param key Key of the resource to delete.
 */
export const isHeldElsewhere = async (
  { stackState, claims }: { readonly stackState?: StackState; readonly claims: Claims },
  operation: Operation,
  resource: string,
  id: string,
  key: string,
): Promise<boolean> => {
  if ((await keysElsewhere(stackState, claims.version, resource, id)).length === 0) return false;
  for (let reads = 0; reads < MAX_READS; reads++) {
    const others = await keysElsewhere(stackState, claims.nextVersion(), resource, id);
    if (others.length === 0) return false;
    if (others.some((other) => other < key)) return true;
    await operation.pause(PAUSE_MS);
  }
  return true;
};
