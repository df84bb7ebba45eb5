import type { Operation } from "../../api/client";
import { hasCode } from "../../api/errors";
import { ifReadable } from "../absence";

/** Rethrows an error; where it says that the join permission is granted, it then names the renter. */
export const explainGranted = async (
  operation: Operation,
  id: string,
  error: unknown,
  refused: string,
): Promise<never> => {
  if (!hasCode(error, "JoinPermissionAlreadyAuthorized")) throw error;
  const owned = await ifReadable(operation.call("GetOwnedJoinPermission", { JoinPermissionId: id }));
  if (owned?.AuthState === "APPLYING") {
    throw error.explained({
      meaning: `an order that offers it is open, and until that is decided ${refused}`,
      remedy: "cancel the order (destroy its JoinPermissionAuthOrder), then run the same command again",
    });
  }
  const renter = owned?.RenterAliyunId ?? "its renter";
  throw error.explained({
    meaning: `it is granted to ${renter}, and while it is, ${refused}`,
    remedy: `have ${renter} return it (only the renter can: destroy the LeasedJoinPermission there, or in the console), then run the same command again`,
  });
};
