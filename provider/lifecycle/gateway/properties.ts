import { refusesGatewayName } from "../names";
import type { Properties } from "../properties";
import {
  anyOf,
  between,
  eui,
  id,
  lowerCase,
  nonEmptyText,
  pinCode,
  textUpTo,
  trueOrFalse,
  wholeBetween,
} from "../validators";

/** About a metre: the service may keep coordinates as 32-bit numbers, which are no more exact than that. */
const COORDINATE_TOLERANCE = 1e-5;

const samePlace = (declared: unknown, present: unknown): boolean =>
  typeof declared === "number" &&
  typeof present === "number" &&
  Math.abs(declared - present) <= COORDINATE_TOLERANCE;

/** Every input of a gateway. */
export const properties = {
  gwEui: { refuses: eui, normal: lowerCase, onChange: "replace" },
  pinCode: { refuses: pinCode, onChange: "update", own: true, secret: true },
  name: { refuses: refusesGatewayName, onChange: "update", sticky: true },
  description: { refuses: textUpTo(100), onChange: "update", sticky: true },
  freqBandPlanGroupId: { refuses: id, onChange: "update", sticky: true },
  communicationMode: { refuses: anyOf("HALF_DUPLEX", "FULL_DUPLEX"), onChange: "update", sticky: true },
  city: { refuses: nonEmptyText, onChange: "update", sticky: true },
  district: { refuses: nonEmptyText, onChange: "update", sticky: true },
  address: { refuses: nonEmptyText, onChange: "update", sticky: true },
  addressCode: { refuses: wholeBetween(0, 999_999_999_999, ""), onChange: "update", sticky: true },
  gisCoordinateSystem: { refuses: anyOf("WGS_84", "GCJ_02"), onChange: "update", sticky: true },
  longitude: { refuses: between(-180, 180, " (degrees)"), same: samePlace, onChange: "update", sticky: true },
  latitude: { refuses: between(-90, 90, " (degrees)"), same: samePlace, onChange: "update", sticky: true },
  enabled: { refuses: trueOrFalse, onChange: "update" },
  profile: { refuses: nonEmptyText, onChange: "update", own: true },
} as const satisfies Properties;

/** What a gateway is registered with, besides its number and its PIN. */
export const required = [
  "freqBandPlanGroupId",
  "communicationMode",
  "city",
  "district",
  "address",
  "addressCode",
  "gisCoordinateSystem",
  "longitude",
  "latitude",
] as const;
