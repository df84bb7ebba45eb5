import { isObject } from "./plain";

/**
 * Converts one value of a response to its type, or throws {@link MalformedResponse}. A field can be a number in one
 * action and a string in another, and older samples in the API documentation contain ids as numbers, so each decoder
 * accepts every known format.
 */
export type Decoder<T> = (value: unknown, path: string) => T;

/** Result type of a decoder. */
export type Decoded<D> = D extends Decoder<infer T> ? T : never;

/** Thrown if a response is JSON but does not have the documented structure. */
export class MalformedResponse extends Error {
  override readonly name = "MalformedResponse";
}

const reject = (path: string, expected: string): never => {
  throw new MalformedResponse(`${path} is not ${expected}`);
};

/** A non-empty string. */
export const string: Decoder<string> = (value, path) => {
  if (typeof value === "string" && value !== "") return value;
  if (typeof value === "number" && Number.isFinite(value)) return String(value);
  return reject(path, "a non-empty string");
};

/** An id or EUI: a string without white space or invisible characters, regardless of its type on the wire. */
export const id: Decoder<string> = (value, path) => {
  const text = string(value, path);
  return /^[!-~]{1,64}$/.test(text) ? text : reject(path, "an id");
};

/** An integer, sent as a number or as a decimal string. */
export const integer: Decoder<number> = (value, path) => {
  const number = typeof value === "string" && /^-?\d{1,15}$/.test(value) ? Number(value) : value;
  return Number.isSafeInteger(number) ? (number as number) : reject(path, "an integer");
};

/** Any number, sent as a number or, if it has many digits, as a decimal string. */
export const decimal: Decoder<number> = (value, path) => {
  const number = typeof value === "string" && /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : reject(path, "a number");
};

/**
 * A 32-bit floating-point number. The service can print all digits of its binary value (`120.15499877929688`); the
 * result is the shortest number with the same value (`120.155`), for which 9 digits suffice.
 */
export const decimal32: Decoder<number> = (value, path) => {
  const number = decimal(value, path);
  if (Math.fround(number) !== number) return number;
  for (let digits = 1; digits < 9; digits++) {
    const short = Number(number.toPrecision(digits));
    if (Math.fround(short) === number) return short;
  }
  return Number(number.toPrecision(9));
};

/** A boolean, sent as a boolean or as a string. */
export const boolean: Decoder<boolean> = (value, path) => {
  if (typeof value === "boolean") return value;
  if (value === "true") return true;
  if (value === "false") return false;
  return reject(path, "true or false");
};

/** A value that can be missing. For a missing value, the service sends no field, null or an empty string. */
export const optional =
  <T>(decoder: Decoder<T>): Decoder<T | undefined> =>
  (value, path) =>
    value === undefined || value === null || value === "" ? undefined : decoder(value, path);

/** A string with a fixed set of values; other values are errors. */
export const oneOf =
  <T extends string>(...values: T[]): Decoder<T> =>
  (value, path) =>
    values.includes(value as T) ? (value as T) : reject(path, `one of ${values.join(", ")}`);

/** A string with a known set of values; values that the service adds later are accepted. */
export const openEnum =
  <T extends string>(): Decoder<T> =>
  (value, path) =>
    string(value, path) as T;

type Shape = Record<string, Decoder<unknown>>;
type Fields<S extends Shape> = { [K in keyof S]: Decoded<S[K]> };

/** An object. Drops fields that are not in the shape, so that nothing unexpected reaches the state. */
export const record =
  <S extends Shape>(shape: S): Decoder<Fields<S>> =>
  (value, path) => {
    if (!isObject(value)) return reject(path, "an object");
    const fields = Object.entries(shape).map(([name, decoder]) => [
      name,
      decoder(value[name], `${path}.${name}`),
    ]);
    return Object.fromEntries(fields) as Fields<S>;
  };

/**
 * A list in any of its three known formats: an array; an object that contains the array under the item's tag
 * (`List.JoinPermission`, the format of the classic gateway); a single item.
 */
export const list =
  <T>(item: Decoder<T>, tag: string): Decoder<T[]> =>
  (value, path) => {
    const inner = isObject(value) && tag in value ? value[tag] : value;
    const items = Array.isArray(inner)
      ? inner
      : isObject(inner) && Object.keys(inner).length > 0
        ? [inner]
        : [];
    if (!Array.isArray(inner) && !isObject(inner)) return reject(path, "a list");
    return items.map((each, index) => item(each, `${path}[${index}]`));
  };

/** A page of a list (API file B.0.3). */
export const page = <T>(item: Decoder<T>, tag: string) =>
  record({ TotalCount: integer, List: list(item, tag) });

/** No value, for actions whose successful response has no `Data`. */
export const nothing: Decoder<undefined> = () => undefined;
