import { isLinkWanError } from "../../provider/client/errors";
import type { Operation } from "../../provider/client/operation";
import { describeOwner } from "../../provider/client/ownership";
import { type Finding, fail, ok, skip, warn } from "./finding";

/** Which account the credentials belong to, with the mark by which errors name it, and whether it is the expected one. */
export const checkOwner = async (operation: Operation): Promise<Finding> => {
  const { expectedAccount } = operation;
  try {
    await operation.expectAccount("Checking", "the account");
  } catch (error) {
    if (!isLinkWanError(error)) throw error;
    return fail(error.details.meaning ?? error.message, error.details.remedy ?? "use other credentials");
  }
  const owner = await operation.owner();
  if (owner.accountId !== undefined)
    return ok(
      `${describeOwner(owner)}${expectedAccount === undefined ? "" : ", as linkwan:expectedAccount says"}`,
    );
  if (owner.failure === undefined) return skip(describeOwner(owner));
  return warn(
    describeOwner(owner),
    "set linkwan:stsEndpoint to an address of STS that this machine can reach; until then, only the same access key counts as the same account",
  );
};
