import {
  accountFunction,
  argumentlessFunction,
  camelCase,
  type InvokeArgs,
  outputForm,
} from "../../program/invoke";
import { GetJoinPermissionAuthOrder, ListNotifications, listNotifiedOrders } from "./api";

/** An order that offers a join permission to a renter. */
export interface GetJoinPermissionAuthOrderResult {
  /** Id, a decimal string. API: `OrderId`. */
  orderId: string;
  /** State: `APPLYING` (open), or how it was decided. An accepted order does not prove that its lease still exists. API: `OrderState`. */
  orderState: "APPLYING" | "ACCEPTED" | "REJECTED" | "CANCELED";
  /** Id of the offered join permission, a decimal string. API: `JoinPermissionId`. */
  joinPermissionId: string;
  /** Account name of the owner. API: `OwnerAliyunId`. */
  ownerAliyunId?: string;
  /** Account name of the renter. API: `RenterAliyunId`. */
  renterAliyunId?: string;
  /** When it was submitted, Unix milliseconds. API: `ApplyingMillis`. */
  applyingMillis?: number;
  /** When it was accepted, Unix milliseconds; absent if it was not. API: `AcceptedMillis`. */
  acceptedMillis?: number;
  /** When it was rejected, Unix milliseconds; absent if it was not. API: `RejectedMillis`. */
  rejectedMillis?: number;
  /** When it was canceled, Unix milliseconds; absent if it was not. API: `CanceledMillis`. */
  canceledMillis?: number;
}

/** Arguments of {@link getJoinPermissionAuthOrder}. */
export interface GetJoinPermissionAuthOrderArgs extends InvokeArgs {
  /** Id of the order, a decimal string. API: `OrderId`. */
  orderId: string;
}

/**
 * Reads an order that the account submitted or received (GetJoinPermissionAuthOrder).
 * Errors: `NonExistent`, `NotResourceOwner`.
 */
export const getJoinPermissionAuthOrder = accountFunction(
  "getJoinPermissionAuthOrder",
  [GetJoinPermissionAuthOrder],
  async (operation, args: GetJoinPermissionAuthOrderArgs): Promise<GetJoinPermissionAuthOrderResult> =>
    camelCase(await operation.call(GetJoinPermissionAuthOrder, { OrderId: args.orderId })),
);

/** Like {@link getJoinPermissionAuthOrder}, but accepts outputs as arguments. */
export const getJoinPermissionAuthOrderOutput = outputForm(getJoinPermissionAuthOrder);

/**
 * Lists the open orders that the account has received, oldest first. No action lists orders, so this function reads
 * the account's notifications (ListNotifications) of category `JOIN_PERMISSION_AUTH_APPLYING`, then each order that they
 * name.
 */
export const getPendingJoinPermissionAuthOrders = argumentlessFunction(
  "getPendingJoinPermissionAuthOrders",
  [ListNotifications, GetJoinPermissionAuthOrder],
  async (operation): Promise<GetJoinPermissionAuthOrderResult[]> => {
    const notified = await listNotifiedOrders(operation, "JOIN_PERMISSION_AUTH_APPLYING");
    const open = notified.filter(({ OrderState }) => OrderState === "APPLYING");
    const orders = await Promise.all(
      [...new Set(open.map(({ OrderId }) => OrderId))].map((OrderId) =>
        operation.call(GetJoinPermissionAuthOrder, { OrderId }),
      ),
    );
    // A notification can contain an outdated state of its order.
    return orders.filter(({ OrderState }) => OrderState === "APPLYING").map(camelCase);
  },
);

/** Like {@link getPendingJoinPermissionAuthOrders}, but accepts outputs as arguments. */
export const getPendingJoinPermissionAuthOrdersOutput = outputForm(getPendingJoinPermissionAuthOrders);
