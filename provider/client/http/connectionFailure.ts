import type { Failure } from "../errors";
import { propertiesOf } from "../plain";

/** Codes of Node, OpenSSL and zlib, mapped to codes of the error table. The first match applies. */
const systemCodes: readonly (readonly [pattern: RegExp, code: string])[] = [
  [/^ECONNREFUSED$/, "ConnectionRefused"],
  [/^(ENOTFOUND|EAI_AGAIN)$/, "HostNotFound"],
  [/^(ENETUNREACH|EHOSTUNREACH|ENETDOWN|EHOSTDOWN)$/, "NetworkUnreachable"],
  [/^ETIMEDOUT$/, "Timeout"],
  [/^CERT_HAS_EXPIRED$/, "CertificateExpired"],
  [/^CERT_NOT_YET_VALID$/, "CertificateNotYetValid"],
  [/^(ERR_TLS_CERT_ALTNAME_INVALID|HOSTNAME_MISMATCH)$/, "CertificateHostMismatch"],
  [/^(CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|INVALID_|PATH_LENGTH_)/, "CertificateRefused"],
  [/^HPE_\w+_OVERFLOW$/, "ResponseTooLarge"],
  [/^HPE_INVALID_EOF_STATE$/, "ConnectionLost"],
  [/^HPE_/, "NotHttp"],
  [/^Z_/, "MalformedResponse"],
];

/** Matches the OpenSSL messages for a peer that does not speak TLS. */
const NO_TLS = /wrong version number|packet length too long|data length too long|http request/;
/** Matches the reason in an OpenSSL message. */
const TLS_REASON = /:SSL routines:[^:]*:([\w /]+)/;

/**
 * Converts the error of a request that received no complete response. Replaces the error's message, because it can
 * contain secrets.
 */
export const failureOfError = (error: unknown): Failure => {
  const { name, code, message } = propertiesOf(error);
  if (name === "RequestTimeoutError") return { code: "Timeout" };
  if (name === "SyntaxError" || name === "TypeError") {
    return { code: "MalformedResponse", message: "not JSON, or not an object" };
  }
  if (typeof code !== "string") return { code: "ConnectionLost" };
  if (/^(EPROTO$|ERR_SSL_)/.test(code)) return tlsFailure(typeof message === "string" ? message : "");
  const known = systemCodes.find(([pattern]) => pattern.test(code))?.[1];
  return known === undefined ? { code: "ConnectionLost" } : { code: known, message: code };
};

const tlsFailure = (message: string): Failure => {
  if (NO_TLS.test(message)) return { code: "NotHttps" };
  const reason = TLS_REASON.exec(message)?.[1];
  return reason === undefined ? { code: "TlsFailed" } : { code: "TlsFailed", message: reason };
};
