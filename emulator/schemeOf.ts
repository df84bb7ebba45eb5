import type { ApiRequest } from "./apiRequest";
import { rpcSignature } from "./signature";
import type { SignatureScheme } from "./signatureScheme";
import { signatureV3 } from "./signatureV3";

/**
 * Returns the signature scheme of a request: signature V3 if the request has an `Authorization` header of that version.
 */
export const schemeOf = ({ headers }: Pick<ApiRequest, "headers">, acceptsV3: boolean): SignatureScheme =>
  acceptsV3 && /^ACS3-/.test(headers.authorization ?? "") ? signatureV3 : rpcSignature;
