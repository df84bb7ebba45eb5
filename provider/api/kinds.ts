import type {
  ActionName,
  Gateway,
  JoinPermissionType,
  ListedNode,
  NodeGroup,
  OwnedJoinPermission,
  ParametersOf,
  RentedJoinPermission,
  ResultOf,
} from "./actions";
import { LinkWanError } from "./errors";
import { everyPage } from "./pages";

/** What makes the calls: an operation. */
interface Caller {
  call<A extends ActionName>(action: A, parameters: ParametersOf<A>): Promise<ResultOf<A>>;
}

/** One kind of thing, read by its id, or together with all others of its kind. */
export interface Kind<T> {
  /** Reads one; the only call from which absence is concluded. */
  get(operation: Caller, id: string, within: string): Promise<T>;
  /** Reads all, by id. */
  list(operation: Caller, within: string): Promise<ReadonlyMap<string, T>>;
  /** So many reads in a short while go one by one; more are cheaper as pages of the list. */
  readonly few: number;
}

const FEW = 2;

const rentedJoinPermission: Kind<RentedJoinPermission> = {
  get: (operation, JoinPermissionId) => operation.call("GetRentedJoinPermission", { JoinPermissionId }),
  list: (operation) => listRentedJoinPermissions(operation, undefined),
  few: FEW,
};

export const listRentedJoinPermissions = (operation: Caller, Type: JoinPermissionType | undefined) =>
  everyPage(
    (page) => operation.call("ListRentedJoinPermissions", { ...page, SortingField: "CREATED_MILLIS", Type }),
    (item) => item.JoinPermissionId,
  );

const ownedJoinPermission: Kind<OwnedJoinPermission> = {
  get: (operation, JoinPermissionId) => operation.call("GetOwnedJoinPermission", { JoinPermissionId }),
  list: (operation) =>
    everyPage(
      (page) => operation.call("ListOwnedJoinPermissions", { ...page, SortingField: "CREATED_MILLIS" }),
      (item) => item.JoinPermissionId,
    ),
  few: FEW,
};

const nodeGroup: Kind<NodeGroup> = {
  get: (operation, NodeGroupId) => operation.call("GetNodeGroup", { NodeGroupId }),
  list: (operation) =>
    everyPage(
      (page) => operation.call("ListNodeGroups", { ...page, SortingField: "CREATED_MILLIS" }),
      (item) => item.NodeGroupId,
    ),
  few: FEW,
};

const gateway: Kind<Gateway> = {
  get: (operation, GwEui) => operation.call("GetGateway", { GwEui }),
  list: (operation) =>
    everyPage(
      (page) => operation.call("ListGateways", { ...page, SortingField: "ONLINE_STATE_CHANGED_MILLIS" }),
      (item) => item.GwEui.toLowerCase(),
    ),
  few: FEW,
};

const listNodes = (operation: Caller, NodeGroupId: string, FuzzyDevEui: string | undefined) =>
  everyPage(
    (page) =>
      operation.call("ListNodesByNodeGroupId", {
        ...page,
        SortingField: "CREATED_MILLIS",
        NodeGroupId,
        FuzzyDevEui,
      }),
    (item) => item.DevEui.toLowerCase(),
  );

/** Nodes are read within their group: no action that reads a single one tells its group (API file C.6). */
const node: Kind<ListedNode> = {
  get: async (operation, devEui, nodeGroupId) => {
    // Whether the filter minds upper and lower case is not documented; without it nothing can be missed.
    const filtered = (await listNodes(operation, nodeGroupId, devEui)).get(devEui);
    const found = filtered ?? (await listNodes(operation, nodeGroupId, undefined)).get(devEui);
    if (found) return found;
    throw new LinkWanError({
      action: "ListNodesByNodeGroupId",
      subject: `node ${devEui}`,
      code: "NonExistent",
      meaning: `it is not in node group ${nodeGroupId}`,
    });
  },
  list: (operation, nodeGroupId) => listNodes(operation, nodeGroupId, undefined),
  few: 0,
};

export const kinds = { rentedJoinPermission, ownedJoinPermission, nodeGroup, gateway, node };

export type KindName = keyof typeof kinds;
export type Read<K extends KindName> = (typeof kinds)[K] extends Kind<infer T> ? T : never;
