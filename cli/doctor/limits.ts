import type { ResultOf } from "../../provider/client/actions";
import { type Account, checkFailure } from "./account";
import { type Finding, ok, skip, warn } from "./finding";

type License = ResultOf<"GetUserLicense">;

/** What this package makes, and where the license counts it (API file B.33). */
const counted: readonly (readonly [what: string, count: keyof License, limit: keyof License])[] = [
  ["ROAMING join permissions", "RoamingJoinPermissionCount", "RoamingJoinPermissionLimit"],
  ["LOCAL join permissions", "LocalJoinPermissionCount", "LocalJoinPermissionLimit"],
  ["gateways", "GatewayCount", "GatewayLimit"],
  ["nodes", "NodeCount", "NodeLimit"],
];

/** What of the account's limits is used; a limit that the service does not tell is left out. */
export const checkLimits = ({ license }: NonNullable<Account["rest"]>): Finding => {
  if ("error" in license) return checkFailure(license.error);
  const limits = counted.flatMap(([what, count, limit]) => {
    const [used, most] = [license.value[count], license.value[limit]];
    if (typeof used !== "number" || typeof most !== "number") return [];
    return [{ text: `${used} of ${most} ${what}`, isUsedUp: used >= most }];
  });
  if (limits.length === 0) return skip("the service tells no limits");
  const usedUp = limits.filter(({ isUsedUp }) => isUsedUp);
  const rest = limits.filter(({ isUsedUp }) => !isUsedUp);
  const used = `used: ${rest.map(({ text }) => text).join(", ")}`;
  if (usedUp.length === 0) return ok(used);
  return warn(
    `used up: ${usedUp.map(({ text }) => text).join(", ")}${rest.length === 0 ? "" : `; ${used}`}`,
    "nothing if your stacks hold what is used; else take over what is there, or ask the vendor for a higher limit",
  );
};
