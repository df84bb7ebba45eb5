import type { RunningEmulator } from "../../emulator";

/** What a cloud has seen, from one call on: the actions, each with its code where it failed. */
export const callsOf = ({ calls }: RunningEmulator, from = 0): string[] =>
  calls.slice(from).map(({ action, code }) => (code === "OK" ? action : `${action} ${code}`));

/** The calls among them that have changed something: what is refused has not. */
export const writesIn = (calls: readonly string[]): string[] =>
  calls.filter((call) => !/^(Get|List|Check|Count)| /.test(call));

/** How much an account holds, by the actions that count it. */
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
