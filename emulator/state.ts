import { randomUUID } from "node:crypto";
import type {
  AccessKey,
  Account,
  AppliedLocalConfig,
  Gateway,
  JoinPermission,
  LocalConfigTask,
  Node,
  NodeGroup,
  NodeTuple,
  Notification,
  NotificationSubject,
  Order,
  TupleOrder,
} from "./entities";
import type { Packet } from "./traffic/packet";
import type { TrafficSeed } from "./traffic/transmission";

/** Owner of every ROAMING permission in list replies. */
export const PLATFORM = "AliCloud IoT";

/** Path under which the emulator serves files for download. */
export const DOWNLOAD_PATH = "/_emulator/download/";
const MAX_DOWNLOADS = 100;

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
  readonly tupleOrders = new Map<string, TupleOrder>();
  localConfigs: AppliedLocalConfig[] = [];
  readonly localConfigTasks = new Map<number, LocalConfigTask>();
  /** Isolation state of the network, by account. An account that has never changed the state has no entry. */
  readonly isolations = new Map<string, { readonly isolated: boolean; readonly updatedMillis: number }>();
  /** Nodes that send data periodically, with the time of each node's next transmission. */
  readonly senders: { readonly seed: TrafficSeed; nextMillis: number }[] = [];
  /** Packets that the service has logged. */
  packets: Packet[] = [];
  /** Files for download, by name. Only the most recent files are kept. */
  readonly downloads = new Map<string, string>();
  /** URL of the emulator, the prefix of download URLs. */
  address = "http://127.0.0.1";
  /** Times of failed attempts, by account. */
  readonly failedAttempts = { renter: new Map<string, number[]>(), pinCode: new Map<string, number[]>() };
  /** Last id of each kind of object. The id ranges differ, so that an id never matches an object of another kind. */
  private readonly lastIds = {
    permission: 50_000,
    order: 7_000,
    group: 300,
    lock: 40,
    notification: 9_000,
    tupleOrder: 1_200,
    localConfigTask: 60,
  };

  constructor(readonly now: () => number) {}

  nextId(kind: keyof State["lastIds"]): string {
    return String(++this.lastIds[kind]);
  }

  /** Notifies an account. */
  notify(account: string, subject: NotificationSubject, createMillis = this.now()): void {
    const id = this.nextId("notification");
    this.notifications.set(id, { id, account, subject, createMillis, handledMillis: undefined });
  }

  /** Adds a file for download and returns its URL. */
  addDownload(content: string): string {
    const name = `${randomUUID()}.csv`;
    this.downloads.set(name, content);
    const [oldest] = this.downloads.keys();
    if (this.downloads.size > MAX_DOWNLOADS && oldest !== undefined) this.downloads.delete(oldest);
    return `${this.address}${DOWNLOAD_PATH}${name}`;
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

  notificationsOf(account: Account): Notification[] {
    return [...this.notifications.values()].filter((each) => each.account === account.name);
  }

  nodesIn(groupId: string | undefined): Node[] {
    return [...this.nodes.values()].filter((each) => each.groupId === groupId);
  }

  nodesOf(account: Account): Node[] {
    return [...this.nodes.values()].filter((each) => this.groups.get(each.groupId)?.account === account.name);
  }
}
