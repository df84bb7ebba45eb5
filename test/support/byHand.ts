import type { RunningEmulator } from "../../emulator";
import { gatewaySite } from "./gateways";

type Cloud = Pick<RunningEmulator, "callAs">;
type Parameters = Record<string, unknown>;

/** What somebody makes at the vendor's console: each gives its id, and has values that are given or do not matter. */

const permission = { ClassMode: "A", FreqBandPlanGroupId: 101 };

/** A ROAMING lease of the renter. */
export const makeLease = (cloud: Cloud, JoinPermissionName = "meters", more: Parameters = {}): string =>
  String(
    cloud.callAs("renter", "ApplyRoamingJoinPermission", { JoinPermissionName, ...permission, ...more }),
  );

/** A LOCAL join permission of an account. */
export const makeLocal = (
  cloud: Cloud,
  JoinPermissionName = "valley",
  more: Parameters = {},
  account = "owner",
): string =>
  String(
    cloud.callAs(account, "CreateLocalJoinPermission", {
      JoinPermissionName,
      ...permission,
      UseDefaultJoinEui: true,
      ...more,
    }),
  );

/** The order with which its owner offers one, by default a new one. */
export const makeOffer = (
  cloud: Cloud,
  JoinPermissionId = makeLocal(cloud),
  RenterAliyunId = "renter",
  account = "owner",
): string =>
  String(cloud.callAs(account, "SubmitJoinPermissionAuthOrder", { JoinPermissionId, RenterAliyunId }));

/** A LOCAL lease of the renter: a join permission that it was offered, by default a new one, and has accepted. */
export const makeLocalLease = (cloud: Cloud, JoinPermissionId = makeLocal(cloud)): string => {
  cloud.callAs("renter", "AcceptJoinPermissionAuthOrder", { OrderId: makeOffer(cloud, JoinPermissionId) });
  return JoinPermissionId;
};

/** A node group of the renter, bound to a lease where one is given. */
export const makeGroup = (cloud: Cloud, NodeGroupName = "pumps", JoinPermissionId?: string): string =>
  String(
    cloud.callAs("renter", "CreateNodeGroup", {
      NodeGroupName,
      ...(JoinPermissionId && { JoinPermissionId }),
    }),
  );

/** The first gateway that the vendor has issued, registered by the renter. */
export const makeGateway = (cloud: Cloud, more: Parameters = {}): void => {
  cloud.callAs("renter", "CreateGateway", {
    GwEui: "aaaa000000000001",
    PinCode: "100001",
    ...gatewaySite,
    ...more,
  });
};
