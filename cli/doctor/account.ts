import type { ResultOf } from "../../provider/client/actions";
import { hasCode, isLinkWanError, type LinkWanError, lacksRight } from "../../provider/client/errors";
import type { Operation } from "../../provider/client/operation";
import { rejectsKey } from "../../provider/client/send";
import { type Finding, warn } from "./finding";

type Read<T> = { readonly value: T } | { readonly error: LinkWanError };

/** What the account can be asked about itself; what is absent, there was no use in asking. */
export interface Account {
  readonly opened: Read<boolean>;
  readonly rest?: {
    readonly chargeStatus: Read<ResultOf<"CheckUserChargeStatus">>;
    readonly features: Read<ResultOf<"ListActivatedFeatures">>;
    readonly license: Read<ResultOf<"GetUserLicense">>;
  };
}

/** Asks with four reads at most, with the provider's own client. */
export const readAccount = async (operation: Operation): Promise<Account> => {
  const opened = await outcome(operation.call("CheckCloudProductOpenStatus", { ServiceCode: "linkwan" }));
  if ("error" in opened ? isHopeless(opened.error) : !opened.value) return { opened };
  const [chargeStatus, features, license] = await Promise.all([
    outcome(operation.call("CheckUserChargeStatus", {})),
    outcome(operation.call("ListActivatedFeatures", {})),
    outcome(operation.call("GetUserLicense", {})),
  ]);
  return { opened, rest: { chargeStatus, features, license } };
};

const outcome = <T>(call: Promise<T>): Promise<Read<T>> =>
  call.then(
    (value) => ({ value }),
    (error: unknown) => {
      if (isLinkWanError(error)) return { error };
      throw error;
    },
  );

/** Whether the other reads can only end in the same way. */
const isHopeless = (error: LinkWanError): boolean =>
  rejectsKey(error) || error.kind !== "final" || hasCode(error, "CloudProductNotActivated");

/** A read that has failed. One that is not allowed is no fault of the set-up: the resources do without it. */
export const checkFailure = (error: LinkWanError): Finding => {
  if (!lacksRight(error)) return { mark: "FAIL", text: error.message };
  const { action, code } = error.details;
  return warn(
    `${action} is refused with ${code}: this RAM user or role may not do that; resources do without it`,
    `to have it checked, have the account's administrator grant linkwan:${action}`,
  );
};
