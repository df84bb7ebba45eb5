import type { Operation } from "../../api/client";
import { hasCode } from "../../api/errors";
import { isSet } from "../properties";
import type { Values } from "../resource";

/**
 * The service gives the same answer for a lease that is gone and where the credentials are another account's: the
 * order of a LOCAL lease tells the two apart, for it stays visible to its renter, and to nobody else but its owner.
 */
export const confirmGone = async (operation: Operation, id: string, state: Values): Promise<void> => {
  if (!isSet(state.authOrderId)) return;
  const order = { OrderId: String(state.authOrderId) };
  await operation.call("GetJoinPermissionAuthOrder", order).catch((error) => {
    if (!hasCode(error, "NonExistent", "NotResourceOwner")) throw error;
    throw error.explained({
      subject: `join permission ${id}`,
      meaning: `these credentials are not of the account that accepted order ${order.OrderId}, so the lease cannot be seen with them`,
      remedy:
        "use the credentials (profile) with which the lease was got; if they are, and the lease is gone all the same, take it out of the state with pulumi state delete",
    });
  });
};
