import type { RunningEmulator } from "../../emulator";

/** Returns the actions of the received calls from index `from` on, each followed by its code if it failed. */
export const callsOf = ({ calls }: RunningEmulator, from = 0): string[] =>
  calls.slice(from).map(({ action, code }) => (code === "OK" ? action : `${action} ${code}`));

/** Returns the successful writes among these calls. */
export const writesIn = (calls: readonly string[]): string[] =>
  calls.filter((call) => !/^(Get|List|Check|Count|Describe)| /.test(call));

/**
 * Returns the number of leases, owned join permissions, node groups and gateways in an account, keyed by the action
 * that counts them.
 */
export const holdingsOf = (cloud: RunningEmulator, account = "renter"): Record<string, number> => ({
  ...Object.fromEntries(
    ["CountRentedJoinPermissions", "CountOwnedJoinPermissions", "CountNodeGroups"].map((action) => [
      action,
      cloud.callAs(account, action) as number,
    ]),
  ),
  ListGateways: (cloud.callAs(account, "ListGateways", { Offset: 0, Limit: 1 }) as { TotalCount: number })
    .TotalCount,
});
