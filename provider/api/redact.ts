/** Where the vendor's signature errors start to repeat every parameter of the request, the key id included. */
const SIGNATURE_ECHO = /server string to sign is.*/is;
const SECRET_PARAMETER =
  /\b(AccessKeyId|AccessKeySecret|SecurityToken|Signature|BearerToken|PinCode|Appkey)(=|%3D)[^&\s"']*/gi;

/**
 * Makes foreign text fit for an error line or a log: one line, no request parameters that are secret, none of the
 * given values, at most 300 characters.
 */
export const redact = (foreign: string, secrets: readonly (string | undefined)[] = []): string => {
  let safe = foreign.replace(SIGNATURE_ECHO, "").replace(SECRET_PARAMETER, "$1=***");
  for (const secret of secrets) {
    if (secret) safe = safe.replaceAll(secret, "***").replaceAll(encodeURIComponent(secret), "***");
  }
  return safe.replace(/\s+/g, " ").trim().slice(0, 300);
};
