import type { OwnedJoinPermission } from "../../api/actions";
import type { Operation } from "../../api/client";
import { hasCode, isLinkWanError, type LinkWanError } from "../../api/errors";
import { ifReadable } from "../absence";
import type { Values } from "../resource";

/** In the place of an id: the order is there, but the answer with its id was lost. */
const LOST = "";

const WHERE =
  "its id is in the renter's notifications (getPendingJoinPermissionAuthOrders with the renter's credentials, or the renter's console): set it as orderId; or have the renter reject it, then run pulumi up again";

/**
 * Submits an order and gives its id. No action lists orders: one whose answer was lost shows only in the
 * permission's AuthState.
 */
export const submit = async (operation: Operation, inputs: Values): Promise<string> => {
  const JoinPermissionId = String(inputs.joinPermissionId);
  const RenterAliyunId = String(inputs.renterAliyunId);
  const read = (looking: Operation) => looking.call("GetOwnedJoinPermission", { JoinPermissionId });
  let lost: LinkWanError | undefined;
  const orderId = await operation
    .call("SubmitJoinPermissionAuthOrder", { JoinPermissionId, RenterAliyunId }, async (looking, failure) => {
      lost = failure;
      return (await read(looking)).AuthState === "NEW" ? undefined : { result: LOST };
    })
    .catch((error) => explain(error, () => read(operation)));
  if (orderId !== LOST || !lost) return orderId;
  throw lost.explained({
    meaning: "the order was submitted, but the answer with its id was lost",
    remedy: WHERE,
  });
};

const explain = async (error: unknown, read: () => Promise<OwnedJoinPermission>): Promise<never> => {
  if (isLinkWanError(error) && error.kind === "ambiguous") {
    throw error.explained({
      meaning: "it is not known whether the order was submitted",
      remedy: "run pulumi up again; if it then says that an order is open, take that over as the error says",
    });
  }
  if (!hasCode(error, "JoinPermissionAlreadyAuthorized")) throw error;
  const owned = await ifReadable(read());
  if (owned?.AuthState === "APPLYING")
    throw error.explained({ meaning: "an order for it is open already", remedy: WHERE });
  throw owned?.RenterAliyunId === undefined
    ? error
    : error.explained({ meaning: `it is granted to ${owned.RenterAliyunId}` });
};
