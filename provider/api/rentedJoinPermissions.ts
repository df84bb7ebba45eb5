import type { JoinPermissionType, RentedJoinPermission, ResultOf } from "./actions";
import type { ReadSource } from "./batchedReads";
import type { Operation } from "./client";

/** The most that the service gives in one page. */
const PAGE = 200;

type Listed = ResultOf<"ListRentedJoinPermissions">["List"][number];

/** Every rented join permission, oldest first, page by page. */
export const listRentedJoinPermissions = async (
  operation: Operation,
  Type?: JoinPermissionType,
): Promise<Listed[]> => {
  const all: Listed[] = [];
  for (;;) {
    const { TotalCount, List } = await operation.call("ListRentedJoinPermissions", {
      Offset: all.length,
      Limit: PAGE,
      Type,
      SortingField: "CREATED_MILLIS",
      Ascending: true,
    });
    all.push(...List);
    if (List.length === 0 || all.length >= TotalCount) return all;
  }
};

export const rentedJoinPermissions = (operation: () => Operation): ReadSource<RentedJoinPermission> => ({
  get: (id) => operation().call("GetRentedJoinPermission", { JoinPermissionId: id }),
  list: async () =>
    new Map((await listRentedJoinPermissions(operation())).map((each) => [each.JoinPermissionId, each])),
});
