import type { RunningEmulator } from "../../emulator";
import type { PropertyValues } from "../../provider/engine/property";
import { MODULE } from "../support/door";
import type { StoredResource } from "../support/stack";

type Cloud = Pick<RunningEmulator, "accounts" | "callAs">;

const list = (cloud: Cloud, account: string, action: string, more: PropertyValues = {}): PropertyValues[] => {
  const page = cloud.callAs(account, action, { Offset: 0, Limit: 200, ...more });
  return (page as { readonly List: PropertyValues[] }).List;
};

/**
 * Returns the orders that an account has received and that are open, or whose lease the account holds. Reads the orders
 * from notifications, because no action lists orders. Only the latest order of a join permission can qualify.
 */
export const receivedOrders = (cloud: Cloud, account: string): PropertyValues[] => {
  const leases = list(cloud, account, "ListRentedJoinPermissions").map((each) => each.JoinPermissionId);
  const received = list(cloud, account, "ListNotifications", {
    "Category.1": "JOIN_PERMISSION_AUTH_APPLYING",
    SortingField: "NOTICE_MILLIS",
  }).map((each) => each.JoinPermissionAuthInfo as PropertyValues);
  const latest = new Map(received.map((order) => [order.JoinPermissionId, order]));
  return [...latest.values()].filter(
    ({ OrderState, JoinPermissionId }) =>
      OrderState === "APPLYING" || (OrderState === "ACCEPTED" && leases.includes(JoinPermissionId)),
  );
};

/** Returns the objects of every account in the cloud, sorted, each as an account, a class and an id. */
export const objectsInCloud = (cloud: Cloud): string[] =>
  cloud.accounts
    .flatMap(({ name }) => {
      const groups = list(cloud, name, "ListNodeGroups");
      const nodes = groups.flatMap(({ NodeGroupId }) =>
        list(cloud, name, "ListNodesByNodeGroupId", { NodeGroupId }),
      );
      return [
        ...list(cloud, name, "ListOwnedJoinPermissions").map(
          (each) => `${name} OwnedJoinPermission ${each.JoinPermissionId}`,
        ),
        ...list(cloud, name, "ListRentedJoinPermissions").map(
          (each) => `${name} LeasedJoinPermission ${each.JoinPermissionId}`,
        ),
        ...receivedOrders(cloud, name).map(
          (each) => `${each.OwnerAliyunId} JoinPermissionAuthOrder ${each.OrderId}`,
        ),
        ...groups.map((each) => `${name} NodeGroup ${each.NodeGroupId}`),
        ...groups
          .filter((each) => each.JoinPermissionId !== undefined)
          .map((each) => `${name} NodeGroupBinding ${each.NodeGroupId}/${each.JoinPermissionId}`),
        ...list(cloud, name, "ListGateways").map((each) => `${name} Gateway ${each.GwEui}`),
        ...nodes.map((each) => `${name} Node ${each.DevEui}`),
      ];
    })
    .sort();

/** Returns the objects in the state, in the same format as {@link objectsInCloud}. */
export const objectsInState = (resources: readonly StoredResource[]): string[] =>
  resources
    .map(({ type, id, inputs }) => `${inputs.profile ?? "renter"} ${type.slice(MODULE.length)} ${id}`)
    .sort();
