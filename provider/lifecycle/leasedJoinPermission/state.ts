import type { RentedJoinPermission } from "../../api/actions";
import type { Values } from "../resource";

/** What the cloud says of a lease, in the resource's names. The counters and the binding are not state: they change by themselves. */
export const ofCloud = (lease: RentedJoinPermission): Values => ({
  joinPermissionId: lease.JoinPermissionId,
  joinPermissionName: lease.JoinPermissionName,
  type: lease.Type,
  classMode: lease.ClassMode,
  freqBandPlanGroupId: lease.FreqBandPlanGroupId,
  joinEui: lease.JoinEui,
  enabled: lease.Enabled,
  rxDelay: lease.RxDelay,
  dataRate: lease.DataRate,
});
