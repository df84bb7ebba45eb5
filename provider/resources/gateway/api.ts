import { action, pageParameters, parameter } from "../../client/action";
import { BATCH_THRESHOLD, type Collection } from "../../client/collection";
import {
  type Decoded,
  decimal,
  flag,
  nothing,
  openEnum,
  optional,
  page,
  record,
  text,
  whole,
} from "../../client/decode";
import { everyPage } from "../../client/pages";

/** API file C.4. */
const gateway = record({
  GwEui: text,
  Name: text,
  Description: optional(text),
  FreqBandPlanGroupId: text,
  CommunicationMode: optional(openEnum<"HALF_DUPLEX" | "FULL_DUPLEX">()),
  City: optional(text),
  District: optional(text),
  Address: optional(text),
  AddressCode: optional(whole),
  GisCoordinateSystem: optional(openEnum<"WGS_84" | "GCJ_02">()),
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
export type GatewayData = Decoded<typeof gateway>;

const subject = ({ GwEui }: { readonly GwEui: string }) => `gateway ${GwEui}`;
const one = ["gateway/{GwEui}"];
const all = ["gateway/*"];

/** Actions of API file C.1. */
export const CreateGateway = action({
  name: "CreateGateway",
  effect: "unsafe",
  parameters: {
    GwEui: parameter.text,
    PinCode: parameter.text,
    Name: parameter.text,
    Description: parameter.optionalText,
    FreqBandPlanGroupId: parameter.text,
    CommunicationMode: parameter.text,
    City: parameter.text,
    District: parameter.text,
    Address: parameter.text,
    AddressCode: parameter.number,
    GisCoordinateSystem: parameter.text,
    Longitude: parameter.number,
    Latitude: parameter.number,
  },
  subject,
  data: nothing,
  ramResources: all,
  takesIotInstanceId: true,
});

export const UpdateGateway = action({
  name: "UpdateGateway",
  effect: "idempotent",
  parameters: {
    GwEui: parameter.text,
    Name: parameter.optionalText,
    Description: parameter.optionalText,
    FreqBandPlanGroupId: parameter.optionalText,
    CommunicationMode: parameter.optionalText,
    City: parameter.optionalText,
    District: parameter.optionalText,
    Address: parameter.optionalText,
    AddressCode: parameter.optionalNumber,
    GisCoordinateSystem: parameter.optionalText,
    Longitude: parameter.optionalNumber,
    Latitude: parameter.optionalNumber,
  },
  subject,
  data: nothing,
  ramResources: one,
  takesIotInstanceId: true,
});

export const UpdateGatewayEnablingState = action({
  name: "UpdateGatewayEnablingState",
  effect: "idempotent",
  parameters: { GwEui: parameter.text, Enabled: parameter.flag },
  subject,
  data: nothing,
  ramResources: one,
  takesIotInstanceId: true,
});

export const DeleteGateway = action({
  name: "DeleteGateway",
  effect: "idempotent",
  parameters: { GwEui: parameter.text },
  subject,
  data: nothing,
  ramResources: one,
  takesIotInstanceId: true,
});

export const GetGateway = action({
  name: "GetGateway",
  effect: "read",
  parameters: { GwEui: parameter.text },
  subject,
  data: gateway,
  ramResources: one,
  takesIotInstanceId: true,
});

export const ListGateways = action({
  name: "ListGateways",
  effect: "read",
  parameters: pageParameters<"ONLINE_STATE_CHANGED_MILLIS">(),
  data: page(gateway, "Gateway"),
  ramResources: all,
  takesIotInstanceId: true,
});

/** The gateways of an account, by GwEUI in lower case. */
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
