import { explainCodes } from "../../client/errors";
import { cloudStateFrom, updateInPlace } from "../../engine/apiFields";
import { isSet } from "../../engine/property";
import type { Resource } from "../../engine/resource";
import { GetFreqBandPlanGroup } from "../freqBandPlanGroup";
import { AcceptJoinPermissionAuthOrder, GetJoinPermissionAuthOrder } from "../joinPermissionAuthOrder/api";
import { UnbindJoinPermissionFromNodeGroup } from "../nodeGroupBinding/api";
import { ListOwnedJoinPermissions } from "../ownedJoinPermission/api";
import {
  ApplyRoamingJoinPermission,
  GetRentedJoinPermission,
  ListRentedJoinPermissions,
  ReturnJoinPermission,
  rentedJoinPermissions,
  UpdateRoamingJoinPermission,
  UpdateRoamingJoinPermissionEnablingState,
} from "./api";
import { acceptOrder, expectGrantedBy, expectVisible } from "./order";
import {
  defaults,
  keepsOmitted,
  type LeaseProperties,
  orderOrLeaseId,
  properties,
  roamingInputs,
  validate,
} from "./properties";
import { describeBoundGroup, returnLease } from "./returnLease";
import { applyRoaming } from "./roaming";
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
    ListOwnedJoinPermissions,
    UnbindJoinPermissionFromNodeGroup,
    ReturnJoinPermission,
  ],
  importedInputs: ({ type }) =>
    type === "LOCAL" ? ["type", "joinPermissionId"] : ["type", ...roamingInputs],
  defaults,
  keepsOmitted,
  validate,
  replaces: (name, state, news) => {
    // If the type changes, no other input causes the replacement, so that the old lease is returned only after the new
    // lease is held.
    if (news.type !== state.type) return name === "type";
    // Adding an order to an adopted lease does not replace the lease; the update verifies the order.
    return name !== "authOrderId" || isSet(state.authOrderId);
  },
  verifyReplacement,
  adoption: {
    id: ({ joinPermissionId }) => joinPermissionId,
    grantedBy: "authOrderId",
    fixed: ["type", "classMode", "freqBandPlanGroupId"],
    remedy:
      "check joinPermissionId and the credentials (profile); if the account owns the join permission, declare an OwnedJoinPermission with this id; or remove joinPermissionId to create a new lease",
  },
  create: async (operation, inputs, createOnce) => {
    const { authOrderId, type } = inputs;
    if (type === "LOCAL" && isSet(authOrderId))
      return { id: await acceptOrder(operation, authOrderId), values: inputs };
    const id = await applyRoaming(operation, inputs, createOnce);
    // The service enables every new lease.
    return { id, values: { ...inputs, enabled: true } };
  },
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
        meaning: `name, rxDelay and dataRate cannot be changed while the lease is bound to node group ${await describeBoundGroup(operation, id)}`,
        remedy: "unbind the lease from the node group, run pulumi up, then bind it again",
      })),
    });
  },
  readAlone: async (operation, JoinPermissionId) =>
    cloudStateFrom(properties, await operation.call(GetRentedJoinPermission, { JoinPermissionId })),
  readBatched: async (operation, id) =>
    cloudStateFrom(properties, await operation.read(rentedJoinPermissions, id)),
  delete: returnLease,
  confirmAbsent: async (operation, id, { authOrderId }) => {
    if (isSet(authOrderId)) await expectVisible(operation, id, authOrderId);
  },
  discover: async (startOperation) => {
    const held = await (await startOperation()).listAtStart(rentedJoinPermissions);
    return [...held].map(([id, lease]) => ({
      id,
      name: lease.JoinPermissionName,
      inputs: cloudStateFrom(properties, lease),
      // If an account rents from itself, the lease must be returned before the owner can delete the join permission.
      dependsOn: { resource: "OwnedJoinPermission", id },
    }));
  },
  // No list contains the time and the number of nodes.
  readFacts: async (operation, JoinPermissionId) => {
    const lease = await operation.call(GetRentedJoinPermission, { JoinPermissionId });
    return {
      type: lease.Type,
      sinceMillis: lease.CreateMillis,
      boundTo: lease.BoundNodeGroupName ?? lease.BoundNodeGroupId,
      nodes: lease.NodesCnt,
    };
  },
};
