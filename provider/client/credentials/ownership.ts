import { createHash } from "node:crypto";
import { RECORDED_CONFIG } from "../configuration";
import { describeCode } from "../errorCodes";
import { isLinkWanError, LinkWanError } from "../errors";

/**
 * A mark in the state that identifies the location of an object: ten characters for the account, then four for the
 * place. The account is `a` and a hash of the account id, or `k` and a hash of the access key id if the account is
 * unknown. The place is a hash of the endpoint's host and the IoT instance. The mark is short, because each byte of the
 * state costs time.
 */
export type AccountMark = string;

const ACCOUNT_LENGTH = 10;

const hash = (value: string, length: number): string =>
  createHash("sha256").update(value).digest("hex").slice(0, length);

const markOf = (kind: "a" | "k", value: string): AccountMark => kind + hash(value, ACCOUNT_LENGTH - 1);

/**
 * Matches the Link WAN endpoints of Alibaba Cloud. In one region, the public endpoint and the VPC endpoint serve the
 * same objects.
 */
const VENDOR_ENDPOINT = /^linkwan(?:-vpc)?\.([\w-]+)\.aliyuncs\.com$/;

/**
 * Returns the hash that identifies an endpoint and an IoT instance. Ignores the port, because only emulators run on
 * varying ports.
 */
export const placeOf = (endpoint: string, iotInstanceId: string | undefined): string => {
  const { hostname } = new URL(endpoint);
  return hash(`${VENDOR_ENDPOINT.exec(hostname)?.[1] ?? hostname} ${iotInstanceId ?? ""}`, 4);
};

/** Returns the part of a mark that identifies the account. */
export const accountIn = (mark: AccountMark): string => mark.slice(0, ACCOUNT_LENGTH);

/** Returns the part of a mark that identifies the place; an empty string if the mark has no such part. */
const placeIn = (mark: AccountMark): string => mark.slice(ACCOUNT_LENGTH);

/** Returns whether a mark identifies another place; a mark without a place proves nothing. */
export const isOtherPlace = (mark: AccountMark, place: string): boolean =>
  placeIn(mark) !== "" && place !== "" && placeIn(mark) !== place;

/** Returns whether a mark identifies an account. Other marks identify an access key, and two keys can share an account. */
export const identifiesAccount = (mark: AccountMark): boolean => mark.startsWith("a");

/** The account that credentials belong to, as far as it is known. */
export interface Owner {
  /** Account id of 16 digits; `undefined` if STS is not configured or does not respond. */
  readonly accountId: string | undefined;
  /**
   * Mark of the access key. `undefined` for a temporary key, because other temporary keys can belong to the same
   * account.
   */
  readonly keyMark: AccountMark | undefined;
  /** Reason why the account id is unknown, if STS is configured. */
  readonly failure?: string;
}

/** Returns the owner of credentials. `getAccountId` calls STS; it is `undefined` if STS is not configured. */
export const findOwner = async (
  keys: { readonly accessKeyId: string; readonly securityToken?: string },
  getAccountId: (() => Promise<string>) | undefined,
): Promise<Owner> => {
  const keyMark = keys.securityToken ? undefined : markOf("k", keys.accessKeyId);
  if (!getAccountId) return { accountId: undefined, keyMark };
  try {
    return { accountId: await getAccountId(), keyMark };
  } catch (error) {
    if (!isLinkWanError(error)) throw error;
    const { code, details } = error;
    const meaning = details.meaning ?? describeCode(code, details.statusCode).meaning;
    return { accountId: undefined, keyMark, failure: `STS failed with ${code}: ${meaning}` };
  }
};

/** Returns the account part of a new object's mark. */
export const ownMark = ({ accountId, keyMark }: Owner): AccountMark | undefined =>
  accountId === undefined ? keyMark : markOf("a", accountId);

/** Compares a recorded mark with the owner of credentials. */
export const compareOwner = (mark: AccountMark, owner: Owner): "same" | "other" | "unknown" => {
  const recorded = accountIn(mark);
  if (recorded === owner.keyMark) return "same";
  if (!identifiesAccount(mark)) return owner.keyMark === undefined ? "unknown" : "other";
  if (owner.accountId === undefined) return "unknown";
  return recorded === markOf("a", owner.accountId) ? "same" : "other";
};

/** Returns whether two equal ids, recorded with these marks, can identify the same object. */
export const mayBeSame = (one: AccountMark | undefined, other: AccountMark | undefined): boolean => {
  if (one === undefined || other === undefined) return true;
  const isOtherAccount =
    identifiesAccount(one) && identifiesAccount(other) && accountIn(one) !== accountIn(other);
  return !isOtherPlace(one, placeIn(other)) && !isOtherAccount;
};

/**
 * Describes the owner of credentials by account id and mark. Errors about an object identify its account by the mark.
 */
export const describeOwner = ({ accountId, keyMark, failure }: Owner): string => {
  if (accountId !== undefined) return `account ${accountId} (${markOf("a", accountId)})`;
  const key = keyMark === undefined ? "" : `, access key ${keyMark}`;
  return `an unknown account (${failure ?? "linkwan:stsEndpoint is not set"}${key})`;
};

/** Describes a recorded account. */
export const describeMark = (mark: AccountMark): string =>
  identifiesAccount(mark) ? `account ${accountIn(mark)}` : `the account of access key ${accountIn(mark)}`;

/** Returns the error for credentials of an account other than `linkwan:expectedAccount`; `undefined` if they match. */
export const unexpectedAccount = (
  action: string,
  subject: string,
  expected: string,
  owner: Owner,
  credentialSource: string,
): LinkWanError | undefined =>
  owner.accountId === expected
    ? undefined
    : new LinkWanError({
        action,
        subject,
        code: "AccountMismatch",
        meaning: `the credentials from ${credentialSource} belong to ${describeOwner(owner)}, but linkwan:expectedAccount is ${expected}; nothing was changed`,
        remedy:
          owner.accountId === undefined
            ? `set linkwan:stsEndpoint to an STS address that this machine can reach, or remove linkwan:expectedAccount${RECORDED_CONFIG}`
            : `use a key or a profile of the expected account, or correct linkwan:expectedAccount${RECORDED_CONFIG}`,
      });
