import { assertSet, cloudStateFrom, parametersFrom, updateInPlace } from "../../engine/apiFields";
import { missing } from "../../engine/check";
import { withoutId } from "../../engine/createOnce";
import { gatewayName, validGatewayName } from "../../engine/names";
import { isSet } from "../../engine/property";
import type { Draft, Resource } from "../../engine/resource";
import {
  boolean,
  decimalId,
  degrees,
  eui,
  integer,
  oneOf,
  pinCode,
  string,
  stringUpTo,
} from "../../engine/types";
import {
  CreateGateway,
  DeleteGateway,
  GetGateway,
  gateways,
  ListGateways,
  UpdateGateway,
  UpdateGatewayEnablingState,
} from "./api";

const keptWhenOmitted = { keepWhenOmitted: true } as const;

export const properties = {
  /**
   * GwEUI on the label of the gateway, 16 hexadecimal digits, converted to lowercase. Required. Changing it replaces the
   * gateway. API: `GwEui`. Errors: `GwEuiDuplicated` (already registered: omit `pinCode` to adopt it),
   * `GatewayAlreadyBoundToOthers`, `GatewayTupleAlreadyAbandoned`.
   */
  gwEui: eui.required({ onChange: "replace" }),

  /**
   * PIN on the label of the gateway, 6 digits; a secret, encrypted in the state. Only registration needs the PIN; no
   * read returns it. Default: none, which adopts a gateway that the account has already registered and updates
   * properties whose declared value differs. Changed in the state only. API: `PinCode`. Errors: `InvalidPinCode`,
   * `TooManyPinCodeVerificationFailures`.
   */
  pinCode: pinCode.programOnly({ secret: true }),

  /**
   * Name, 4 to 30 characters: Chinese characters, English letters, digits and, after the first character, underscores
   * (the Link WAN console counts a Chinese character as 2). Default: the name of the resource, with invalid characters
   * replaced by underscores; an adopted gateway keeps its name. Changed in place; omitting it later keeps the name.
   * API: `Name`. Errors: `InvalidName`.
   */
  name: gatewayName.optionalComputed(keptWhenOmitted),

  /**
   * Description, up to 100 characters. Default: none. Changed in place; omitting it later keeps the description.
   * API: `Description`.
   */
  description: stringUpTo(100).optional(keptWhenOmitted),

  /**
   * Id of the frequency band plan group: `"101"`, `"102"` (CN470) or `"201"` (AS923). Required unless a gateway is
   * adopted. Changed in place; omitting it later keeps the value. API: `FreqBandPlanGroupId`.
   * Errors: `InvalidFreqBandPlan`.
   */
  freqBandPlanGroupId: decimalId.optionalComputed(keptWhenOmitted),

  /**
   * Whether the gateway sends and receives at the same time (`"FULL_DUPLEX"`) or not (`"HALF_DUPLEX"`). Required unless
   * a gateway is adopted. Changed in place; omitting it later keeps the value. API: `CommunicationMode`.
   */
  communicationMode: oneOf("HALF_DUPLEX", "FULL_DUPLEX").optional(keptWhenOmitted),

  /**
   * City of the site. Required unless a gateway is adopted. Changed in place; omitting it later keeps the value.
   * API: `City`.
   */
  city: string.optional(keptWhenOmitted),

  /**
   * District of the site. Required unless a gateway is adopted. Changed in place; omitting it later keeps the value.
   * API: `District`.
   */
  district: string.optional(keptWhenOmitted),

  /**
   * Address of the site. Required unless a gateway is adopted. Changed in place; omitting it later keeps the value.
   * API: `Address`.
   */
  address: string.optional(keptWhenOmitted),

  /**
   * Administrative division code of the site, 0 to 999999999999, for example 330106. Required unless a gateway is
   * adopted. Changed in place; omitting it later keeps the value. API: `AddressCode`.
   */
  addressCode: integer(0, 999_999_999_999).optional(keptWhenOmitted),

  /**
   * Coordinate system: `"WGS_84"` (GPS) or `"GCJ_02"` (Chinese maps). Required unless a gateway is adopted. Changed in
   * place; omitting it later keeps the value. API: `GisCoordinateSystem`.
   */
  gisCoordinateSystem: oneOf("WGS_84", "GCJ_02").optional(keptWhenOmitted),

  /**
   * Longitude in degrees, -180 to 180. Required unless a gateway is adopted. Changed in place; a difference of up to
   * 0.00001 degrees (about one meter) is ignored; omitting it later keeps the value. API: `Longitude`.
   */
  longitude: degrees(180).optional(keptWhenOmitted),

  /**
   * Latitude in degrees, -90 to 90. Required unless a gateway is adopted. Changed in place; a difference of up to 0.00001
   * degrees (about one meter) is ignored; omitting it later keeps the value. API: `Latitude`.
   */
  latitude: degrees(90).optional(keptWhenOmitted),

  /**
   * Whether the gateway takes part in the network. Default: `true`; an adopted gateway keeps its value. Changed in place.
   * API: `Enabled` of UpdateGatewayEnablingState.
   */
  enabled: boolean.optionalComputed(),
};

