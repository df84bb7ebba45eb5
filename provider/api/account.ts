import type { ClientParts } from "./attempt";
import { BatchedReads } from "./batchedReads";
import { type Account, Operation } from "./client";
import { type Kind, type KindName, kinds, type Read } from "./kinds";
import { remembered } from "./remembered";

/** An account whose resources read together and forget together. */
export const accountOf = (parts: ClientParts): Account => {
  const reads = new Map<string, BatchedReads<unknown>>();
  const before = new Map<string, Promise<ReadonlyMap<string, unknown>>>();
  const account: Account = {
    parts,
    read: <K extends KindName>(name: K, id: string, within: string) => {
      const key = `${name} ${within}`;
      const kind = kinds[name] as Kind<unknown>;
      const together = remembered(
        reads,
        key,
        () => new BatchedReads(sourceOf(kind, within), parts.clock, kind.few),
      );
      return together.read(id) as Promise<Read<K>>;
    },
    heldBefore: <K extends KindName>(name: K, within: string) => {
      const key = `${name} ${within}`;
      const held = remembered(before, key, () => {
        const listing = (kinds[name] as Kind<unknown>).list(new Operation(account), within);
        listing.catch(() => before.delete(key));
        return listing;
      });
      return held as Promise<ReadonlyMap<string, Read<K>>>;
    },
    written: () => {
      for (const each of reads.values()) each.drop();
    },
  };
  const sourceOf = (kind: Kind<unknown>, within: string) => ({
    get: (id: string) => kind.get(new Operation(account), id, within),
    list: () => kind.list(new Operation(account), within),
  });
  return account;
};
