import { hasUnprintable } from "../client/oneLine";
import { propertyType } from "./property";

/**
 * Returns the reason why a value is invalid, or `undefined`. The reason never contains the value, because any input can
 * be a secret, and Pulumi does not hide secrets in errors.
 */
export type Validate = (value: unknown) => string | undefined;

/** Returns the end of a reason: the type of the value, if it is not the expected type. */
const notOfType = (expected: "string" | "number" | "boolean", value: unknown): string => {
  const actual = Array.isArray(value) ? "array" : typeof value;
  return actual === expected ? "" : `, not ${/^[ao]/.test(actual) ? "an" : "a"} ${actual}`;
};

/** British English has no comma before the last "or". */
const disjunction = new Intl.ListFormat("en-GB", { type: "disjunction" });

export const validateOneOf =
  (...values: string[]): Validate =>
  (value) =>
    values.some((each) => each === value)
      ? undefined
      : `must be ${disjunction.format(values.map((each) => `"${each}"`))}${notOfType("string", value)}`;

const validateText: Validate = (value) =>
  typeof value === "string" && value.trim() !== ""
    ? undefined
    : `must be a non-empty string${notOfType("string", value)}`;

/** Validates a name that another system assigns, for example a topic. */
export const validateIdentifier: Validate = (value) => {
  if (typeof value !== "string" || value.trim() === "") return validateText(value);
  return hasUnprintable(value) || value !== value.trim()
    ? "must not contain control characters, or begin or end with white space"
    : undefined;
};

export const validateBoolean: Validate = (value) =>
  typeof value === "boolean" ? undefined : `must be true or false${notOfType("boolean", value)}`;

/** One of several literals. */
export const oneOf = <T extends string>(...values: T[]) =>
  propertyType<T>({ type: "string", values, validate: validateOneOf(...values) });

export const boolean = propertyType<boolean>({ type: "boolean", validate: validateBoolean });

export const string = propertyType<string>({ type: "string", validate: validateText });

/** A name that another system assigns. */
export const identifier = propertyType<string>({ type: "string", validate: validateIdentifier });

export const stringUpTo = (longest: number) =>
  propertyType<string>({
    type: "string",
    validate: (value) => {
      if (typeof value !== "string" || value.length <= longest) return validateText(value);
      return `has ${value.length} characters; at most ${longest} are allowed`;
    },
  });

/** An API id: a string of decimal digits, because large numbers lose precision. */
export const decimalId = propertyType<string>({
  type: "string",
  validate: (value) => {
    if (typeof value !== "string") return `must be a string of decimal digits${notOfType("string", value)}`;
    return /^(0|[1-9]\d{0,19})$/.test(value)
      ? undefined
      : "must be an id: a string of decimal digits without leading zeros";
  },
});

/** @param unit Appended to the range in messages: `(seconds)`. */
export const integer = (least: number, most: number, unit = "") =>
  propertyType<number>({
    type: "integer",
    range: [least, most],
    validate: (value) =>
      Number.isInteger(value) && Number(value) >= least && Number(value) <= most
        ? undefined
        : `must be an integer from ${least} to ${most}${unit && ` ${unit}`}${notOfType("number", value)}`,
  });

/**
 * Tolerance in degrees, about one meter. The service can store coordinates as 32-bit numbers, which have this
 * precision.
 */
const COORDINATE_TOLERANCE = 1e-5;

/** An angle in degrees, from `-most` to `most`. */
export const degrees = (most: number) =>
  propertyType<number>({
    type: "number",
    range: [-most, most],
    validate: (value) =>
      typeof value === "number" && value >= -most && value <= most
        ? undefined
        : `must be a number from ${-most} to ${most} (degrees)${notOfType("number", value)}`,
    equals: (declared, actual) =>
      typeof declared === "number" &&
      typeof actual === "number" &&
      Math.abs(declared - actual) <= COORDINATE_TOLERANCE,
  });

/** A GwEUI, DevEUI or JoinEUI, converted to lowercase as in the Link WAN console. */
export const eui = propertyType<string>({
  type: "string",
  validate: (value) =>
    typeof value === "string" && /^[0-9a-fA-F]{16}$/.test(value)
      ? undefined
      : `must be a string of 16 hexadecimal digits${notOfType("string", value)}`,
  normalize: (value) => (typeof value === "string" ? value.toLowerCase() : value),
});

/**
 * The PIN of a device. A number of 6 digits becomes a string, because Pulumi's YAML host passes a secret configuration
 * value that consists of digits as a number. That host drops the leading zeros of a PIN, so such a PIN is rejected.
 */
export const pinCode = propertyType<string>({
  type: "string",
  validate: (value) =>
    typeof value === "string" && /^\d{6}$/.test(value)
      ? undefined
      : `must be a string of the 6 digits on the device's label${notOfType("string", value)}`,
  normalize: (value) => (typeof value === "number" && /^\d{6}$/.test(`${value}`) ? `${value}` : value),
});
