import type { ApiRequest, Parameters } from "./apiRequest";

/** A way to sign requests. */
export interface SignatureScheme {
  /** Names of the common parameters that every request must contain, in the order of the checks. */
  readonly commonParameters: readonly string[];
  /** The valid `SignatureMethod`. */
  readonly signatureMethod: string;
  /** The valid `SignatureVersion`; `undefined` if requests have no such parameter. */
  readonly signatureVersion?: string;
  /** Returns the common parameters of a request, by their names in API file A.2. */
  readonly commonOf: (request: ApiRequest, parameters: Parameters) => Parameters;
  /** Throws if the signature is malformed, or if it differs from the signature that the secret produces. */
  readonly check: (request: ApiRequest, parameters: Parameters, accessKeySecret: string) => void;
}
