/** Maximum page size of the service. */
const PAGE = 200;
/** Number of attempts to read a list that changes during the read. */
const ATTEMPTS = 3;

/** Paging parameters of a list (API file B.0.3). */
export interface PageRequest {
  readonly Offset: number;
  readonly Limit: number;
  readonly Ascending: boolean;
}

/**
 * Reads every item of a list, page by page, oldest first, and returns the items by id. If an item is deleted or moved
 * during the read, another item can be missed between two pages; the list is then read again.
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
    if (all.size >= total || attempt === ATTEMPTS) return all;
  }
};
