import type { RunningEmulator } from "../../emulator";
import { gatewaySite } from "./gateways";

type Cloud = Pick<RunningEmulator, "callAs">;
type Parameters = Record<string, unknown>;

/**
 * Parameters of a join permission. The functions in this file create objects as the console would, with arbitrary
 * values for omitted parameters.
 */

const permission = { ClassMode: "A", FreqBandPlanGroupId: 101 };

/** Creates a ROAMING lease for the renter. */
export const makeLease = (cloud: Cloud, JoinPermissionName = "meters", more: Parameters = {}): string =>
  String(
    cloud.callAs("renter", "ApplyRoamingJoinPermission", { JoinPermissionName, ...permission, ...more }),
  );

/** Creates a LOCAL join permission in an account. */
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

/** Submits an order for a LOCAL join permission; by default, for a new join permission. */
export const makeOffer = (
  cloud: Cloud,
  JoinPermissionId = makeLocal(cloud),
  RenterAliyunId = "renter",
  account = "owner",
): string =>
  String(cloud.callAs(account, "SubmitJoinPermissionAuthOrder", { JoinPermissionId, RenterAliyunId }));

/**
 * Creates a LOCAL lease: offers the renter a join permission (by default, a new join permission), and accepts the
 * order.
 */
export const makeLocalLease = (cloud: Cloud, JoinPermissionId = makeLocal(cloud)): string => {
  cloud.callAs("renter", "AcceptJoinPermissionAuthOrder", { OrderId: makeOffer(cloud, JoinPermissionId) });
  return JoinPermissionId;
};

/** Creates a node group for the renter. Binds the group to the lease if a lease is passed. */
export const makeGroup = (cloud: Cloud, NodeGroupName = "pumps", JoinPermissionId?: string): string =>
  String(
    cloud.callAs("renter", "CreateNodeGroup", {
      NodeGroupName,
      ...(JoinPermissionId && { JoinPermissionId }),
    }),
  );

/** Registers the first issued gateway in the renter's account. */
export const makeGateway = (cloud: Cloud, more: Parameters = {}): void => {
  cloud.callAs("renter", "CreateGateway", {
    GwEui: "aaaa000000000001",
    PinCode: "100001",
    ...gatewaySite,
    ...more,
  });
};
