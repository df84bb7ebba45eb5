import type {
  AccessKey,
  Account,
  Gateway,
  JoinPermission,
  Node,
  NodeGroup,
  NodeTuple,
  Notification,
  Order,
} from "./entities";

/** Owner of every ROAMING permission in list replies. */
export const PLATFORM = "AliCloud IoT";

/** State of the emulated cloud. */
export class State {
  readonly accounts: Account[] = [];
  readonly permissions = new Map<string, JoinPermission>();
  readonly orders = new Map<string, Order>();
  readonly groups = new Map<string, NodeGroup>();
  readonly notifications = new Map<string, Notification>();
  readonly gateways = new Map<string, Gateway>();
  readonly nodes = new Map<string, Node>();
  /** PINs of the gateways that the vendor has issued, by GwEui. */
  readonly gatewayPins = new Map<string, string>();
  /** Nodes that the vendor has issued, by DevEui. */
  readonly nodeTuples = new Map<string, NodeTuple>();
  /** Times of failed attempts, by account. */
  readonly failedAttempts = { renter: new Map<string, number[]>(), pinCode: new Map<string, number[]>() };
  /** Last id of each kind. The ranges of ids differ, so that an id never matches an object of another kind. */
  private readonly lastIds = { permission: 50_000, order: 7_000, group: 300, lock: 40, notification: 9_000 };

  constructor(readonly now: () => number) {}

  nextId(kind: keyof State["lastIds"]): string {
    return String(++this.lastIds[kind]);
  }

  /** Returns the access key with the given id and the account of the key. */
  keyOf(accessKeyId: string | undefined): { readonly key: AccessKey; readonly account: Account } | undefined {
    for (const account of this.accounts) {
      const key = [account, ...account.otherKeys].find((each) => each.accessKeyId === accessKeyId);
      if (key) return { key, account };
    }
    return undefined;
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
    return [...this.orders.values()].find((each) => each.permission.id === id && each.state === "APPLYING");
  }

  gatewaysOf(account: Account): Gateway[] {
    return [...this.gateways.values()].filter((each) => each.account === account.name);
  }

  nodesIn(groupId: string | undefined): Node[] {
    return [...this.nodes.values()].filter((each) => each.groupId === groupId);
  }

  nodesOf(account: Account): Node[] {
    return [...this.nodes.values()].filter((each) => this.groups.get(each.groupId)?.account === account.name);
  }
}
