import * as pulumi from "@pulumi/pulumi";
import { everyPage } from "../api/pages";
import { camelCase } from "./camelCase";
import { type Inputs, type InvokeArgs, invoke } from "./invoke";

/** An order with which an owner offers a join permission to a renter. */
export interface GetJoinPermissionAuthOrderResult {
  /** Id, decimal text. API: `OrderId`. */
  orderId: string;
  /** Whether it is open (`APPLYING`), or how it was decided. An accepted order is no proof that its lease still exists. API: `OrderState`. */
  orderState: "APPLYING" | "ACCEPTED" | "REJECTED" | "CANCELED";
  /** Id of the join permission that is offered, decimal text. API: `JoinPermissionId`. */
  joinPermissionId: string;
  /** Account name of the owner. API: `OwnerAliyunId`. */
  ownerAliyunId?: string;
  /** Account name of the renter. API: `RenterAliyunId`. */
  renterAliyunId?: string;
  /** When it was submitted, Unix milliseconds. API: `ApplyingMillis`. */
  applyingMillis?: number;
  /** When it was accepted, Unix milliseconds, if it was. API: `AcceptedMillis`. */
  acceptedMillis?: number;
  /** When it was rejected, Unix milliseconds, if it was. API: `RejectedMillis`. */
  rejectedMillis?: number;
  /** When it was canceled, Unix milliseconds, if it was. API: `CanceledMillis`. */
  canceledMillis?: number;
}

/** Arguments of {@link getJoinPermissionAuthOrder}. */
export interface GetJoinPermissionAuthOrderArgs extends InvokeArgs {
  /** Id of the order, decimal text. API: `OrderId`. */
  orderId: string;
}

/**
 * Reads an order that the account submitted or received (GetJoinPermissionAuthOrder).
 * Errors: `NonExistent`, `NotResourceOwner`.
 */
export const getJoinPermissionAuthOrder = (
  args: GetJoinPermissionAuthOrderArgs,
): Promise<GetJoinPermissionAuthOrderResult> =>
  invoke("getJoinPermissionAuthOrder", args, async (operation) =>
    camelCase(await operation.call("GetJoinPermissionAuthOrder", { OrderId: args.orderId })),
  );

/** {@link getJoinPermissionAuthOrder} for arguments that are not known yet. */
export const getJoinPermissionAuthOrderOutput = (
  args: Inputs<GetJoinPermissionAuthOrderArgs>,
): pulumi.Output<GetJoinPermissionAuthOrderResult> => pulumi.output(args).apply(getJoinPermissionAuthOrder);

/**
 * Lists the open orders that the account has received, oldest first. Orders themselves cannot be listed: this reads
 * the account's notifications (ListNotifications) of category `JOIN_PERMISSION_AUTH_APPLYING`, then each order that
 * they name.
 */
export const getPendingJoinPermissionAuthOrders = (
  args: InvokeArgs = {},
): Promise<GetJoinPermissionAuthOrderResult[]> =>
  invoke("getPendingJoinPermissionAuthOrders", args, async (operation) => {
    const notifications = await everyPage(
      (page) =>
        operation.call("ListNotifications", {
          ...page,
          SortingField: "NOTICE_MILLIS",
          "Category.1": "JOIN_PERMISSION_AUTH_APPLYING",
        }),
      (notification) => notification.NotificationId,
    );
    const told = [...notifications.values()].flatMap((each) => each.JoinPermissionAuthInfo ?? []);
    const open = told.filter((order) => order.OrderState === "APPLYING");
    const orders = await Promise.all(
      [...new Set(open.map((order) => order.OrderId))].map((OrderId) =>
        operation.call("GetJoinPermissionAuthOrder", { OrderId }),
      ),
    );
    // A notification may hold the state at its own time, not today's.
    return orders.filter((order) => order.OrderState === "APPLYING").map(camelCase);
  });

/** {@link getPendingJoinPermissionAuthOrders} for arguments that are not known yet. */
export const getPendingJoinPermissionAuthOrdersOutput = (
  args: Inputs<InvokeArgs> = {},
): pulumi.Output<GetJoinPermissionAuthOrderResult[]> =>
  pulumi.output(args).apply(getPendingJoinPermissionAuthOrders);
