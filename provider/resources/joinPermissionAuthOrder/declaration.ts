import {
  type Explanation,
  explainCodes,
  hasCode,
  ignoreFailure,
  isLinkWanError,
  LinkWanError,
} from "../../client/errors";
import type { Operation } from "../../client/operation";
import { cloudStateFrom, parametersFrom } from "../../engine/apiFields";
import { missing } from "../../engine/check";
import { isSet } from "../../engine/property";
import type { Inputs, Resource } from "../../engine/resource";
import { decimalId, identifier } from "../../engine/types";
import { ListNotifications } from "../notification";
import {
  GetOwnedJoinPermission,
  ListOwnedJoinPermissions,
  type OwnedJoinPermissionData,
  ownedJoinPermissions,
} from "../ownedJoinPermission/api";
import {
  CancelJoinPermissionAuthOrder,
  GetJoinPermissionAuthOrder,
  type JoinPermissionAuthOrderData,
  listNotifiedOrders,
  SubmitJoinPermissionAuthOrder,
} from "./api";

/** A join permission can have only one open order, so changing the renter cancels the old order first. */
export const properties = {
  /**
   * Id of the order. Set it to adopt an existing open or accepted order instead of submitting a new one, for example if
   * the response to the submission was lost. No action lists orders, but the renter's notifications contain the id.
   * Default: a new order. Changing it replaces the order; omitting it later changes nothing. API: `OrderId`. Errors:
   * `NonExistent` (rejected, canceled, or absent), `NotResourceOwner`, `Mismatch`.
   */
  orderId: decimalId.optionalComputed({ onChange: "replace", keepWhenOmitted: true }),

  /**
   * Id of the owned join permission that the order offers. Required. Changing it replaces the order.
   * API: `JoinPermissionId`. Errors: `NonExistent`, `JoinPermissionAlreadyAuthorized` (granted, or offered in another
   * order).
   */
  joinPermissionId: decimalId.required({ onChange: "replace", references: "OwnedJoinPermission" }),

  /**
   * Account name of the renter; the owner can be the renter. Required. Changing it cancels the order first, then
   * replaces it; this fails while the join permission is granted. API: `RenterAliyunId`. Errors: `RenterDoesNotExist`
   * (never retried), `TooManyRenterNonExistentFailures`.
   */
  renterAliyunId: identifier.required({ onChange: "deleteBeforeReplace" }),
};

type OrderProperties = typeof properties;

/** An offer of an owned join permission to a renter. */
export const joinPermissionAuthOrder: Resource<OrderProperties> = {
  name: "JoinPermissionAuthOrder",
  terms: { kind: "order", object: "order", deleted: "closed" },
  properties,
  uniqueInputs: ["orderId", "joinPermissionId"],
  idProperty: "orderId",
  features: [
    { name: "JOIN_PERMISSION_AUTHORIZATION", use: "JoinPermissionAuthOrder" },
    { name: "NOTIFICATION", use: "getPendingJoinPermissionAuthOrders" },
  ],
  actions: [
    SubmitJoinPermissionAuthOrder,
    GetJoinPermissionAuthOrder,
    CancelJoinPermissionAuthOrder,
    GetOwnedJoinPermission,
    ListOwnedJoinPermissions,
    ListNotifications,
  ],
  validate: (inputs) => [
    ...missing(inputs, ["joinPermissionId"], "set the owned join permission to offer"),
    ...missing(inputs, ["renterAliyunId"], "set the account name of the renter"),
  ],
  verifyReplacement: async ({ id: orderId, replaces, changed, state, news }, startOperation) => {
    if (changed.joinPermissionId !== undefined && !isSet(news.orderId))
      await expectOfferable(await startOperation(), changed.joinPermissionId, news.renterAliyunId);
    if (!replaces.includes("renterAliyunId")) return;
    const operation = await startOperation();
    const { joinPermissionId: JoinPermissionId } = state;
    const owned = await operation.call(GetOwnedJoinPermission, { JoinPermissionId });
    if (owned.AuthState === "ACCEPTED") throw stillGranted(orderId, owned);
  },
  adoption: {
    id: ({ orderId }) => orderId,
    fixed: ["joinPermissionId", "renterAliyunId"],
    remedy: "check orderId and the credentials (profile), or remove orderId to submit a new order",
  },
  create: async (operation, inputs) => ({ id: await submit(operation, inputs), values: inputs }),
  update: async (operation, _orderId, actual, declared) => {
    if (declared.profile === actual.profile) return;
    // The renter can read the order too, but cannot cancel it, so a state with the renter's profile could not be
    // destroyed.
    await operation.call(GetOwnedJoinPermission, { JoinPermissionId: declared.joinPermissionId });
  },
  readAlone: async (operation, OrderId) => {
    const order = await operation.call(GetJoinPermissionAuthOrder, { OrderId });
    const why = await explainUseless(operation, order);
    if (why === undefined) return cloudStateFrom(properties, order);
    throw new LinkWanError({
      action: GetJoinPermissionAuthOrder.name,
      subject: `order ${OrderId}`,
      code: "NonExistent",
      meaning: why,
      remedy: "remove orderId to submit a new order",
    });
  },
  stateAfterCreate: (orderId, { joinPermissionId, renterAliyunId }) => ({
    orderId,
    joinPermissionId,
    renterAliyunId,
  }),
  delete: (operation, orderId) => withdraw(operation, orderId),
};

