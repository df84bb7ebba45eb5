import { isObject } from "../api/plain";

/** An answer with its fields in camel case. */
export type CamelCase<T> = T extends readonly (infer E)[]
  ? CamelCase<E>[]
  : T extends object
    ? { [K in keyof T as Uncapitalize<K & string>]: CamelCase<T[K]> }
    : T;

/** The API's field names in camel case, as everywhere in this package; fields without a value are left out. */
export const camelCase = <T>(answer: T): CamelCase<T> => {
  if (Array.isArray(answer)) return answer.map(camelCase) as CamelCase<T>;
  if (!isObject(answer)) return answer as CamelCase<T>;
  const fields = Object.entries(answer).filter(([, value]) => value !== undefined);
  return Object.fromEntries(
    fields.map(([name, value]) => [name.charAt(0).toLowerCase() + name.slice(1), camelCase(value)]),
  ) as CamelCase<T>;
};
