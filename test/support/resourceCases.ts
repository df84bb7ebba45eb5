import type { PropertyValues } from "../../provider/engine/property";
import type { AnyResource } from "../../provider/engine/resource";
import { gateway } from "../../provider/resources/gateway/declaration";
import { joinPermissionAuthOrder } from "../../provider/resources/joinPermissionAuthOrder/declaration";
import { leasedJoinPermission } from "../../provider/resources/leasedJoinPermission/declaration";
import { node } from "../../provider/resources/node/declaration";
import { nodeGroup } from "../../provider/resources/nodeGroup/declaration";
import { nodeGroupBinding } from "../../provider/resources/nodeGroupBinding/declaration";
import { ownedJoinPermission } from "../../provider/resources/ownedJoinPermission/declaration";
import { makeGateway, makeGroup, makeLease, makeLocal } from "./byHand";
import type { FakeEngine } from "./fakeEngine";
import { site } from "./gateways";

/** How a program declares a kind of resource, and how tests find and change the objects in the cloud. */
export interface ResourceCase {
  readonly resource: AnyResource;
  /** Returns the inputs that a program declares. Creates the objects that the inputs refer to. */
  readonly declare: (engine: FakeEngine) => PropertyValues;
  /** Returns the ids of the objects in the cloud. */
  readonly held: (engine: FakeEngine) => string[];
  /**
   * Returns inputs that follow an error's advice to adopt an existing object, or `undefined` if the error contains no
   * such advice.
   */
  readonly adopt: (error: string, declared: PropertyValues, engine: FakeEngine) => PropertyValues | undefined;
  /** Creates an identical object in the console. Absent if that object would be indistinguishable from the original. */
  readonly createInConsole?: (engine: FakeEngine, declared: PropertyValues) => void;
  /** Accepts the order in the console, and returns its lease. */
  readonly spendInConsole?: (engine: FakeEngine, id: string) => void;
  /** Deletes the object in the console. */
  readonly deleteInConsole: (engine: FakeEngine, id: string) => void;
}

interface Page {
  readonly List: readonly PropertyValues[];
}
const all = { Offset: 0, Limit: 200 };

const list = (
  engine: FakeEngine,
  account: string,
  action: string,
  id: string,
  more: PropertyValues = {},
): string[] =>
  (engine.cloud.callAs(account, action, { ...all, ...more }) as Page).List.map((item) => String(item[id]));

/** Follows an error's advice to set an input. */
const setting =
  (input: string): ResourceCase["adopt"] =>
  (error, declared) => {
    const id = new RegExp(`set ${input}: "(\\d+)"`).exec(error)?.[1];
    return id === undefined ? undefined : { ...declared, [input]: id };
  };

/** Follows an error's advice to omit the PIN. */
const withoutPin: ResourceCase["adopt"] = (error, { pinCode: _, ...declared }) =>
  error.includes("omit its pinCode") ? declared : undefined;

const sharedGroup = (engine: FakeEngine): string =>
  (engine.shared.group ??= makeGroup(engine.cloud, "shared"));
const sharedLocal = (engine: FakeEngine): string =>
  (engine.shared.local ??= makeLocal(engine.cloud, "shared"));

const roaming = { type: "ROAMING", classMode: "A", freqBandPlanGroupId: "101" };
const gwEui = "aaaa000000000001";
const devEui = "dddd000000000001";

/** Returns the pending orders that the renter has received, from notifications, because no action lists orders. */
const openOrders = (engine: FakeEngine): PropertyValues[] =>
  (
    engine.cloud.callAs("renter", "ListNotifications", {
      ...all,
      "Category.1": "JOIN_PERMISSION_AUTH_APPLYING",
    }) as Page
  ).List.map((item) => item.JoinPermissionAuthInfo as PropertyValues).filter(
    ({ OrderState }) => OrderState === "APPLYING",
  );