/**
 * Returns the reason why an order can no longer provide a lease: the order was closed, or its lease was returned.
 * Otherwise, returns `undefined`.
 */
const explainUseless = async (
  operation: Operation,
  { OrderState, JoinPermissionId }: JoinPermissionAuthOrderData,
): Promise<string | undefined> => {
  if (OrderState === "APPLYING") return undefined;
  if (OrderState !== "ACCEPTED") return `it is ${OrderState}`;
  // A failed read proves nothing. A list can be stale and miss the acceptance, so read the join permission itself too.
  const listed = await operation.read(ownedJoinPermissions, JoinPermissionId).catch(ignoreFailure);
  if (!listed || listed.AuthState === "ACCEPTED") return undefined;
  const owned = await operation.call(GetOwnedJoinPermission, { JoinPermissionId }).catch(ignoreFailure);
  return owned && owned.AuthState !== "ACCEPTED"
    ? `it was accepted, and its lease ${JoinPermissionId} has since been returned`
    : undefined;
};

/** Placeholder for the id of a submitted order if the response was lost. */
const LOST = "";

const ADOPT_ORDER =
  "find the order's id in the notifications of the renter (getPendingJoinPermissionAuthOrders with the renter's credentials, or the renter's console) and set it as orderId; or ask the renter to reject the order, then run pulumi up again";

/** Explains why a join permission that is authorized cannot be offered; `undefined` if nothing more is known. */
const explainAuthorized = ({
  AuthState,
  RenterAliyunId,
}: OwnedJoinPermissionData): Explanation | undefined => {
  if (AuthState === "APPLYING") return { meaning: "it already has an open order", remedy: ADOPT_ORDER };
  return RenterAliyunId === undefined ? undefined : { meaning: `it is granted to ${RenterAliyunId}` };
};

/**
 * Submits an order and returns its id. No action lists orders, so after a lost response, only the AuthState of the join
 * permission shows that an order was submitted.
 */
const submit = async (operation: Operation, inputs: Inputs<OrderProperties>): Promise<string> => {
  const read = () => operation.call(GetOwnedJoinPermission, { JoinPermissionId: inputs.joinPermissionId });
  let lost: LinkWanError | undefined;
  const parameters = parametersFrom(SubmitJoinPermissionAuthOrder, inputs);
  const orderId = await operation
    .call(SubmitJoinPermissionAuthOrder, parameters, async (failure) => {
      lost = failure;
      return (await read()).AuthState === "NEW" ? undefined : { result: LOST };
    })
    .catch((error) => {
      if (!isLinkWanError(error) || error.kind !== "ambiguous") throw error;
      throw error.explained({
        meaning: "it is unknown whether the order was submitted",
        remedy: "run pulumi up again; if it reports an open order, adopt that order as the error describes",
      });
    })
    .catch(
      explainCodes(["JoinPermissionAlreadyAuthorized"], async () => {
        const owned = await read().catch(ignoreFailure);
        return owned && explainAuthorized(owned);
      }),
    )
    .catch(async (error) => {
      const accepted =
        hasCode(error, "JoinPermissionAlreadyAuthorized") && (await findAccepted(operation, inputs));
      if (!accepted) throw error;
      operation.notify(`order ${accepted} has already been submitted and accepted; adopted it`);
      return accepted;
    });
  if (orderId !== LOST || !lost) return orderId;
  throw lost.explained({
    meaning: "the order was submitted, but the response with its id was lost",
    remedy: ADOPT_ORDER,
  });
};

