import type { CallRecord } from "../emulator";
import type { Account } from "../entities";
import type { Quota } from "../quota";
import type { State } from "../state";
import { callRows } from "./calls";
import { nodes, notifications, tupleOrders } from "./deviceTables";
import { gateways, nodeGroups } from "./networkTables";
import { offered, owned, rented } from "./permissionTables";

/** The tables of an account, in display order. */
export const accountTables = [
  rented,
  owned,
  offered,
  nodeGroups,
  nodes,
  gateways,
  notifications,
  tupleOrders,
];

/** The data that the page shows. */
export interface ViewSource {
  readonly state: State;
  readonly calls: readonly CallRecord[];
  readonly quota: Quota;
}

/**
 * Returns the page's data for an account. Fields are selected explicitly, so that neither the access key secret nor the
 * token can leak.
 */
const accountView = (state: State, account: Account) => ({
  name: account.name,
  accessKeyId: account.accessKeyId,
  activated: account.activated,
  missingFeatures: account.missingFeatures,
  deniedActions: account.deniedActions,
  tables: Object.fromEntries(accountTables.map(({ key, rows }) => [key, rows(state, account)])),
});

/** Returns the content of the page as a JSON-compatible object. */
export const buildView = ({ state, calls, quota }: ViewSource, address: string) => ({
  address,
  callsPerSecond: quota.callsPerSecond,
  callCount: calls.length,
  accounts: state.accounts.map((account) => accountView(state, account)),
  quota: quota.usage(),
  calls: callRows(calls),
});
