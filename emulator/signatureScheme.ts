import type { ApiRequest, Parameters } from "./apiRequest";

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
