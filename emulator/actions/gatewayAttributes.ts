import { assumptions } from "../assumptions";
import { type ParameterSpecs, type ParameterValue, spec } from "../parameters";
import { type Call, checkName, fail } from "./action";

/** Gateway attributes that an account sets; replies use the same names. */
export const gatewayAttributes: ParameterSpecs = {
  Name: spec.string(),
  Description: spec.optionalString({ pattern: assumptions.description }),
  FreqBandPlanGroupId: spec.int64(),
  CommunicationMode: spec.string({ values: ["HALF_DUPLEX", "FULL_DUPLEX"] }),
  City: spec.string(),
  District: spec.string(),
  Address: spec.string(),
  AddressCode: spec.int64(assumptions.addressCodes),
  GisCoordinateSystem: spec.string({ values: ["WGS_84", "GCJ_02"] }),
  Longitude: spec.float({ min: -180, max: 180 }),
  Latitude: spec.float({ min: -90, max: 90 }),
};

const stored = (name: string, value: ParameterValue): ParameterValue =>
  gatewayAttributes[name]?.type === "float" && assumptions.coordinatesAre32Bit
    ? shortest32Bit(Number(value))
    : value;

/** Returns the shortest decimal number that rounds to the same 32-bit number. Nine digits are always enough. */
const shortest32Bit = (value: number): number => {
  for (let digits = 1; digits < 9; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === Math.fround(value)) return short;
  }
  return Number(Math.fround(value).toPrecision(9));
};

/** Returns the gateway attributes among the parameters of a call. */
export const attributesOf = ({ value }: Call): Record<string, ParameterValue> =>
  Object.fromEntries(
    Object.keys(gatewayAttributes)
      .filter((name) => value(name) !== undefined)
      .map((name) => [name, stored(name, value(name))]),
  );

/** Checks a gateway name (API file E.3). A gateway name cannot begin with an underscore. */
export const checkGatewayName = (name: string): void => {
  checkName(name, assumptions.chineseWidthsInGatewayName);
  if (name.startsWith("_")) fail("InvalidName");
};
