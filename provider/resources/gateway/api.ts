import { action, pageParameters, parameter } from "../../client/action";
import { BATCH_THRESHOLD, type Collection } from "../../client/collection";
import {
  boolean,
  type Decoded,
  decimal32,
  id,
  integer,
  list,
  nothing,
  openEnum,
  optional,
  page,
  record,
  string,
} from "../../client/decode";
import { everyPage } from "../../client/pages";

/** API file C.4. */
const gateway = record({
  GwEui: id,
  Name: string,
  Description: optional(string),
  FreqBandPlanGroupId: id,
  CommunicationMode: optional(openEnum<"HALF_DUPLEX" | "FULL_DUPLEX">()),
  City: optional(string),
  District: optional(string),
  Address: optional(string),
  AddressCode: optional(integer),
  GisCoordinateSystem: optional(openEnum<"WGS_84" | "GCJ_02">()),
  Longitude: optional(decimal32),
  Latitude: optional(decimal32),
  Enabled: boolean,
  OnlineState: optional(string),
  OnlineStateChangedMillis: optional(integer),
  ClassBSupported: optional(boolean),
  ClassBWorking: optional(boolean),
  TimeCorrectable: optional(boolean),
  ChargeStatus: optional(string),
  AuthTypes: optional(string),
  EmbeddedNsId: optional(string),
});
export type GatewayData = Decoded<typeof gateway>;

const subject = ({ GwEui }: { readonly GwEui: string }) => `gateway ${GwEui}`;
const one = ["gateway/{GwEui}"];
const all = ["gateway/*"];

/** Actions of API file C.1. */
export const CreateGateway = action({
  name: "CreateGateway",
  effect: "unsafe",
  parameters: {
    GwEui: parameter.string,
    PinCode: parameter.string,
    Name: parameter.string,
    Description: parameter.optionalString,
    FreqBandPlanGroupId: parameter.string,
    CommunicationMode: parameter.string,
    City: parameter.string,
    District: parameter.string,
    Address: parameter.string,
    AddressCode: parameter.number,
    GisCoordinateSystem: parameter.string,
    Longitude: parameter.number,
    Latitude: parameter.number,
  },
  subject,
  decoder: nothing,
  ramResources: all,
  takesIotInstanceId: true,
});

export const UpdateGateway = action({
  name: "UpdateGateway",
  effect: "idempotent",
  parameters: {
    GwEui: parameter.string,
    Name: parameter.optionalString,
    Description: parameter.optionalString,
    FreqBandPlanGroupId: parameter.optionalString,
    CommunicationMode: parameter.optionalString,
    City: parameter.optionalString,
    District: parameter.optionalString,
    Address: parameter.optionalString,
    AddressCode: parameter.optionalNumber,
    GisCoordinateSystem: parameter.optionalString,
    Longitude: parameter.optionalNumber,
    Latitude: parameter.optionalNumber,
  },
  subject,
  decoder: nothing,
  ramResources: one,
  takesIotInstanceId: true,
});

export const UpdateGatewayEnablingState = action({
  name: "UpdateGatewayEnablingState",
  effect: "idempotent",
  parameters: { GwEui: parameter.string, Enabled: parameter.boolean },
  subject,
  decoder: nothing,
  ramResources: one,
  takesIotInstanceId: true,
});

export const DeleteGateway = action({
  name: "DeleteGateway",
  effect: "idempotent",
  parameters: { GwEui: parameter.string },
  subject,
  decoder: nothing,
  ramResources: one,
  takesIotInstanceId: true,
});

export const GetGateway = action({
  name: "GetGateway",
  effect: "read",
  parameters: { GwEui: parameter.string },
  subject,
  decoder: gateway,
  ramResources: one,
  takesIotInstanceId: true,
});

export const ListGateways = action({
  name: "ListGateways",
  effect: "read",
  parameters: pageParameters<"ONLINE_STATE_CHANGED_MILLIS">(),
  decoder: page(gateway, "Gateway"),
  ramResources: all,
  takesIotInstanceId: true,
});

/** API file C.1. The response is not paginated. */
export const ListGatewaysGisInfo = action({
  name: "ListGatewaysGisInfo",
  effect: "read",
  parameters: {},
  decoder: list(
    record({
      GwEui: id,
      Name: string,
      Longitude: optional(decimal32),
      Latitude: optional(decimal32),
      GisCoordinateSystem: optional(string),
      GisSourceType: optional(string),
      FreqBandPlanGroupId: optional(id),
      OnlineState: optional(string),
      Enabled: optional(boolean),
      ChargeStatus: optional(string),
      AuthTypes: optional(string),
    }),
    "GatewayGisInfo",
  ),
  ramResources: all,
  takesIotInstanceId: true,
});

/** The gateways of an account, keyed by GwEUI in lower case. */
export const gateways: Collection<GatewayData> = {
  kind: "gateway",
  get: (caller, GwEui) => caller.call(GetGateway, { GwEui }),
  list: (caller) =>
    everyPage(
      (request) => caller.call(ListGateways, { ...request, SortingField: "ONLINE_STATE_CHANGED_MILLIS" }),
      (item) => item.GwEui.toLowerCase(),
    ),
  batchThreshold: BATCH_THRESHOLD,
};
