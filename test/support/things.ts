import type { Definition } from "../../provider/lifecycle/definition";
import { gateway } from "../../provider/lifecycle/gateway";
import { joinPermissionAuthOrder } from "../../provider/lifecycle/joinPermissionAuthOrder";
import { leasedJoinPermission } from "../../provider/lifecycle/leasedJoinPermission";
import { localJoinPermission } from "../../provider/lifecycle/localJoinPermission";
import { node } from "../../provider/lifecycle/node";
import { nodeGroup } from "../../provider/lifecycle/nodeGroup";
import { nodeGroupBinding } from "../../provider/lifecycle/nodeGroupBinding";
import type { Values } from "../../provider/lifecycle/resource";
import { makeGateway, makeGroup, makeLease, makeLocal } from "./byHand";
import { site } from "./gateways";
import type { World } from "./world";

/** One kind of thing in a world: how a program declares it, and what the cloud has of it. */
export interface Thing {
  readonly definition: Definition;
  /** What a program declares, after what it needs was made. */
  readonly declare: (world: World) => Values;
  /** Ids of those that the cloud has, of this world's account. */
  readonly held: (world: World) => string[];
  /** What a user declares who follows an error that names one that is there; `undefined` where it names none. */
  readonly takeOver: (error: string, declared: Values, world: World) => Values | undefined;
  /** Makes the same at the console; `undefined` where nobody can tell the two apart. */
  readonly makeByHand?: (world: World, declared: Values) => void;
  /** Deletes one at the console. */
  readonly removeByHand: (world: World, id: string) => void;
}

interface Page {
  readonly List: readonly Values[];
}
const all = { Offset: 0, Limit: 200 };

const list = (world: World, account: string, action: string, id: string, more: Values = {}): string[] =>
  (world.cloud.callAs(account, action, { ...all, ...more }) as Page).List.map((item) => String(item[id]));

/** Follows an error that says which input to set. */
const setting =
  (input: string): Thing["takeOver"] =>
  (error, declared) => {
    const id = new RegExp(`set ${input}: "(\\d+)"`).exec(error)?.[1];
    return id === undefined ? undefined : { ...declared, [input]: id };
  };

/** Follows an error that says to leave out the PIN. */
const withoutPin: Thing["takeOver"] = (error, { pinCode: _, ...declared }) =>
  error.includes("leave out its pinCode") ? declared : undefined;

const sharedGroup = (world: World): string => (world.shared.group ??= makeGroup(world.cloud, "shared"));
const sharedLocal = (world: World): string => (world.shared.local ??= makeLocal(world.cloud, "shared"));

const roaming = { type: "ROAMING", classMode: "A", freqBandPlanGroupId: "101" };
const gwEui = "aaaa000000000001";
const devEui = "dddd000000000001";

/** The pending orders that the renter has received; no action lists orders. */
const openOrders = (world: World): Values[] =>
  (
    world.cloud.callAs("renter", "ListNotifications", {
      ...all,
      "Category.1": "JOIN_PERMISSION_AUTH_APPLYING",
    }) as Page
  ).List.map((item) => item.JoinPermissionAuthInfo as Values).filter(
    ({ OrderState }) => OrderState === "APPLYING",
  );

