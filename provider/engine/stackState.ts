import { type AccountMark, mayBeSame } from "../client/credentials/ownership";
import { LinkWanError } from "../client/errors";
import type { Operation } from "../client/operation";
import type { Claims } from "./claims";
import type { AnyResource } from "./resource";

/** A resource in the state that holds an object. */
interface Holder {
  /** Key of the resource (`state.ts`). */
  readonly key: string;
  /** Mark of the object's account; `undefined` if the state was written without one. */
  readonly mark: AccountMark | undefined;
  /** Whether another process, of another provider, serves the resource. */
  readonly isElsewhere: boolean;
}

/** The state of a stack at one time. */
export interface Snapshot {
  /**
   * Returns the resources that hold an object, except those that are about to be deleted.
   *
   * @param own Key of the resource for which this is determined.
   */
  readonly holders: (resource: string, id: string, own: string) => readonly Holder[];
  /** Returns whether the state contains the resource with a key. */
  readonly contains: (key: string) => boolean;
  /** Keys of the resources that the command is deleting, in the order in which the deletions began. */
  readonly deleting: readonly string[];
  /** Returns the accounts of the resources with a profile that this process serves. */
  readonly accountsOf: (profile: string | undefined) => readonly AccountMark[];
}

/** The Pulumi command of this run. */
interface Command {
  /** Whether the command is limited to some resources, so that this process does not see the others. */
  readonly isLimited: boolean;
  readonly isDestroy: boolean;
  /** Whether the command continues after a failed operation. */
  readonly continuesOnError: boolean;
}

/** The state of the stack that this run's command changes. */
export interface StackState {
  /** Returns the command; `undefined` if no Pulumi command started this process. */
  readonly command: () => Promise<Command | undefined>;
  /**
   * Returns the state; `undefined` if no Pulumi command started this process. Throws if the state cannot be read. The
   * state is read again only for a version higher than the last one, because reading it takes a second in a large
   * stack.
   *
   * @param version See {@link Claims.version}; 0 for the state before this run changed anything, if the state was read
   * in time.
   */
  readonly read: (version: number) => Promise<Snapshot | undefined>;
}

/** An object, and the resource in the state that holds it. */
interface Held {
  readonly resource: Pick<AnyResource, "name" | "terms">;
  readonly id: string;
  readonly key: string;
  readonly mark: AccountMark | undefined;
}

/**
 * Maximum number of state reads, and the pause between reads, while waiting for another provider to remove its
 * resource.
 */
const [MAX_READS, PAUSE_MS] = [10, 1000];

/** Returns the other resources in the state that hold an object. Equal ids in two accounts are two objects. */
export const othersInState = async (
  stackState: StackState,
  version: number,
  held: Held,
): Promise<readonly Holder[]> => othersIn(await stackState.read(version), held);

const othersIn = (state: Snapshot | undefined, { resource, id, key, mark }: Held): readonly Holder[] =>
  (state?.holders(resource.name, id, key) ?? []).filter(
    (each) => each.key !== key && mayBeSame(each.mark, mark),
  );

/**
 * Returns whether the object of the resource being deleted is also held by a resource that this command does not see,
 * or by a resource of another provider. Another provider can delete its resource at the same time, and exactly one of
 * them must delete the object: the resource whose deletion began last waits until the others have left the state; the
 * others are removed immediately. Throws if the state cannot be read, because another resource might still hold the
 * object.
 */
export const isHeldInState = async (
  { stackState, claims }: { readonly stackState: StackState; readonly claims: Claims },
  operation: Operation,
  held: Held,
): Promise<boolean> => {
  const command = await stackState.command();
  if (!command) return false;
  await expectInState(stackState, claims, held.key);
  const others = await othersInState(stackState, claims.version, held);
  if (command.isLimited && others.some((each) => !each.isElsewhere && !claims.wasReleased(each.key)))
    return true;
  if (!others.some(({ isElsewhere }) => isElsewhere)) return false;
  for (let reads = 0; reads < MAX_READS; reads++) {
    const state = await stackState.read(claims.nextVersion());
    const elsewhere = othersIn(state, held).filter(({ isElsewhere }) => isElsewhere);
    if (elsewhere.length === 0) return false;
    const order = (key: string): number => state?.deleting.indexOf(key) ?? -1;
    const own = order(held.key);
    // Without its own deletion, the state is not the current one.
    if (own >= 0 && elsewhere.some(({ key }) => order(key) < 0 || order(key) > own)) return true;
    await operation.pause(PAUSE_MS);
  }
  const { kind, object } = held.resource.terms;
  throw new LinkWanError({
    action: "Deletion",
    subject: `${kind} ${held.id}`,
    code: "Mismatch",
    meaning: `a resource of another provider holds the ${object} too, and has not left the state`,
    remedy: "run the same command again; if PULUMI_SKIP_CHECKPOINTS is set, unset it first",
  });
};

/**
 * Throws if the state contains none of the resources that this run has seen, because it is the state of another stack.
 * The resource to delete alone proves nothing: after a refresh, the engine does not record the original of a
 * replacement.
 */
const expectInState = async (stackState: StackState, claims: Claims, key: string): Promise<void> => {
  const isSeen = async (version: number): Promise<boolean> => {
    const state = await stackState.read(version);
    if (state === undefined || key === "" || state.contains(key)) return true;
    return claims.seenKeys().some((each) => state.contains(each));
  };
  if ((await isSeen(claims.version)) || (await isSeen(claims.nextVersion()))) return;
  throw new LinkWanError({
    action: "Reading the state",
    code: "Mismatch",
    meaning: "pulumi stack export returns the state of another stack; nothing was changed",
    remedy: "select the stack with pulumi stack select, then run the same command again",
  });
};
