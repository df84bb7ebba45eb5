import { describeOwner } from "../../provider/client/credentials/ownership";
import { isLinkWanError } from "../../provider/client/errors";
import type { Operation } from "../../provider/client/operation";
import { type Finding, fail, ok, skip, warn } from "./finding";

/**
 * Reports the account that the credentials belong to, including the mark that errors use for this account. Checks that
 * the account is the expected one.
 */
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
      `${describeOwner(owner)}${expectedAccount === undefined ? "" : ", as set in linkwan:expectedAccount"}`,
    );
  if (owner.failure === undefined) return skip(describeOwner(owner));
  return warn(
    describeOwner(owner),
    "set linkwan:stsEndpoint to an STS address that this machine can reach; until then, an account is recognized only by its access key",
  );
};
