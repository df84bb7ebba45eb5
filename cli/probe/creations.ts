/** Parameters of an action, without the common parameters. */
export type Parameters = Readonly<Record<string, string | number | boolean>>;

/** Describes how the probe creates and deletes an object. */
export interface Created {
  readonly action: string;
  /** Default parameters of `action`, which a question can override. */
  readonly defaults: Parameters;
  /** Parameter that the probe sets to a generated name; absent if the object has no name. */
  readonly nameParameter?: string;
  readonly idOf: (data: unknown, parameters: Parameters) => string;
  readonly deletion: string;
  readonly deletionParameters: (id: string, parameters: Parameters) => Parameters;
  /** Describes how to find the object if the response is lost; absent if a search is impossible or not needed. */
  readonly list?: {
    readonly action: string;
    readonly filter: Parameters;
    readonly nameField: string;
    readonly idField: string;
  };
}

const radio = { ClassMode: "A", FreqBandPlanGroupId: 101 };
const ofPermission = { nameField: "JoinPermissionName", idField: "JoinPermissionId" };
const idInData = (data: unknown): string => String(data);

/** Location and radio settings of the gateways that the probe registers. */
const site = {
  CommunicationMode: "HALF_DUPLEX",
  FreqBandPlanGroupId: 101,
  City: "杭州",
  District: "西湖",
  Address: "1",
  AddressCode: 330106,
  GisCoordinateSystem: "WGS_84",
  Longitude: 120.155,
  Latitude: 30.281234567,
};

/** The objects that the probe creates. */
export const creations = {
  local: {
    action: "CreateLocalJoinPermission",
    defaults: { ...radio, UseDefaultJoinEui: true },
    nameParameter: "JoinPermissionName",
    idOf: idInData,
    deletion: "DeleteLocalJoinPermission",
    deletionParameters: (JoinPermissionId) => ({ JoinPermissionId }),
    list: { action: "ListOwnedJoinPermissions", filter: {}, ...ofPermission },
  },
  roaming: {
    action: "ApplyRoamingJoinPermission",
    defaults: radio,
    nameParameter: "JoinPermissionName",
    idOf: idInData,
    deletion: "ReturnJoinPermission",
    deletionParameters: (JoinPermissionId) => ({ JoinPermissionId, JoinPermissionType: "ROAMING" }),
    list: { action: "ListRentedJoinPermissions", filter: { Type: "ROAMING" }, ...ofPermission },
  },
  group: {
    action: "CreateNodeGroup",
    defaults: {},
    nameParameter: "NodeGroupName",
    idOf: idInData,
    deletion: "DeleteNodeGroup",
    deletionParameters: (NodeGroupId) => ({ NodeGroupId }),
    list: { action: "ListNodeGroups", filter: {}, nameField: "NodeGroupName", idField: "NodeGroupId" },
  },
  binding: {
    action: "BindJoinPermissionToNodeGroup",
    defaults: {},
    idOf: (_, { NodeGroupId }) => String(NodeGroupId),
    deletion: "UnbindJoinPermissionFromNodeGroup",
    deletionParameters: (_, parameters) => parameters,
  },
  order: {
    action: "SubmitJoinPermissionAuthOrder",
    defaults: {},
    // If the response is lost, the id is unknown. Then only deleting the join permission closes the order.
    idOf: (data) => String(data ?? 0),
    deletion: "CancelJoinPermissionAuthOrder",
    deletionParameters: (OrderId) => ({ OrderId }),
  },
  gateway: {
    action: "CreateGateway",
    defaults: site,
    nameParameter: "Name",
    idOf: (_, { GwEui }) => String(GwEui),
    deletion: "DeleteGateway",
    deletionParameters: (GwEui) => ({ GwEui }),
  },
  node: {
    action: "AddNodeToGroup",
    defaults: {},
    idOf: (_, { DevEui }) => String(DevEui),
    deletion: "RemoveNodeFromGroup",
    deletionParameters: (DevEui, { NodeGroupId = "" }) => ({ DevEui, NodeGroupId }),
  },
} as const satisfies Readonly<Record<string, Created>>;
