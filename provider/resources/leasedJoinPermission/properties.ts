import { name } from "../../engine/names";
import { boolean, id, integer, oneOf, text } from "../../engine/types";

/** Properties of a leased join permission. A replacement returns the old lease first: an account can hold one ROAMING lease. */
export const properties = {
  /**
   * Source of the lease: `"ROAMING"` applies to the platform for its shared network, one lease per account; `"LOCAL"`
   * accepts the order of another account for its own network. Required. Changing it returns the lease first, then
   * replaces it. API: `JoinPermissionType` of ReturnJoinPermission. Errors: `ExceedRoamingJoinPermissionLimit`,
   * `FeatureNotActivated`.
   */
  type: oneOf("ROAMING", "LOCAL").required({ onChange: "deleteBeforeReplace" }),

  /**
   * LOCAL only: id of the order with which the owner offers the join permission. Create accepts it; an order that was
   * accepted before is valid as long as its lease is still held. Required unless `joinPermissionId` is set, and not
   * together with it. Another value returns the lease first, then replaces it; omitting it later changes nothing.
   * API: `OrderId` of AcceptJoinPermissionAuthOrder. Errors: `IllegalOrderStateTransition` (rejected, canceled, or
   * accepted and returned since), `NonExistent`.
   */
  authOrderId: id.programOnly({ onChange: "deleteBeforeReplace", keepWhenOmitted: true }),

  /**
   * Id of the lease. Set it to adopt a lease that the account already holds, of either type, instead of creating one:
   * the lease is read first, declared values that differ are changed if they can be, and are an error otherwise.
   * Default: a new lease. Another value returns the lease first, then replaces it; omitting it later changes nothing.
   * API: `JoinPermissionId` of GetRentedJoinPermission. Errors: `NonExistent` (not held by this account), `Mismatch`.
   */
  joinPermissionId: id.optionalComputed({ onChange: "deleteBeforeReplace", keepWhenOmitted: true }),

  /**
   * Name of the lease; the owner sets it for a LOCAL one. 4 to 30 wide: Chinese characters (each counts 2), English
   * letters, digits and underscores; unique in the account. Default: the name of the resource, with underscores for
   * other characters; an adopted lease keeps its name. Changed in place, but not while bound to a node group; omitting
   * it later keeps the name. API: `JoinPermissionName`. Errors: `InvalidName`, `JoinPermissionNameDuplicated`,
   * `JoinPermissionAlreadyBoundNodeGroup`.
   */
  joinPermissionName: name.optionalComputed({ keepWhenOmitted: true }),

  /**
   * LoRaWAN class of the devices: `"A"`, `"B"` or `"C"` (`"D2D"` is only in the API's schema); the owner sets it for a
   * LOCAL lease. Required for ROAMING unless a lease is adopted. Changing it returns the lease first, then replaces it.
   * API: `ClassMode`.
   */
  classMode: oneOf("A", "B", "C", "D2D").optionalComputed({ onChange: "deleteBeforeReplace" }),

  /**
   * Id of the frequency band plan group: `"101"` (CN470, same frequency up and down), `"102"` (CN470, different
   * frequencies) or `"201"` (AS923); the owner sets it for a LOCAL lease. Required for ROAMING unless a lease is
   * adopted. Changing it returns the lease first, then replaces it. API: `FreqBandPlanGroupId`.
   * Errors: `InvalidFreqBandPlan`.
   */
  freqBandPlanGroupId: id.optionalComputed({ onChange: "deleteBeforeReplace" }),

  /**
   * Delay of the class A receive window, 1 to 15 s; the owner sets it for a LOCAL lease. Default: set by the service.
   * Changed in place, but not while bound to a node group; omitting it later keeps the value. API: `RxDelay`.
   * Errors: `JoinPermissionAlreadyBoundNodeGroup`.
   */
  rxDelay: integer(1, 15, "(seconds)").optional({ keepWhenOmitted: true }),

  /**
   * Expected downlink data rate of class B, 0 to 5; the owner sets it for a LOCAL lease. Default: set by the service.
   * Changed in place, but not while bound to a node group; omitting it later keeps the value. API: `DataRate`.
   * Errors: `JoinPermissionAlreadyBoundNodeGroup`.
   */
  dataRate: integer(0, 5).optional({ keepWhenOmitted: true }),

  /**
   * Whether devices can use the join permission; the owner sets it for a LOCAL lease. Default: `true`; an adopted lease
   * keeps its value. Changed in place, also while bound. API: `Enabled` of UpdateRoamingJoinPermissionEnablingState.
   */
  enabled: boolean.optionalComputed(),

  /** JoinEUI that devices send when they join, 16 hexadecimal digits. API: `JoinEui`. */
  joinEui: text.computed(),

  /**
   * Whether a lease that is bound to a node group is unbound and returned. Default: `false`, it is not returned and the
   * error names the group; with `true`, the nodes of the group lose their network. Changed in the state only; `pulumi
   * destroy` uses the value of the last `pulumi up`. API: UnbindJoinPermissionFromNodeGroup.
   * Errors: `JoinPermissionAlreadyBoundNodeGroup` (if `false`).
   */
  unbindOnReturn: boolean.programOnly(),
};

export type LeaseProperties = typeof properties;
