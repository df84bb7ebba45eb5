import { randomBytes } from "node:crypto";
import type { Account } from "./state";

/** An account to start with; what is left out is filled in. */
export interface AccountSeed {
  /** Login name; what `RenterAliyunId` takes. */
  readonly name: string;
  /** Default: `emulator-` and the name. */
  readonly accessKeyId?: string;
  /** Default: random. */
  readonly accessKeySecret?: string;
  /** Makes the key a temporary one: every request must carry this token. Default: none. */
  readonly securityToken?: string;
  /** Whether Link WAN is activated. Default true. */
  readonly activated?: boolean;
  /** Features that the account lacks, for example `ROAMING_JOIN_PERMISSION`. Default: none. */
  readonly missingFeatures?: readonly string[];
  /** Actions that the account's user may not call (`ForbiddenByRam`). Default: none. */
  readonly deniedActions?: readonly string[];
}

/** A LOCAL join permission to start with. */
export interface JoinPermissionSeed {
  /** Name of the account that owns it. */
  readonly owner: string;
  readonly name: string;
  /** Default `A`. */
  readonly classMode?: "A" | "B" | "C";
  /** Default 101. */
  readonly freqBandPlanGroupId?: number;
  /** Name of an account that it is offered to, in an order that waits to be accepted. Default: none. */
  readonly offeredTo?: string;
}

/** What the emulated cloud holds at its start; the form of a seed file. */
export interface Seed {
  /** Default: one named `renter` and one named `owner`. */
  readonly accounts?: readonly AccountSeed[];
  readonly joinPermissions?: readonly JoinPermissionSeed[];
}

const ACCOUNT_KEYS = [
  "name",
  "accessKeyId",
  "accessKeySecret",
  "securityToken",
  "activated",
  "missingFeatures",
  "deniedActions",
];
const PERMISSION_KEYS = ["owner", "name", "classMode", "freqBandPlanGroupId", "offeredTo"];

/** Why a seed cannot be used, naming the entry; `undefined` where it can. */
export const refusesSeed = (seed: unknown): string | undefined => {
  if (typeof seed !== "object" || seed === null || Array.isArray(seed)) return "a seed is an object";
  const { accounts = [], joinPermissions = [], ...unknown } = seed as Record<string, unknown>;
  const [extra] = Object.keys(unknown);
  if (extra !== undefined) return `a seed has accounts and joinPermissions, no ${extra}`;
  return (
    refusesList("accounts", accounts, ["name"], ACCOUNT_KEYS) ??
    refusesList("joinPermissions", joinPermissions, ["owner", "name"], PERMISSION_KEYS) ??
    refusesDoubles(accounts as AccountSeed[])
  );
};

const refusesList = (
  list: string,
  entries: unknown,
  required: readonly string[],
  known: readonly string[],
): string | undefined => {
  if (!Array.isArray(entries)) return `${list} is a list`;
  for (const [index, entry] of entries.entries()) {
    const fields = Object(entry) as Record<string, unknown>;
    const absent = required.find((key) => typeof fields[key] !== "string" || fields[key] === "");
    if (absent !== undefined) return `${list}[${index}] has no ${absent}`;
    const unknown = Object.keys(fields).find((key) => !known.includes(key));
    if (unknown !== undefined) return `${list}[${index}] has ${unknown}; it may have ${known.join(", ")}`;
  }
  return undefined;
};

const refusesDoubles = (accounts: readonly AccountSeed[]): string | undefined => {
  for (const key of ["name", "accessKeyId"] as const) {
    const values = accounts.map((account) => account[key]).filter((value) => value !== undefined);
    const double = values.find((value, index) => values.indexOf(value) !== index);
    if (double !== undefined) return `two accounts have the ${key} ${double}`;
  }
  return undefined;
};

export const defaultAccounts: readonly AccountSeed[] = [{ name: "renter" }, { name: "owner" }];

export const seedAccount = (seed: AccountSeed): Account => ({
  name: seed.name,
  accessKeyId: seed.accessKeyId ?? `emulator-${seed.name}`,
  accessKeySecret: seed.accessKeySecret ?? randomBytes(15).toString("hex"),
  securityToken: seed.securityToken,
  activated: seed.activated ?? true,
  missingFeatures: seed.missingFeatures ?? [],
  deniedActions: seed.deniedActions ?? [],
});
