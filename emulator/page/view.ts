import type { CallRecord } from "../emulator";
import type { Account } from "../entities";
import type { Quota } from "../quota";
import type { State } from "../state";
import { callRows } from "./calls";
import { gateways, nodeGroups } from "./networkTables";
import { offered, owned, rented } from "./permissionTables";

/** The tables of every account, in the page's order. */
export const accountTables = [rented, owned, offered, nodeGroups, gateways];

export interface Shown {
  readonly state: State;
  readonly calls: readonly CallRecord[];
  readonly quota: Quota;
}

/** Field by field, so that neither the key's secret nor its token can slip in. */
const accountView = (state: State, account: Account) => ({
  name: account.name,
  accessKeyId: account.accessKeyId,
  activated: account.activated,
  missingFeatures: account.missingFeatures,
  deniedActions: account.deniedActions,
  tables: Object.fromEntries(accountTables.map(({ key, rows }) => [key, rows(state, account)])),
});

/** All that the page shows, as plain JSON. */
export const viewOf = ({ state, calls, quota }: Shown, address: string) => ({
  address,
  callsPerSecond: quota.callsPerSecond,
  callCount: calls.length,
  accounts: state.accounts.map((account) => accountView(state, account)),
  quota: quota.uses(),
  calls: callRows(calls),
});
