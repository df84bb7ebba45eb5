import { explainCodes, LinkWanError } from "../../client/errors";
import type { Operation } from "../../client/operation";
import { adopt, verifyHeld } from "../../engine/adopt";
import { cloudStateFrom, updateInPlace } from "../../engine/apiFields";
import type { Claims } from "../../engine/claims";
import { isSet } from "../../engine/property";
import type { Created, Inputs, Resource, State } from "../../engine/resource";
import { GetFreqBandPlanGroup } from "../../functions/api";
import { AcceptJoinPermissionAuthOrder, GetJoinPermissionAuthOrder } from "../joinPermissionAuthOrder/api";
import { UnbindJoinPermissionFromNodeGroup } from "../nodeGroup/api";
import {
  ApplyRoamingJoinPermission,
  GetRentedJoinPermission,
  ListRentedJoinPermissions,
  ReturnJoinPermission,
  rentedJoinPermissions,
  UpdateRoamingJoinPermission,
  UpdateRoamingJoinPermissionEnablingState,
} from "./api";
import { acceptOrder, applyRoaming } from "./createLease";
import {
  defaults,
  keepsOmitted,
  type LeaseProperties,
  orderOrLeaseId,
  properties,
  validate,
} from "./properties";
import { boundGroup, returnLease } from "./returnLease";
import { verifyReplacement } from "./verifyReplacement";

/** A join permission that the account rents. */
export const leasedJoinPermission: Resource<LeaseProperties> = {
  name: "LeasedJoinPermission",
  terms: { kind: "join permission", object: "lease", deleted: "returned" },
  properties,
  uniqueInputs: orderOrLeaseId,
  idProperty: "joinPermissionId",
  features: [
    {
      name: "ROAMING_JOIN_PERMISSION",
      use: "LeasedJoinPermission of type ROAMING, RoamingNetwork",
      limit: { objects: "ROAMING join permissions", field: "RoamingJoinPermission" },
    },
    { name: "JOIN_PERMISSION_AUTHORIZATION", use: "LeasedJoinPermission of type LOCAL" },
  ],
  actions: [
    ApplyRoamingJoinPermission,
    UpdateRoamingJoinPermission,
    UpdateRoamingJoinPermissionEnablingState,
    AcceptJoinPermissionAuthOrder,
    GetJoinPermissionAuthOrder,
    GetRentedJoinPermission,
    ListRentedJoinPermissions,
    GetFreqBandPlanGroup,
    UnbindJoinPermissionFromNodeGroup,
    ReturnJoinPermission,
  ],
  defaults,
  keepsOmitted,
  validate,
  // An order that is added to an adopted lease is verified by the update, and replaces nothing.
  replaces: (name, state, news) =>
    name !== "authOrderId" || news.type !== state.type || isSet(state.authOrderId),
  verifyReplacement: (replacement, startOperation) =>
    verifyReplacement(replacement, startOperation, (operation, id, inputs) =>
      verifyHeld(operation, leasedJoinPermission, id, inputs, expected),
    ),
  create: (operation, inputs, claims) => create(operation, inputs, claims),
  update: async (operation, id, actual, declared, onChange) => {
    if (isSet(declared.authOrderId) && !isSet(actual.authOrderId))
      await expectGrantedBy(operation, id, declared.authOrderId);
    if (declared.type !== "ROAMING") return;
    await updateInPlace(operation, properties, actual, declared, {
      onChange,
      identity: { JoinPermissionId: id },
      update: UpdateRoamingJoinPermission,
      enable: UpdateRoamingJoinPermissionEnablingState,
      explain: explainCodes(["JoinPermissionAlreadyBoundNodeGroup"], async () => ({
        meaning: `name, rxDelay and dataRate cannot change while the lease is bound to node group ${await boundGroup(operation, id)}`,
        remedy: "unbind it from the node group, run pulumi up, then bind it again",
      })),
    });
  },
  get: async (operation, JoinPermissionId) =>
    cloudStateFrom(properties, await operation.call(GetRentedJoinPermission, { JoinPermissionId })),
  read: async (operation, id) => cloudStateFrom(properties, await operation.read(rentedJoinPermissions, id)),
  delete: returnLease,
  confirmAbsent: (operation, id, state) => confirmAbsent(operation, id, state),
  discover: async (startOperation) => {
    const held = await (await startOperation()).listAtStart(rentedJoinPermissions);
    return [...held].map(([id, lease]) => ({
      id,
      name: lease.JoinPermissionName,
      inputs: cloudStateFrom(properties, lease),
      // An account can rent from itself; then the lease must be returned before its owner can delete it.
      dependsOn: { resource: "OwnedJoinPermission", id },
    }));
  },
};

const expected = {
  fixed: ["type", "classMode", "freqBandPlanGroupId"],
  remedy:
    "check joinPermissionId and the credentials (profile), or remove joinPermissionId to create a new lease",
} as const;

const create = async (
  operation: Operation,
  inputs: Inputs<LeaseProperties>,
  claims: Claims,
): Promise<Created<LeaseProperties>> => {
  const { joinPermissionId, authOrderId, type } = inputs;
  if (isSet(joinPermissionId))
    return adopt(operation, leasedJoinPermission, joinPermissionId, inputs, expected);
  if (type === "LOCAL" && isSet(authOrderId))
    return { id: await acceptOrder(operation, authOrderId), values: inputs };
  const id = await applyRoaming(operation, leasedJoinPermission, inputs, claims);
  // The service enables a lease when it grants it.
  return { id, values: { ...inputs, enabled: true } };
};

/**
 * The service returns the same error for a lease that is gone and for credentials of another account. The order of a LOCAL lease
 * distinguishes them: only its renter and its owner can read it.
 */
const confirmAbsent = async (
  operation: Operation,
  id: string,
  { authOrderId }: State<LeaseProperties>,
): Promise<void> => {
  if (!isSet(authOrderId)) return;
  await operation.call(GetJoinPermissionAuthOrder, { OrderId: authOrderId }).catch(
    explainCodes(["NonExistent", "NotResourceOwner"], {
      subject: `join permission ${id}`,
      meaning: `these credentials do not belong to the account that accepted order ${authOrderId}, so they cannot see the lease`,
      remedy:
        "use the credentials (profile) that created the lease; if they are the same and the lease is gone, remove it with pulumi state delete",
    }),
  );
};

/** Verifies that an order, added to a lease that was adopted by its id, is the one that granted the lease. */
const expectGrantedBy = async (operation: Operation, id: string, OrderId: string): Promise<void> => {
  const { JoinPermissionId, OrderState } = await operation.call(GetJoinPermissionAuthOrder, { OrderId });
  if (JoinPermissionId === id && OrderState === "ACCEPTED") return;
  throw new LinkWanError({
    action: "Changing authOrderId",
    subject: `join permission ${id}`,
    code: "Mismatch",
    meaning: `order ${OrderId} is ${OrderState} and offers join permission ${JoinPermissionId}, not the lease that this resource holds`,
    remedy: "declare another resource for that order, or restore joinPermissionId",
  });
};
