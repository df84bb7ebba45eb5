import { createHash, randomBytes } from "node:crypto";
import type { AccessKey, Account } from "./entities";
import type { GatewayIdentity, NodeIdentity } from "./identities";
import type { TrafficSeed } from "./traffic/transmission";

/** An additional access key of an account in a seed. */
export interface AccessKeySeed {
  /** AccessKey ID. */
  readonly accessKeyId: string;
  /** AccessKey secret. Default: random. */
  readonly accessKeySecret?: string;
  /** Makes the key temporary: every request must carry this token. Default: none. */
  readonly securityToken?: string;
}

/** An account in a seed. */
export interface AccountSeed {
  /** Login name: the value of `RenterAliyunId` in an order. */
  readonly name: string;
  /** Account id of 16 decimal digits, as GetCallerIdentity returns it. Default: derived from the name. */
  readonly accountId?: string;
  /** AccessKey ID. Default: `emulator-` followed by the name. */
  readonly accessKeyId?: string;
  /** AccessKey secret. Default: random. */
  readonly accessKeySecret?: string;
  /** Makes the key temporary: every request must carry this token. Default: none. */
  readonly securityToken?: string;
  /** Additional access keys: the keys of RAM users and roles, or the new key during a rotation. Default: none. */
  readonly otherKeys?: readonly AccessKeySeed[];
  /** Whether Link WAN is activated. Default true. */
  readonly activated?: boolean;
  /** Features that the account lacks, for example `ROAMING_JOIN_PERMISSION`. Default: none. */
  readonly missingFeatures?: readonly string[];
  /** Actions that the account's access keys are not authorized to call (`ForbiddenByRam`). Default: none. */
  readonly deniedActions?: readonly string[];
  /** Whether the account is in arrears (`CheckUserChargeStatus`). Default false. */
  readonly arrears?: boolean;
  /** Id of the account's IoT instance. If set, calls must contain the id. Default: the instance has no id. */
  readonly iotInstanceId?: string;
}

/** A LOCAL join permission in a seed. */
export interface JoinPermissionSeed {
  /** Name of the account that owns the join permission. */
  readonly owner: string;
  /** Name, 4 to 30 characters; a Chinese character counts as 2. */
  readonly name: string;
  /** LoRaWAN class of the nodes. Default `A`. */
  readonly classMode?: "A" | "B" | "C";
  /** Id of the frequency band plan group. Default 101. */
  readonly freqBandPlanGroupId?: number;
  /** Name of the account to which an open order offers the join permission. Default: none. */
  readonly offeredTo?: string;
}

/** A lock that another product holds on a node group. */
export interface LockSeed {
  /** Id of the lock. Default: generated. */
  readonly lockId?: string;
  /** Type of the lock. Default `WRITE`, the only type that the emulator enforces. */
  readonly lockType?: string;
  /** Whether the lock is enabled. Default true. */
  readonly enabled?: boolean;
}

/** A node group in a seed. */
export interface NodeGroupSeed {
  /** Name of the account that owns the node group. */
  readonly account: string;
  /** Name, 4 to 30 characters; a Chinese character counts as 2. */
  readonly name: string;
  /** Locks on the node group. Default: none. */
  readonly locks?: readonly LockSeed[];
}

/** Initial state of the emulated cloud, in the format of a seed file. */
export interface Seed {
  /** Accounts. Default: `renter` and `owner`. */
  readonly accounts?: readonly AccountSeed[];
  /** LOCAL join permissions. Default: none. */
  readonly joinPermissions?: readonly JoinPermissionSeed[];
  /**
   * Gateways that the vendor has issued and that are not yet in an account. Default: `aaaa000000000001` to
   * `aaaa00000000000a`.
   */
  readonly gateways?: readonly GatewayIdentity[];
  /**
   * Nodes that the vendor has issued and that are not yet in a group. Default: `dddd000000000001` to
   * `dddd0000000003e8`.
   */
  readonly nodes?: readonly NodeIdentity[];
  /** Node groups. Default: none. */
  readonly nodeGroups?: readonly NodeGroupSeed[];
  /** Data that nodes send periodically, as soon as a gateway within range belongs to an account. Default: none. */
  readonly traffic?: readonly TrafficSeed[];
}

/** The accounts of a seed that does not specify `accounts`. */
export const defaultAccounts: readonly AccountSeed[] = [{ name: "renter" }, { name: "owner" }];

/** Creates an account from a seed. Fills absent fields with defaults. */
export const createAccount = (seed: AccountSeed): Account => ({
  name: seed.name,
  accessKeyId: seed.accessKeyId ?? `emulator-${seed.name}`,
  accessKeySecret: seed.accessKeySecret ?? randomBytes(15).toString("hex"),
  securityToken: seed.securityToken,
  accountId: seed.accountId ?? accountIdOf(seed.name),
  otherKeys: (seed.otherKeys ?? []).map(createKey),
  activated: seed.activated ?? true,
  missingFeatures: seed.missingFeatures ?? [],
  deniedActions: seed.deniedActions ?? [],
  arrears: seed.arrears ?? false,
  iotInstanceId: seed.iotInstanceId,
});

const createKey = ({ accessKeyId, accessKeySecret, securityToken }: AccessKeySeed): AccessKey => ({
  accessKeyId,
  accessKeySecret: accessKeySecret ?? randomBytes(15).toString("hex"),
  ...(securityToken === undefined ? {} : { securityToken }),
});

/**
 * Derives an account id from the account's name. The id is the same in every emulator, so that a stack can outlive an
 * emulator.
 */
const accountIdOf = (name: string): string => {
  const hash = createHash("sha256").update(name).digest();
  return `1${hash.readBigUInt64BE().toString().slice(0, 15).padStart(15, "0")}`;
};
