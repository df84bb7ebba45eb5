import { propertyType } from "./property";

/** Returns the reason why a value is invalid, or `undefined`. */
export type Validate = (value: unknown) => string | undefined;

/** Formats a value for a message, and truncates it. */
const shown = (value: unknown): string => {
  const text = JSON.stringify(value) ?? `${value}`;
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
};

export const validateOneOf =
  (...values: string[]): Validate =>
  (value) =>
    values.some((each) => each === value)
      ? undefined
      : `must be ${values.map((each) => `"${each}"`).join(" or ")}, not ${shown(value)}`;

export const validateText: Validate = (value) =>
  typeof value === "string" && value.trim() !== ""
    ? undefined
    : `must be a non-empty string, not ${shown(value)}`;

export const validateBoolean: Validate = (value) =>
  typeof value === "boolean" ? undefined : `must be true or false, not ${shown(value)}`;

/** One of several literals. */
export const oneOf = <T extends string>(...values: T[]) =>
  propertyType<T>({ type: "string", values, validate: validateOneOf(...values) });

export const boolean = propertyType<boolean>({ type: "boolean", validate: validateBoolean });

export const string = propertyType<string>({ type: "string", validate: validateText });

export const stringUpTo = (longest: number) =>
  propertyType<string>({
    type: "string",
    validate: (value) => {
      if (typeof value !== "string" || value.length <= longest) return validateText(value);
      return `has ${value.length} characters; at most ${longest} are allowed`;
    },
  });

/** An id of the API: a string of decimal digits, because large numbers lose precision. */
export const decimalId = propertyType<string>({
  type: "string",
  validate: (value) => {
    if (typeof value === "string" && /^(0|[1-9]\d{0,19})$/.test(value)) return undefined;
    if (Number.isSafeInteger(value) && Number(value) >= 0)
      return `must be a string: "${value}" instead of ${value}`;
    return `must be an id, a string of decimal digits without leading zeros, not ${shown(value)}`;
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
        : `must be an integer from ${least} to ${most}${unit && ` ${unit}`}, not ${shown(value)}`,
  });

/** About one meter, the precision of the 32-bit numbers in which the service can store coordinates. */
const COORDINATE_TOLERANCE = 1e-5;

/** An angle in degrees, from `-most` to `most`. */
export const degrees = (most: number) =>
  propertyType<number>({
    type: "number",
    range: [-most, most],
    validate: (value) =>
      typeof value === "number" && value >= -most && value <= most
        ? undefined
        : `must be a number from ${-most} to ${most} (degrees), not ${shown(value)}`,
    equals: (declared, actual) =>
      typeof declared === "number" &&
      typeof actual === "number" &&
      Math.abs(declared - actual) <= COORDINATE_TOLERANCE,
  });

/** A GwEUI, DevEUI or JoinEUI; kept in lower case, as in the vendor's console. */
export const eui = propertyType<string>({
  type: "string",
  validate: (value) =>
    typeof value === "string" && /^[0-9a-fA-F]{16}$/.test(value)
      ? undefined
      : `must be a string of 16 hexadecimal digits, not ${shown(value)}`,
  normalize: (value) => (typeof value === "string" ? value.toLowerCase() : value),
});

/** The PIN of a device: a secret, so no message shows the value. */
export const pinCode = propertyType<string>({
  type: "string",
  validate: (value) =>
    typeof value === "string" && /^\d{6}$/.test(value)
      ? undefined
      : "must be a string of the 6 digits on the device's label",
});