export const resourceCases = {
  lease: {
    resource: leasedJoinPermission,
    declare: () => roaming,
    held: (engine) => engine.held().map(({ JoinPermissionId }) => String(JoinPermissionId)),
    adopt: setting("joinPermissionId"),
    deleteInConsole: (engine, JoinPermissionId) => {
      engine.cloud.callAs("renter", "ReturnJoinPermission", {
        JoinPermissionId,
        JoinPermissionType: "ROAMING",
      });
    },
  },
  local: {
    resource: ownedJoinPermission,
    declare: () => ({ classMode: "A", freqBandPlanGroupId: "101", profile: "owner" }),
    held: (engine) => list(engine, "owner", "ListOwnedJoinPermissions", "JoinPermissionId"),
    adopt: setting("joinPermissionId"),
    createInConsole: (engine, { joinPermissionName }) => {
      const name = String(joinPermissionName ?? "object");
      makeLocal(engine.cloud, name, { ClassMode: "B", FreqBandPlanGroupId: 102 });
    },
    deleteInConsole: (engine, JoinPermissionId) => {
      engine.cloud.callAs("owner", "DeleteLocalJoinPermission", { JoinPermissionId });
    },
  },
  order: {
    resource: joinPermissionAuthOrder,
    declare: (engine) => ({
      joinPermissionId: sharedLocal(engine),
      renterAliyunId: "renter",
      profile: "owner",
    }),
    held: (engine) => openOrders(engine).map(({ OrderId }) => String(OrderId)),
    adopt: (error, declared, engine) => {
      const [open] = openOrders(engine);
      return error.includes("set it as orderId") && open ? { ...declared, orderId: open.OrderId } : undefined;
    },
    deleteInConsole: (engine, OrderId) => {
      engine.cloud.callAs("renter", "RejectJoinPermissionAuthOrder", { OrderId });
    },
    spendInConsole: (engine, OrderId) => {
      engine.cloud.callAs("renter", "AcceptJoinPermissionAuthOrder", { OrderId });
      engine.cloud.callAs("renter", "ReturnJoinPermission", {
        JoinPermissionId: sharedLocal(engine),
        JoinPermissionType: "LOCAL",
      });
    },
  },
  group: {
    resource: nodeGroup,
    declare: () => ({
      dataDispatch: { destination: "ONS", uplinkRegionName: "cn-shanghai", uplinkTopic: "readings" },
    }),
    held: (engine) => list(engine, "renter", "ListNodeGroups", "NodeGroupId"),
    adopt: setting("nodeGroupId"),
    createInConsole: (engine, { nodeGroupName }) => {
      makeGroup(engine.cloud, String(nodeGroupName ?? "object"));
    },
    deleteInConsole: (engine, NodeGroupId) => {
      engine.cloud.callAs("renter", "DeleteNodeGroup", { NodeGroupId });
    },
  },
  binding: {
    resource: nodeGroupBinding,
    declare: (engine) => {
      engine.shared.lease ??= makeLease(engine.cloud, "shared");
      return { nodeGroupId: sharedGroup(engine), joinPermissionId: engine.shared.lease };
    },
    held: (engine) =>
      engine
        .held()
        .filter(({ BoundNodeGroupId }) => BoundNodeGroupId !== undefined)
        .map(({ BoundNodeGroupId, JoinPermissionId }) => `${BoundNodeGroupId}/${JoinPermissionId}`),
    adopt: () => undefined,
    deleteInConsole: (engine, id) => {
      const [NodeGroupId, JoinPermissionId] = id.split("/");
      engine.cloud.callAs("renter", "UnbindJoinPermissionFromNodeGroup", { NodeGroupId, JoinPermissionId });
    },
  },
  gateway: {
    resource: gateway,
    declare: () => ({ gwEui, pinCode: "100001", ...site }),
    held: (engine) => list(engine, "renter", "ListGateways", "GwEui"),
    adopt: withoutPin,
    createInConsole: (engine) => {
      makeGateway(engine.cloud, { FreqBandPlanGroupId: 102, GisCoordinateSystem: "GCJ_02" });
    },
    deleteInConsole: (engine, GwEui) => {
      engine.cloud.callAs("renter", "DeleteGateway", { GwEui });
    },
  },
  node: {
    resource: node,
    declare: (engine) => ({ devEui, pinCode: "100001", nodeGroupId: sharedGroup(engine) }),
    held: (engine) =>
      list(engine, "renter", "ListNodeGroups", "NodeGroupId").flatMap((NodeGroupId) =>
        list(engine, "renter", "ListNodesByNodeGroupId", "DevEui", { NodeGroupId }),
      ),
    adopt: withoutPin,
    createInConsole: (engine, { nodeGroupId }) => {
      const values = { DevEui: devEui, PinCode: "100001", NodeGroupId: nodeGroupId };
      engine.cloud.callAs("renter", "AddNodeToGroup", values);
    },
    deleteInConsole: (engine, DevEui) => {
      const NodeGroupId = sharedGroup(engine);
      engine.cloud.callAs("renter", "RemoveNodeFromGroup", { DevEui, NodeGroupId });
    },
  },
} as const satisfies Record<string, ResourceCase>;

export type ResourceCaseName = keyof typeof resourceCases;
