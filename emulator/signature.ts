import { createHmac, timingSafeEqual } from "node:crypto";

/** Encodes all characters except letters, digits and `-_.~` (RFC 3986, UTF-8). */
const percentEncode = (text: string): string =>
  encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );

/** Returns the string to sign (API file A.3, steps 1 to 5). */
export const stringToSign = (method: string, parameters: ReadonlyMap<string, string>): string => {
  const canonical = [...parameters]
    .filter(([name]) => name !== "Signature")
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, value]) => `${percentEncode(name)}=${percentEncode(value)}`)
    .join("&");
  return `${method}&${percentEncode("/")}&${percentEncode(canonical)}`;
};

/** Signs a string (API file A.3, step 6). */
export const sign = (accessKeySecret: string, text: string): string =>
  createHmac("sha1", `${accessKeySecret}&`).update(text, "utf8").digest("base64");

/** Compares two signatures in constant time. */
export const signaturesEqual = (one: string, other: string): boolean => {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
};
