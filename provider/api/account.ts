import type { ClientParts } from "./attempt";
import { BatchedReads } from "./batchedReads";
import { type Account, Operation } from "./client";
import { rentedJoinPermissions } from "./rentedJoinPermissions";

/** An account whose resources read together and forget together. */
export const accountOf = (parts: ClientParts): Account => {
  const account: Account = {
    parts,
    rentedJoinPermission: (id) => rented.read(id),
    written: () => rented.drop(),
  };
  const rented = new BatchedReads(
    rentedJoinPermissions(() => new Operation(account)),
    parts.clock,
  );
  return account;
};
