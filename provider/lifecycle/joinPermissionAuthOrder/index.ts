import type { JoinPermissionAuthOrder, OwnedJoinPermission } from "../../api/actions";
import type { Operation } from "../../api/client";
import { hasCode, LinkWanError } from "../../api/errors";
import { missing } from "../check";
import type { Definition, Obtained } from "../definition";
import { isSet, type Properties } from "../properties";
import type { Values } from "../resource";
import { profileOf } from "../state";
import { takeOver } from "../takeOver";
import { id, nonEmptyText } from "../validators";
import { submit } from "./submit";

/** Every input of an order. A permission can have one open order, so another renter needs the old one to go first. */
const properties = {
  orderId: { refuses: id, onChange: "replace", sticky: true },
  joinPermissionId: { refuses: id, onChange: "replace" },
  renterAliyunId: { refuses: nonEmptyText, onChange: "deleteBeforeReplace" },
  profile: { refuses: nonEmptyText, onChange: "update", own: true },
} as const satisfies Properties;

/** The offer of an owned join permission to a renter. */
export const joinPermissionAuthOrder: Definition = {
  resource: "JoinPermissionAuthOrder",
  words: { kind: "order", thing: "order", removed: "closed" },
  properties,
  identities: ["orderId", "joinPermissionId"],
  idProperty: "orderId",
  contradictions: (inputs) => [
    ...missing(inputs, ["joinPermissionId"], "give the owned join permission that is offered"),
    ...missing(inputs, ["renterAliyunId"], "give the account name of the renter it is offered to"),
  ],
  verifyReplacement: async (orderId, replaces, state, news, connect) => {
    if (!replaces.includes("renterAliyunId")) return;
    const JoinPermissionId = String(state.joinPermissionId);
    const operation = await connect(profileOf(news));
    const owned = await operation.call("GetOwnedJoinPermission", { JoinPermissionId });
    if (owned.AuthState === "ACCEPTED") throw stillGranted(orderId, owned);
  },
  obtain: async (operation, inputs) =>
    isSet(inputs.orderId)
      ? takeOverOrder(operation, inputs)
      : { id: await submit(operation, inputs), granted: inputs },
  get: async (operation, orderId) => {
    const order = await operation.call("GetJoinPermissionAuthOrder", { OrderId: orderId });
    if (order.OrderState === "APPLYING" || order.OrderState === "ACCEPTED") return ofCloud(order);
    throw new LinkWanError({
      action: "GetJoinPermissionAuthOrder",
      subject: `order ${orderId}`,
      code: "NonExistent",
      meaning: `it is ${order.OrderState}`,
      remedy: "remove orderId to submit a new order",
    });
  },
  asObtained: (orderId, inputs) => ({
    orderId,
    joinPermissionId: inputs.joinPermissionId,
    renterAliyunId: inputs.renterAliyunId,
  }),
  remove: (operation, orderId) => withdraw(operation, orderId),
};

/** Its state is not the resource's: that changes by itself. */
const ofCloud = (order: JoinPermissionAuthOrder): Values => ({
  orderId: order.OrderId,
  joinPermissionId: order.JoinPermissionId,
  renterAliyunId: order.RenterAliyunId,
});

const takeOverOrder = (operation: Operation, inputs: Values): Promise<Obtained> =>
  takeOver(operation, joinPermissionAuthOrder, String(inputs.orderId), inputs, {
    fixed: ["joinPermissionId", "renterAliyunId"],
    remedy: "check orderId and the credentials (profile), or remove orderId to submit a new order",
  });

/** Cancels an open order. One that is decided cannot be taken back; that is said, and is no error. */
const withdraw = async (operation: Operation, orderId: string): Promise<void> => {
  const read = () => operation.call("GetJoinPermissionAuthOrder", { OrderId: orderId });
  let order = await read();
  if (order.OrderState === "APPLYING") {
    try {
      await operation.call("CancelJoinPermissionAuthOrder", { OrderId: orderId });
      return;
    } catch (error) {
      if (!hasCode(error, "IllegalOrderStateTransition")) throw error;
      order = await read();
    }
  }
  if (order.OrderState === "APPLYING") throw new Error(`order ${orderId} is open and cannot be canceled`);
  if (order.OrderState !== "ACCEPTED") return;
  operation.tell(
    `order ${orderId} was accepted by ${order.RenterAliyunId ?? "its renter"}: deleting it takes nothing back; only the renter can return join permission ${order.JoinPermissionId}`,
  );
};

const stillGranted = (orderId: string, owned: OwnedJoinPermission): LinkWanError =>
  new LinkWanError({
    action: "Replacing the order",
    subject: `order ${orderId}`,
    code: "JoinPermissionAlreadyAuthorized",
    meaning: `join permission ${owned.JoinPermissionId} is granted to ${owned.RenterAliyunId ?? "its renter"}; nothing was changed`,
    remedy: "have the renter return it (only the renter can), then run pulumi up again",
  });
