import { type Account, checkFailure } from "./account";
import { type Finding, ok, warn } from "./finding";

/** The features that this package can use (API file B.33), and what needs them. */
const uses: Readonly<Record<string, string>> = {
  ROAMING_JOIN_PERMISSION: "LeasedJoinPermission of type ROAMING, RoamingNetwork",
  LOCAL_JOIN_PERMISSION: "OwnedJoinPermission",
  JOIN_PERMISSION_AUTHORIZATION: "JoinPermissionAuthOrder, LeasedJoinPermission of type LOCAL",
  GATEWAY: "Gateway",
  NODE: "Node",
  NOTIFICATION: "getPendingJoinPermissionAuthOrders",
};

/** Which features the account lacks; nobody needs all of them, so a missing one is no failure. */
export const checkFeatures = ({ features }: NonNullable<Account["rest"]>): Finding => {
  if ("error" in features) return checkFailure(features.error);
  const missing = Object.keys(uses).filter((feature) => !features.value.includes(feature));
  if (missing.length === 0) return ok("all that this package can use are activated");
  return warn(
    `not activated: ${missing.map((feature) => `${feature} (for ${uses[feature]})`).join(", ")}`,
    "if your program uses what they are for, activate them in the Link WAN console",
  );
};
