import type { ApiRequest, Parameters } from "./apiRequest";
import { rpcSignature } from "./signature";
import { signatureV3 } from "./signatureV3";

/** A way to sign requests. */
export interface SignatureScheme {
  /** Names of the common parameters that every request must carry, in the order in which they are checked. */
  readonly commonParameters: readonly string[];
  /** The valid `SignatureMethod`. */
  readonly signatureMethod: string;
  /** The valid `SignatureVersion`; `undefined` if requests carry none. */
  readonly signatureVersion?: string;
  /** Returns the common parameters of a request by the names that they have in API file A.2. */
  readonly commonOf: (request: ApiRequest, parameters: Parameters) => Parameters;
  /** Throws if the signature is malformed, or if the secret gives another one. */
  readonly check: (request: ApiRequest, parameters: Parameters, accessKeySecret: string) => void;
}

/** Returns the scheme by which a request is signed: signature V3 if the request has an `Authorization` of this version. */
export const schemeOf = ({ headers }: Pick<ApiRequest, "headers">, acceptsV3: boolean): SignatureScheme =>
  acceptsV3 && /^ACS3-/.test(headers.authorization ?? "") ? signatureV3 : rpcSignature;
