/** Whether a value is an object other than an array or `null`. */
export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Returns the properties of a value that was thrown or parsed; an empty object if the value is not an object. */
export const propertiesOf = (value: unknown): Readonly<Record<string, unknown>> =>
  isObject(value) ? value : {};

/** Returns a value that was thrown or parsed if it is a string; otherwise, an empty string. */
export const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

/** Whether a value is a BigNumber of the HTTP library. Other parsed JSON has no methods. */
const isBigNumber = (value: object): value is { toFixed(): string } =>
  "toFixed" in value && typeof value.toFixed === "function";

/**
 * Converts parsed JSON to plain values. The HTTP library parses large numbers into BigNumber objects and returns
 * objects without a prototype; Pulumi's host accepts neither. Large numbers become strings, which keep every digit of
 * an id.
 */
export const plain = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(plain);
  if (!isObject(value)) return value;
  if (isBigNumber(value)) return value.toFixed();
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, plain(each)]));
};
