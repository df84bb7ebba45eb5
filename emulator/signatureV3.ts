import { createHash, createHmac } from "node:crypto";
import { type ApiRequest, headerOf, type Parameters } from "./apiRequest";
import { apiGatewayError } from "./errors";
import { parseParameters } from "./request";
import { canonicalQuery, signaturesEqual } from "./signature";
import type { SignatureScheme } from "./signatureScheme";

const ALGORITHM = "ACS3-HMAC-SHA256";

const sha256 = (text: string): string => createHash("sha256").update(text, "utf8").digest("hex");

/** Name of the header that contains each common parameter (API file A.3b). */
const headers: Readonly<Record<string, string>> = {
  Action: "x-acs-action",
  Version: "x-acs-version",
  SignatureNonce: "x-acs-signature-nonce",
  Timestamp: "x-acs-date",
  ContentSha256: "x-acs-content-sha256",
  SecurityToken: "x-acs-security-token",
};

const AUTHORIZATION =
  /^(?<SignatureMethod>ACS3-[\w-]+)\s+Credential=(?<AccessKeyId>[^,]*),\s*SignedHeaders=(?<SignedHeaders>[^,]*),\s*Signature=(?<Signature>[^,]*)$/;

const authorizationOf = (request: ApiRequest): Readonly<Record<string, string>> =>
  AUTHORIZATION.exec(headerOf(request, "authorization"))?.groups ?? {};

const signedHeadersOf = (request: ApiRequest): string[] =>
  (authorizationOf(request).SignedHeaders ?? "").split(";").filter((name) => name !== "");

/** Returns the canonical request (API file A.3b, step 1). The hash of the body covers the parameters in the body. */
export const canonicalRequest = (request: ApiRequest): string => {
  const { method, url, body } = request;
  const names = signedHeadersOf(request);
  return [
    method,
    url.split("?")[0] || "/",
    canonicalQuery(parseParameters(url, "")),
    ...names.map((name) => `${name}:${headerOf(request, name)}`),
    "",
    names.join(";"),
    sha256(body),
  ].join("\n");
};

/** Returns the string to sign (API file A.3b, step 2). */
export const stringToSignV3 = (canonical: string): string => `${ALGORITHM}\n${sha256(canonical)}`;

/** Signs a string (API file A.3b, step 3). */
export const signV3 = (accessKeySecret: string, text: string): string =>
  createHmac("sha256", accessKeySecret).update(text, "utf8").digest("hex");

/** Returns whether the request signs its host and all its `x-acs-…` headers, in the canonical order. */
const signsCommonHeaders = (request: ApiRequest): boolean => {
  const names = signedHeadersOf(request);
  const common = Object.keys(request.headers).filter((name) => name === "host" || name.startsWith("x-acs-"));
  return common.every((name) => names.includes(name)) && names.join(";") === [...names].sort().join(";");
};

/**
 * The signature scheme of API file A.3b. Headers contain the common parameters, and `Authorization` contains the
 * signature.
 */
export const signatureV3: SignatureScheme = {
  commonParameters: [
    "Action",
    "Version",
    "AccessKeyId",
    "SignatureMethod",
    "SignedHeaders",
    "SignatureNonce",
    "Timestamp",
    "ContentSha256",
    "Signature",
  ],
  signatureMethod: ALGORITHM,
  commonOf: (request): Parameters =>
    new Map([
      ...Object.entries(headers).map(([name, header]): [string, string] => [name, headerOf(request, header)]),
      ...Object.entries(authorizationOf(request)),
    ]),
  check: (request, _, accessKeySecret) => {
    const { Signature: signature = "" } = authorizationOf(request);
    if (!/^[0-9a-f]{64}$/.test(signature) || !signsCommonHeaders(request))
      throw apiGatewayError("IncompleteSignature");
    const canonical = canonicalRequest(request);
    const text = stringToSignV3(canonical);
    const hasHashOfBody = headerOf(request, "x-acs-content-sha256") === sha256(request.body);
    if (hasHashOfBody && signaturesEqual(signV3(accessKeySecret, text), signature)) return;
    throw apiGatewayError(
      "SignatureDoesNotMatch",
      ` server StringToSign is [${text}] server CanonicalRequest is [${canonical}]`,
    );
  },
};
