import {
  accountFunction,
  argumentlessFunction,
  camelCase,
  type InvokeArgs,
  outputForm,
} from "../../invoke/accountFunction";
import { ListNotifications } from "../notification";
import { GetJoinPermissionAuthOrder, listNotifiedOrders } from "./api";

/** An order that offers a join permission to a renter. */
export interface GetJoinPermissionAuthOrderResult {
  /** Id, a decimal string. API: `OrderId`. */
  orderId: string;
  /**
   * State: `APPLYING` (open), or the outcome of the order. An accepted order does not prove that the resulting lease
   * still exists. API: `OrderState`.
   */
  orderState: "APPLYING" | "ACCEPTED" | "REJECTED" | "CANCELED";
  /** Id of the offered join permission, a decimal string. API: `JoinPermissionId`. */
  joinPermissionId: string;
  /** Account name of the owner. API: `OwnerAliyunId`. */
  ownerAliyunId?: string;
  /** Account name of the renter. API: `RenterAliyunId`. */
  renterAliyunId?: string;
  /** Time when the order was submitted, in Unix milliseconds. API: `ApplyingMillis`. */
  applyingMillis?: number;
  /** Time when the order was accepted, in Unix milliseconds; absent if it was not accepted. API: `AcceptedMillis`. */
  acceptedMillis?: number;
  /** Time when the order was rejected, in Unix milliseconds; absent if it was not rejected. API: `RejectedMillis`. */
  rejectedMillis?: number;
  /** Time when the order was canceled, in Unix milliseconds; absent if it was not canceled. API: `CanceledMillis`. */
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
 * the account's notifications (ListNotifications) of category `JOIN_PERMISSION_AUTH_APPLYING`, then each open order
 * that the notifications name.
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
    // A notification can contain an outdated state of the order.
    return orders.filter(({ OrderState }) => OrderState === "APPLYING").map(camelCase);
  },
);

/** Like {@link getPendingJoinPermissionAuthOrders}, but accepts outputs as arguments. */
export const getPendingJoinPermissionAuthOrdersOutput = outputForm(getPendingJoinPermissionAuthOrders);