type GatewayProperties = typeof properties;

/** Inputs that registration requires in addition to the GwEUI, the PIN and the name. */
const requiredForRegistration = [
  "freqBandPlanGroupId",
  "communicationMode",
  "city",
  "district",
  "address",
  "addressCode",
  "gisCoordinateSystem",
  "longitude",
  "latitude",
] as const satisfies readonly (keyof GatewayProperties)[];

/** A gateway that is registered in the account. */
export const gateway: Resource<GatewayProperties> = {
  name: "Gateway",
  terms: { kind: "gateway", object: "gateway", deleted: "deleted" },
  properties,
  uniqueInputs: ["gwEui"],
  idProperty: "gwEui",
  features: [{ name: "GATEWAY", use: "Gateway", limit: { objects: "gateways", field: "Gateway" } }],
  actions: [
    CreateGateway,
    UpdateGateway,
    UpdateGatewayEnablingState,
    GetGateway,
    ListGateways,
    DeleteGateway,
  ],
  defaults: (inputs, resourceName, previous) =>
    registers(inputs, previous) ? { name: validGatewayName(resourceName), enabled: true } : {},
  validate: (inputs, previous) => [
    ...missing(inputs, ["gwEui"], "set it to the 16 hexadecimal digits on the gateway's label"),
    ...(registers(inputs, previous)
      ? missing(
          inputs,
          requiredForRegistration,
          "registration requires it (or omit pinCode to adopt a gateway)",
        )
      : []),
  ],
  adoption: {
    id: ({ gwEui, pinCode }) => (isSet(pinCode) ? undefined : gwEui),
    remedy: "check gwEui and the credentials (profile), or set pinCode to register the gateway",
  },
  create: async (operation, inputs, createOnce) => {
    assertSet(inputs, "pinCode", "name", ...requiredForRegistration);
    const parameters = parametersFrom(CreateGateway, inputs);
    const { gwEui } = inputs;
    await createOnce({
      collection: gateways,
      matches: (_, id) => id === gwEui,
      create: async (findEffect) => {
        await operation.call(CreateGateway, parameters, withoutId(findEffect));
        return gwEui;
      },
      duplicateCodes: ["GwEuiDuplicated"],
      adoptWith: () => "omit its pinCode",
    });
    return { id: gwEui, values: { ...inputs, enabled: true } };
  },
  update: (operation, gwEui, actual, declared, onChange) =>
    updateInPlace(operation, properties, actual, declared, {
      onChange,
      identity: { GwEui: gwEui },
      update: UpdateGateway,
      enable: UpdateGatewayEnablingState,
    }),
  readAlone: async (operation, GwEui) =>
    cloudStateFrom(properties, await operation.call(GetGateway, { GwEui })),
  readBatched: async (operation, gwEui) => cloudStateFrom(properties, await operation.read(gateways, gwEui)),
  delete: async (operation, gwEui) => {
    await operation.call(DeleteGateway, { GwEui: gwEui });
  },
  discover: async (startOperation) => {
    const registered = await (await startOperation()).listAtStart(gateways);
    return [...registered].map(([id, response]) => ({
      id,
      name: response.Name,
      inputs: cloudStateFrom(properties, response),
    }));
  },
};

/** Returns whether the program registers the gateway. An adopted gateway stays adopted if its PIN is set later. */
const registers = (inputs: Draft<GatewayProperties>, previous: Draft<GatewayProperties>): boolean =>
  isSet(inputs.pinCode) && (!isSet(previous.gwEui) || isSet(previous.pinCode));
