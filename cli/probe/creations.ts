/** Business parameters of a call. */
export type Parameters = Readonly<Record<string, string | number | boolean>>;

/** How the probe creates an object and deletes it again. */
export interface Created {
  readonly action: string;
  /** Parameters of the creation unless a question sets them. */
  readonly defaults: Parameters;
  /** Parameter that gets a name of the probe; absent if the object has no name. */
  readonly nameParameter?: string;
  readonly idOf: (data: unknown, parameters: Parameters) => string;
  readonly deletion: string;
  readonly deletionParameters: (id: string, parameters: Parameters) => Parameters;
  /** How to find the object if the response to its creation is lost; absent if its id is a parameter. */
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

/** Site of a gateway of the probe. */
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
    // If the response is lost, so is the id: only the deletion of the join permission can then end the order.
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
