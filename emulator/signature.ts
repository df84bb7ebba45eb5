import { createHmac, timingSafeEqual } from "node:crypto";
import type { Parameters } from "./apiRequest";
import { apiGatewayError } from "./errors";
import type { SignatureScheme } from "./signatureScheme";

/** Encodes all characters except letters, digits and `-_.~` (RFC 3986, UTF-8). */
const percentEncode = (text: string): string =>
  encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );

/** Returns the canonical query: the parameters sorted by name, percent-encoded and joined. */
export const canonicalQuery = (parameters: Iterable<readonly [string, string]>): string =>
  [...parameters]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, value]) => `${percentEncode(name)}=${percentEncode(value)}`)
    .join("&");

/** Returns the string to sign (API file A.3, steps 1 to 5). */
export const stringToSign = (method: string, parameters: Parameters): string => {
  const canonical = canonicalQuery([...parameters].filter(([name]) => name !== "Signature"));
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

/** The signature scheme of API file A.3. `Signature` covers all other parameters in the query and the form body. */
export const rpcSignature: SignatureScheme = {
  commonParameters: [
    "Action",
    "Version",
    "AccessKeyId",
    "SignatureMethod",
    "SignatureVersion",
    "SignatureNonce",
    "Timestamp",
    "Signature",
  ],
  signatureMethod: "HMAC-SHA1",
  signatureVersion: "1.0",
  commonOf: (_, parameters) => parameters,
  check: ({ method }, parameters, accessKeySecret) => {
    const signature = parameters.get("Signature") ?? "";
    if (!/^[A-Za-z0-9+/]{27}=$/.test(signature)) throw apiGatewayError("IncompleteSignature");
    const text = stringToSign(method, parameters);
    if (signaturesEqual(sign(accessKeySecret, text), signature)) return;
    throw apiGatewayError("SignatureDoesNotMatch", ` server string to sign is:${text}`);
  },
};
