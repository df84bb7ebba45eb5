import { hasCode, isLinkWanError, type LinkWanError, lacksRight } from "../../provider/client/errors";
import type { Operation } from "../../provider/client/operation";
import { rejectsKey } from "../../provider/client/send";
import {
  CheckCloudProductOpenStatus,
  CheckUserChargeStatus,
  GetUserLicense,
  ListActivatedFeatures,
  type UserLicense,
} from "../../provider/functions/api";
import { resources } from "../../provider/resources";
import { type Finding, fail, ok, warn, worst } from "./finding";

/** The outcome of a read. */
export type Read<T> = { readonly value: T } | { readonly error: LinkWanError };

/** Status of an account, as the service reports it. */
export interface AccountStatus {
  /** Whether Link WAN is activated. */
  readonly opened: Read<boolean>;
  /** Other reads; `undefined` if Link WAN is not activated, or if every other read would fail like `opened`. */
  readonly rest?: {
    readonly chargeStatus: Read<"NORMAL" | "ARREARAGE">;
    readonly features: Read<readonly string[]>;
    readonly license: Read<UserLicense>;
    /** Result of a call that must contain the id of the account's IoT instance if the instance has an id. */
    readonly instance: Read<unknown>;
  };
}

const FIRST_OBJECT = { Offset: 0, Limit: 1, SortingField: "CREATED_MILLIS", Ascending: true } as const;

/** Calls a list action that accepts the id of the IoT instance and requires no feature. */
const listWithInstance = async (operation: Operation): Promise<unknown> => {
  const list = resources
    .filter(({ features }) => features.length === 0)
    .flatMap(({ actions }) => actions)
    .find(
      ({ parameters, takesIotInstanceId }) =>
        takesIotInstanceId && Object.keys(parameters).join() === Object.keys(FIRST_OBJECT).join(),
    );
  return list && operation.call(list, FIRST_OBJECT);
};

/** Reads the status of the account. Makes up to five calls with the provider's own client. */
export const readAccount = async (operation: Operation): Promise<AccountStatus> => {
  const opened = await outcome(operation.call(CheckCloudProductOpenStatus, { ServiceCode: "linkwan" }));
  if ("error" in opened ? isHopeless(opened.error) : !opened.value) return { opened };
  const [chargeStatus, features, license, instance] = await Promise.all([
    outcome(operation.call(CheckUserChargeStatus, {})),
    outcome(operation.call(ListActivatedFeatures, {})),
    outcome(operation.call(GetUserLicense, {})),
    outcome(listWithInstance(operation)),
  ]);
  return { opened, rest: { chargeStatus, features, license, instance } };
};

const outcome = <T>(call: Promise<T>): Promise<Read<T>> =>
  call.then(
    (value) => ({ value }),
    (error: unknown) => {
      if (isLinkWanError(error)) return { error };
      throw error;
    },
  );

/** Returns whether every other read would fail with `error` too. */
const isHopeless = (error: LinkWanError): boolean =>
  rejectsKey(error) || error.kind !== "final" || hasCode(error, "CloudProductNotActivated");

/**
 * Reports a failed read. A missing permission results only in a warning, because resources work without this
 * permission.
 */
export const checkFailure = (error: LinkWanError): Finding => {
  if (!lacksRight(error)) return { mark: "FAIL", text: error.message };
  const { action, code } = error.details;
  return warn(
    `${action} is denied with ${code}: this RAM user or role lacks the permission, but resources do not need it`,
    `to enable this check, ask the account's administrator to grant linkwan:${action}`,
  );
};

/** Checks that the account can use Link WAN. */
export const checkActivation = ({ opened, rest }: AccountStatus): Finding => {
  const findings: Finding[] = [];
  if ("error" in opened) findings.push(checkFailure(opened.error));
  else if (!opened.value) {
    findings.push(
      fail(
        "Link WAN is not activated for this account",
        "sign in to the Link WAN console with this account and activate the service, or configure another account's key",
      ),
    );
  }
  const chargeStatus = rest?.chargeStatus;
  if (chargeStatus && "error" in chargeStatus) findings.push(checkFailure(chargeStatus.error));
  else if (chargeStatus?.value === "ARREARAGE") {
    findings.push(
      fail(
        "the account has unpaid bills, so the service is stopped",
        "pay the bills in the Alibaba Cloud console",
      ),
    );
  }
  return worst([...findings, ok("Link WAN is activated, and there are no unpaid bills")]);
};
