/** An account of the emulated cloud. */
export interface Account {
  /** Login name; what `RenterAliyunId` takes. */
  readonly name: string;
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  /** Where set, the key is a temporary one and every request must carry this token. */
  readonly securityToken?: string;
  /** Whether Link WAN is activated. */
  readonly activated: boolean;
  /** Features the account lacks, for example `ROAMING_JOIN_PERMISSION`. */
  readonly missingFeatures: readonly string[];
  /** Actions that the account's user may not call. */
  readonly deniedActions: readonly string[];
}

export interface JoinPermission {
  readonly id: string;
  readonly type: "LOCAL" | "ROAMING";
  /** Account that owns it; the platform for ROAMING. */
  readonly owner: string;
  renter: string | undefined;
  name: string;
  classMode: string;
  freqBandPlanGroupId: number;
  joinEui: string;
  enabled: boolean;
  rxDelay: number | undefined;
  dataRate: number | undefined;
  readonly createMillis: number;
}

export type OrderState = "APPLYING" | "ACCEPTED" | "REJECTED" | "CANCELED";

export interface Order {
  readonly id: string;
  state: OrderState;
  readonly joinPermissionId: string;
  readonly owner: string;
  readonly renter: string;
  /** When each state was entered. */
  readonly millis: Partial<Record<OrderState, number>>;
}

export interface NodeGroup {
  readonly id: string;
  readonly account: string;
  name: string;
  joinPermissionId: string | undefined;
  readonly createMillis: number;
  readonly locks: { id: string; type: string; enabled: boolean; createMillis: number }[];
}

/** Owner of every ROAMING permission, as lists show it. */
export const PLATFORM = "AliCloud IoT";

/** All that the emulated cloud holds. */
export class State {
  readonly accounts: Account[] = [];
  readonly permissions = new Map<string, JoinPermission>();
  readonly orders = new Map<string, Order>();
  readonly groups = new Map<string, NodeGroup>();
  /** For each account the times of orders to renters that do not exist. */
  readonly unknownRenters = new Map<string, number[]>();
  /** Kinds start apart, so that an id of one kind used as another's is noticed. */
  private readonly lastIds = { permission: 50_000, order: 7_000, group: 300 };

  constructor(readonly now: () => number) {}

  nextId(kind: "permission" | "order" | "group"): string {
    return String(++this.lastIds[kind]);
  }

  rentedBy(account: Account): JoinPermission[] {
    return [...this.permissions.values()].filter((each) => each.renter === account.name);
  }

  ownedBy(account: Account): JoinPermission[] {
    return [...this.permissions.values()].filter(
      (each) => each.type === "LOCAL" && each.owner === account.name,
    );
  }

  groupsOf(account: Account): NodeGroup[] {
    return [...this.groups.values()].filter((each) => each.account === account.name);
  }

  groupOfPermission(id: string): NodeGroup | undefined {
    return [...this.groups.values()].find((each) => each.joinPermissionId === id);
  }

  openOrderOf(id: string): Order | undefined {
    return [...this.orders.values()].find(
      (each) => each.joinPermissionId === id && each.state === "APPLYING",
    );
  }
}
