import { choices } from "../choices";
import { type ParameterSpecs, type ParameterValue, spec } from "../parameters";
import { type Call, checkName, fail } from "./action";

/** What an account says of its gateway; answers show it under the same names. */
export const gatewayAttributes: ParameterSpecs = {
  Name: spec.text(),
  Description: spec.optionalText({ pattern: choices.description }),
  FreqBandPlanGroupId: spec.int64(),
  CommunicationMode: spec.text({ values: ["HALF_DUPLEX", "FULL_DUPLEX"] }),
  City: spec.text(),
  District: spec.text(),
  Address: spec.text(),
  AddressCode: spec.int64(choices.addressCodes),
  GisCoordinateSystem: spec.text({ values: ["WGS_84", "GCJ_02"] }),
  Longitude: spec.float({ least: -180, most: 180 }),
  Latitude: spec.float({ least: -90, most: 90 }),
};

const kept = (name: string, value: ParameterValue): ParameterValue =>
  gatewayAttributes[name]?.type === "float" && choices.coordinatesAre32Bit
    ? Math.fround(Number(value))
    : value;

/** The attributes that a call gives. */
export const givenAttributes = ({ value }: Call): Record<string, ParameterValue> =>
  Object.fromEntries(
    Object.keys(gatewayAttributes)
      .filter((name) => value(name) !== undefined)
      .map((name) => [name, kept(name, value(name))]),
  );

/** The rule for names of gateways (API file E.3), which no underscore may begin. */
export const checkGatewayName = (name: string): void => {
  checkName(name, choices.chineseWidthsInGatewayName);
  if (name.startsWith("_")) fail("InvalidName");
};