export const things = {
  lease: {
    definition: leasedJoinPermission,
    declare: () => roaming,
    held: (world) => world.held().map(({ JoinPermissionId }) => String(JoinPermissionId)),
    takeOver: setting("joinPermissionId"),
    removeByHand: (world, JoinPermissionId) => {
      world.cloud.callAs("renter", "ReturnJoinPermission", {
        JoinPermissionId,
        JoinPermissionType: "ROAMING",
      });
    },
  },
  local: {
    definition: localJoinPermission,
    declare: () => ({ classMode: "A", freqBandPlanGroupId: "101", profile: "owner" }),
    held: (world) => list(world, "owner", "ListOwnedJoinPermissions", "JoinPermissionId"),
    takeOver: setting("joinPermissionId"),
    makeByHand: (world, { joinPermissionName }) => {
      const name = String(joinPermissionName ?? "thing");
      makeLocal(world.cloud, name, { ClassMode: "B", FreqBandPlanGroupId: 102 });
    },
    removeByHand: (world, JoinPermissionId) => {
      world.cloud.callAs("owner", "DeleteLocalJoinPermission", { JoinPermissionId });
    },
  },
  order: {
    definition: joinPermissionAuthOrder,
    declare: (world) => ({
      joinPermissionId: sharedLocal(world),
      renterAliyunId: "renter",
      profile: "owner",
    }),
    held: (world) => openOrders(world).map(({ OrderId }) => String(OrderId)),
    takeOver: (error, declared, world) => {
      const [open] = openOrders(world);
      return error.includes("set it as orderId") && open ? { ...declared, orderId: open.OrderId } : undefined;
    },
    removeByHand: (world, OrderId) => {
      world.cloud.callAs("renter", "RejectJoinPermissionAuthOrder", { OrderId });
    },
  },
  group: {
    definition: nodeGroup,
    declare: () => ({
      dataDispatch: { destination: "ONS", uplinkRegionName: "cn-shanghai", uplinkTopic: "readings" },
    }),
    held: (world) => list(world, "renter", "ListNodeGroups", "NodeGroupId"),
    takeOver: setting("nodeGroupId"),
    makeByHand: (world, { nodeGroupName }) => {
      makeGroup(world.cloud, String(nodeGroupName ?? "thing"));
    },
    removeByHand: (world, NodeGroupId) => {
      world.cloud.callAs("renter", "DeleteNodeGroup", { NodeGroupId });
    },
  },
  binding: {
    definition: nodeGroupBinding,
    declare: (world) => {
      world.shared.lease ??= makeLease(world.cloud, "shared");
      return { nodeGroupId: sharedGroup(world), joinPermissionId: world.shared.lease };
    },
    held: (world) =>
      world
        .held()
        .filter(({ BoundNodeGroupId }) => BoundNodeGroupId !== undefined)
        .map(({ BoundNodeGroupId, JoinPermissionId }) => `${BoundNodeGroupId}/${JoinPermissionId}`),
    takeOver: () => undefined,
    removeByHand: (world, id) => {
      const [NodeGroupId, JoinPermissionId] = id.split("/");
      world.cloud.callAs("renter", "UnbindJoinPermissionFromNodeGroup", { NodeGroupId, JoinPermissionId });
    },
  },
  gateway: {
    definition: gateway,
    declare: () => ({ gwEui, pinCode: "100001", ...site }),
    held: (world) => list(world, "renter", "ListGateways", "GwEui"),
    takeOver: withoutPin,
    makeByHand: (world) => {
      makeGateway(world.cloud, { FreqBandPlanGroupId: 102, GisCoordinateSystem: "GCJ_02" });
    },
    removeByHand: (world, GwEui) => {
      world.cloud.callAs("renter", "DeleteGateway", { GwEui });
    },
  },
  node: {
    definition: node,
    declare: (world) => ({ devEui, pinCode: "100001", nodeGroupId: sharedGroup(world) }),
    held: (world) =>
      list(world, "renter", "ListNodeGroups", "NodeGroupId").flatMap((NodeGroupId) =>
        list(world, "renter", "ListNodesByNodeGroupId", "DevEui", { NodeGroupId }),
      ),
    takeOver: withoutPin,
    makeByHand: (world, { nodeGroupId }) => {
      const values = { DevEui: devEui, PinCode: "100001", NodeGroupId: nodeGroupId };
      world.cloud.callAs("renter", "AddNodeToGroup", values);
    },
    removeByHand: (world, DevEui) => {
      const NodeGroupId = sharedGroup(world);
      world.cloud.callAs("renter", "RemoveNodeFromGroup", { DevEui, NodeGroupId });
    },
  },
} as const satisfies Record<string, Thing>;

export type ThingName = keyof typeof things;
