import { LinkWanError } from "./errors";

/** Maximum page size of the service. */
const PAGE = 200;
/** Maximum number of attempts to read a list that changes during the read. */
const ATTEMPTS = 3;

/** Paging parameters of a list (API file B.0.3). */
export interface PageRequest {
  readonly Offset: number;
  readonly Limit: number;
  readonly Ascending: boolean;
}

/**
 * Reads every item of a list, page by page, oldest first. Returns the items keyed by id. If an item is deleted or moved
 * during the read, the read can miss another item between two pages, so the list is read again. Throws if every attempt
 * misses an item, because the caller could conclude that the missing object does not exist.
 */
export const everyPage = async <T>(
  page: (request: PageRequest) => Promise<{ readonly TotalCount: number; readonly List: readonly T[] }>,
  idOf: (item: T) => string,
): Promise<ReadonlyMap<string, T>> => {
  for (let attempt = 1; ; attempt++) {
    const all = new Map<string, T>();
    let total = 0;
    for (let offset = 0; ; ) {
      const { TotalCount, List } = await page({ Offset: offset, Limit: PAGE, Ascending: true });
      for (const item of List) all.set(idOf(item), item);
      offset += List.length;
      total = TotalCount;
      if (List.length === 0 || offset >= total) break;
    }
    if (all.size >= total) return all;
    if (attempt === ATTEMPTS) {
      throw new LinkWanError({
        action: "Reading a list",
        code: "Mismatch",
        meaning: `the list changed during each of ${ATTEMPTS} attempts to read it (${all.size} of ${total} objects read)`,
        remedy: "run the same command again while no other program is changing the account",
      });
    }
  }
};
