import { randomBytes } from "node:crypto";
import type { Account } from "./entities";
import type { GatewayIdentity, NodeIdentity } from "./identities";

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
  /** Whether the account has not paid (`CheckUserChargeStatus`). Default false. */
  readonly arrears?: boolean;
}

/** A LOCAL join permission to start with. */
export interface JoinPermissionSeed {
  /** Name of the account that owns it. */
  readonly owner: string;
  /** Its name, by the service's rule: 4 to 30 wide, a Chinese character counts 2. */
  readonly name: string;
  /** Default `A`. */
  readonly classMode?: "A" | "B" | "C";
  /** Default 101. */
  readonly freqBandPlanGroupId?: number;
  /** Name of an account that it is offered to, in an order that waits to be accepted. Default: none. */
  readonly offeredTo?: string;
}

/** A lock of another product on a node group. */
export interface LockSeed {
  /** Default: made up. */
  readonly lockId?: string;
  /** Default `WRITE`, the one that the emulator heeds. */
  readonly lockType?: string;
  /** Default true. */
  readonly enabled?: boolean;
}

/** A node group to start with. */
export interface NodeGroupSeed {
  /** Name of the account that it belongs to. */
  readonly account: string;
  /** Its name, by the service's rule: 4 to 30 wide, a Chinese character counts 2. */
  readonly name: string;
  /** Default: none. */
  readonly locks?: readonly LockSeed[];
}

/** What the emulated cloud holds at its start; the form of a seed file. */
export interface Seed {
  /** Default: one named `renter` and one named `owner`. */
  readonly accounts?: readonly AccountSeed[];
  /** LOCAL join permissions. Default: none. */
  readonly joinPermissions?: readonly JoinPermissionSeed[];
  /** Gateways that the vendor has issued, in no account yet. Default: `aaaa000000000001` to `aaaa00000000000a`. */
  readonly gateways?: readonly GatewayIdentity[];
  /** Nodes that the vendor has issued, in no group yet. Default: `dddd000000000001` to `dddd0000000003e8`. */
  readonly nodes?: readonly NodeIdentity[];
  /** Node groups. Default: none. */
  readonly nodeGroups?: readonly NodeGroupSeed[];
}

export const defaultAccounts: readonly AccountSeed[] = [{ name: "renter" }, { name: "owner" }];

export const seedAccount = (seed: AccountSeed): Account => ({
  name: seed.name,
  accessKeyId: seed.accessKeyId ?? `emulator-${seed.name}`,
  accessKeySecret: seed.accessKeySecret ?? randomBytes(15).toString("hex"),
  securityToken: seed.securityToken,
  activated: seed.activated ?? true,
  missingFeatures: seed.missingFeatures ?? [],
  deniedActions: seed.deniedActions ?? [],
  arrears: seed.arrears ?? false,
});