/**
 * Finds the order that granted the permission to the declared renter, in case an interrupted command did not record it.
 * The owner's notifications name accepted orders. Reading notifications requires a feature and a RAM permission, so a
 * failure to read them is ignored.
 */
const findAccepted = async (
  operation: Operation,
  { joinPermissionId, renterAliyunId }: Pick<Inputs<OrderProperties>, "joinPermissionId" | "renterAliyunId">,
): Promise<string | undefined> => {
  const JoinPermissionId = joinPermissionId;
  const owned = await operation.call(GetOwnedJoinPermission, { JoinPermissionId }).catch(ignoreFailure);
  if (owned?.AuthState !== "ACCEPTED" || owned.RenterAliyunId !== renterAliyunId) return undefined;
  const notified = await listNotifiedOrders(operation, "JOIN_PERMISSION_AUTH_ACCEPTED").catch(ignoreFailure);
  const latest = notified?.filter((each) => each.JoinPermissionId === joinPermissionId).at(-1);
  if (!latest) return undefined;
  const order = await operation
    .call(GetJoinPermissionAuthOrder, { OrderId: latest.OrderId })
    .catch(ignoreFailure);
  return order?.OrderState === "ACCEPTED" && order.RenterAliyunId === renterAliyunId
    ? order.OrderId
    : undefined;
};

/**
 * Cancels an open order. An accepted order cannot be canceled. If the lease of an accepted order still exists, logs a
 * line instead of throwing an error.
 */
const withdraw = async (operation: Operation, OrderId: string): Promise<void> => {
  const read = () => operation.call(GetJoinPermissionAuthOrder, { OrderId });
  let order = await read();
  if (order.OrderState === "APPLYING") {
    try {
      await operation.call(CancelJoinPermissionAuthOrder, { OrderId });
      return;
    } catch (error) {
      if (!hasCode(error, "IllegalOrderStateTransition")) throw error;
      order = await read();
      if (order.OrderState === "APPLYING") throw error;
    }
  }
  if ((await explainUseless(operation, order)) !== undefined) return;
  operation.notify(
    `order ${OrderId} was accepted by ${order.RenterAliyunId}: deleting the order does not revoke the lease; only the renter can return join permission ${order.JoinPermissionId}`,
  );
};

/**
 * Throws if the join permission cannot be offered. The lease of the old order can be returned before the new order is
 * submitted, because Pulumi's engine deletes the dependents of a resource that is deleted before its replacement.
 */
const expectOfferable = async (
  operation: Operation,
  joinPermissionId: string,
  renterAliyunId: string | undefined,
): Promise<void> => {
  const owned = await operation.call(GetOwnedJoinPermission, { JoinPermissionId: joinPermissionId });
  if (owned.AuthState === "NEW") return;
  // The creation adopts an order that an interrupted command submitted and the renter accepted.
  if (isSet(renterAliyunId) && (await findAccepted(operation, { joinPermissionId, renterAliyunId }))) return;
  throw new LinkWanError({
    action: "Replacing the order",
    subject: `join permission ${joinPermissionId}`,
    code: "JoinPermissionAlreadyAuthorized",
    ...explainAuthorized(owned),
  });
};

const stillGranted = (orderId: string, owned: OwnedJoinPermissionData): LinkWanError =>
  new LinkWanError({
    action: "Replacing the order",
    subject: `order ${orderId}`,
    code: "JoinPermissionAlreadyAuthorized",
    meaning: `join permission ${owned.JoinPermissionId} is granted to ${owned.RenterAliyunId ?? "its renter"}`,
    remedy: "ask the renter to return it (only the renter can), then run pulumi up again",
  });
