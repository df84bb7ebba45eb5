import type { Look, Operation } from "../api/client";
import { isLinkWanError, type LinkWanError } from "../api/errors";
import { type Kind, type KindName, kinds, type Read } from "../api/kinds";
import type { Definition } from "./definition";
import { type Run, thingOf } from "./run";

interface Making<K extends KindName> {
  readonly kind: K;
  /** What things of that kind are read within: the node group of a node. */
  readonly within?: string;
  /** Whether a thing that the account has is the one that is to be made. */
  readonly isIt: (item: Read<K>, id: string) => boolean;
  /** Makes it, and gives its id. */
  readonly make: (look: Look<string>) => Promise<string>;
  /** Codes that say that the account has it already. */
  readonly taken: readonly string[];
  /** How to take over the one of that id. */
  readonly takeOver: (id: string) => string;
}

/**
 * Makes a thing that is one of its name or number in the account. What the account held before is known first, so
 * that after a lost answer the one that this call made is told from one that was there all along.
 */
export const makeOnce = async <K extends KindName>(
  operation: Operation,
  run: Run,
  { resource, words }: Definition,
  { kind, within = "", isIt, make, taken, takeOver }: Making<K>,
): Promise<string> => {
  const before = await operation.heldBefore(kind, within);
  const find = async (looking: Operation): Promise<string | undefined> => {
    const held = await (kinds[kind] as Kind<Read<K>>).list(looking, within);
    return [...held].find(([id, item]) => isIt(item, id))?.[0];
  };
  const look: Look<string> = async (looking) => {
    const id = await find(looking);
    const isOurs = id !== undefined && !before.has(id) && !run.isKept(thingOf(resource, id));
    return isOurs ? { result: id } : undefined;
  };
  try {
    return await make(look);
  } catch (error) {
    if (!isLinkWanError(error)) throw error;
    if (error.kind === "ambiguous") throw explainUnknownEnd(error, words.thing);
    const id = taken.includes(error.code) ? await find(operation) : undefined;
    if (id === undefined) throw error;
    throw error.explained({
      meaning: `the account has this ${words.thing} already, ${words.kind} ${id}`,
      remedy: `to manage it here, ${takeOver(id)} (after a mere renaming of the resource, rather use the aliases option)`,
    });
  }
};

/** The same look, for an action whose answer holds no id. */
export const withoutId =
  (look: Look<string>): Look<undefined> =>
  async (...looking) =>
    (await look(...looking)) && { result: undefined };

const explainUnknownEnd = (error: LinkWanError, thing: string): LinkWanError =>
  error.explained({
    meaning: `it is not known whether the ${thing} was made`,
    remedy: `run pulumi up again; if it then says that the account has the ${thing} already, take it over as the error says`,
  });
