import { decimal, flag, list, nothing, optional, record, text, whole } from "../decode";
import { action, type Page } from "./action";

/** API file C.4. */
const gateway = record({
  GwEui: text,
  Name: text,
  Description: optional(text),
  FreqBandPlanGroupId: text,
  CommunicationMode: optional(text),
  City: optional(text),
  District: optional(text),
  Address: optional(text),
  AddressCode: optional(whole),
  GisCoordinateSystem: optional(text),
  Longitude: optional(decimal),
  Latitude: optional(decimal),
  Enabled: flag,
  OnlineState: optional(text),
  OnlineStateChangedMillis: optional(whole),
  ClassBSupported: optional(flag),
  ClassBWorking: optional(flag),
  TimeCorrectable: optional(flag),
  ChargeStatus: optional(text),
  AuthTypes: optional(text),
  EmbeddedNsId: optional(text),
});

/** What the list tells of a node, except its `Appkey`: a secret, which goes no further than here. */
const node = record({
  DevEui: text,
  DevAddr: optional(text),
  ClassMode: optional(text),
  NodeType: optional(text),
  JoinEui: optional(text),
  MulticastGroupId: optional(text),
  AuthTypes: optional(text),
  BoundMillis: optional(whole),
  LastJoinMillis: optional(whole),
});

type GatewayValues = {
  Name: string;
  Description: string | undefined;
  FreqBandPlanGroupId: string;
  CommunicationMode: string;
  City: string;
  District: string;
  Address: string;
  AddressCode: number;
  GisCoordinateSystem: string;
  Longitude: number;
  Latitude: number;
};
type Optional<T> = { [K in keyof T]: T[K] | undefined };

/** Actions of API file C.1. */
export const deviceActions = {
  CreateGateway: action<{ GwEui: string; PinCode: string } & GatewayValues>()("unsafe", nothing),
  DeleteGateway: action<{ GwEui: string }>()("idempotent", nothing),
  UpdateGateway: action<{ GwEui: string } & Optional<GatewayValues>>()("idempotent", nothing),
  UpdateGatewayEnablingState: action<{ GwEui: string; Enabled: boolean }>()("idempotent", nothing),
  GetGateway: action<{ GwEui: string }>()("read", gateway),
  ListGateways: action<Page<"ONLINE_STATE_CHANGED_MILLIS">>()(
    "read",
    record({ TotalCount: whole, List: list(gateway, "Gateway") }),
  ),
  AddNodeToGroup: action<{ DevEui: string; PinCode: string; NodeGroupId: string }>()("unsafe", nothing),
  RemoveNodeFromGroup: action<{ DevEui: string; NodeGroupId: string }>()("idempotent", nothing),
  ListNodesByNodeGroupId: action<
    Page<"CREATED_MILLIS"> & { NodeGroupId: string; FuzzyDevEui: string | undefined }
  >()("read", record({ TotalCount: whole, List: list(node, "Node") })),
};
