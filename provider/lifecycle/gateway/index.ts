import type { Gateway, ParametersOf } from "../../api/actions";
import type { Operation } from "../../api/client";
import { changeInPlace, parametersOf } from "../changeInPlace";
import { missing } from "../check";
import type { Definition, Obtained } from "../definition";
import { makeOnce, withoutId } from "../makeOnce";
import { legalGatewayName } from "../names";
import { isSet } from "../properties";
import type { Values } from "../resource";
import type { Run } from "../run";
import { takeOver } from "../takeOver";
import { properties, required } from "./properties";

/** A gateway that is registered in the account. */
export const gateway: Definition = {
  resource: "Gateway",
  words: { kind: "gateway", thing: "gateway", removed: "deleted" },
  properties,
  identities: ["gwEui"],
  idProperty: "gwEui",
  defaults: (inputs, resourceName, olds) =>
    isRegistered(inputs, olds) ? { name: legalGatewayName(resourceName), enabled: true } : {},
  contradictions: (inputs, olds) => [
    ...missing(inputs, ["gwEui"], "give the 16 hexadecimal digits of the gateway's label"),
    ...(isRegistered(inputs, olds)
      ? missing(inputs, required, "a gateway is registered with it (or leave out pinCode to take one over)")
      : []),
  ],
  obtain: (operation, inputs, run) =>
    isSet(inputs.pinCode) ? register(operation, inputs, run) : takeOverGateway(operation, inputs),
  change: (operation, gwEui, present, declared, changed) =>
    changeInPlace(operation, properties, present, declared, changed, {
      identity: { GwEui: gwEui },
      update: "UpdateGateway",
      fields: FIELDS,
      enable: "UpdateGatewayEnablingState",
    }),
  get: async (operation, gwEui) => ofCloud(await operation.call("GetGateway", { GwEui: gwEui })),
  read: async (operation, gwEui) => ofCloud(await operation.read("gateway", gwEui)),
  remove: async (operation, gwEui) => {
    await operation.call("DeleteGateway", { GwEui: gwEui });
  },
};

/** Whether the program registers it; one that was taken over stays what it is, also when its PIN is added later. */
const isRegistered = (inputs: Values, olds: Values): boolean =>
  isSet(inputs.pinCode) && (!isSet(olds.gwEui) || isSet(olds.pinCode));

/** Whether it is online is not state: that changes by itself. */
const ofCloud = (found: Gateway): Values => ({
  gwEui: found.GwEui.toLowerCase(),
  name: found.Name,
  description: found.Description,
  freqBandPlanGroupId: found.FreqBandPlanGroupId,
  communicationMode: found.CommunicationMode,
  city: found.City,
  district: found.District,
  address: found.Address,
  addressCode: found.AddressCode,
  gisCoordinateSystem: found.GisCoordinateSystem,
  longitude: found.Longitude,
  latitude: found.Latitude,
  enabled: found.Enabled,
});

/** Inputs that CreateGateway and UpdateGateway take. */
const FIELDS = ["name", "description", ...required];

const register = async (operation: Operation, inputs: Values, run: Run): Promise<Obtained> => {
  const gwEui = String(inputs.gwEui);
  const parameters = parametersOf(inputs, ["gwEui", "pinCode", ...FIELDS]) as ParametersOf<"CreateGateway">;
  await makeOnce(operation, run, gateway, {
    kind: "gateway",
    isIt: (_, existing) => existing === gwEui,
    make: async (look) => {
      await operation.call("CreateGateway", parameters, withoutId(look));
      return gwEui;
    },
    taken: ["GwEuiDuplicated"],
    takeOver: () => "leave out its pinCode",
  });
  return { id: gwEui, granted: { ...inputs, enabled: true } };
};

const takeOverGateway = (operation: Operation, inputs: Values): Promise<Obtained> =>
  takeOver(operation, gateway, String(inputs.gwEui), inputs, {
    remedy: "check gwEui and the credentials (profile), or give its pinCode to register it",
  });
