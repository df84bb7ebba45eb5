import { oneLine } from "./oneLine";

/** Values that must not appear in any message. */
export type Secrets = readonly (string | undefined)[];

/** Matches the part of the service's signature errors that repeats every parameter, including the access key id. */
const SIGNATURE_ECHO = /server string to sign is.*/is;
/** Matches a secret parameter or field with its value, in form data, in JSON or in XML. */
const SECRET_FIELD =
  /(?<![\w/])(AccessKeyId|AccessKeySecret|SecurityToken|Signature|BearerToken|PinCode|AppKey)["']?\s*[=:>]\s*["']?[^&\s"',}<]+/gi;

/** Matches an ASCII character that is percent-encoded, once or repeatedly, or escaped in JSON. */
const ENCODED = /%(?:25)*([0-7][0-9a-f])|\\{1,9}u00([0-7][0-9a-f])|\\{1,9}(["'/])/gi;

/**
 * Decodes ASCII characters, because a response can repeat a request percent-encoded, in JSON, or in JSON inside JSON.
 */
const decoded = (text: string): string => {
  const once = (encoded: string): string =>
    encoded.replace(
      ENCODED,
      (_, percent?: string, unicode?: string, character?: string) =>
        character ?? String.fromCharCode(Number.parseInt(percent ?? unicode ?? "", 16)),
    );
  return once(once(once(text)));
};

/**
 * Makes external text safe for errors and logs. The result is one decoded line of at most 300 characters, without
 * secret parameters and without the given values.
 */
export const redact = (foreign: string, secrets: Secrets = []): string => {
  let safe = decoded(foreign).replace(SIGNATURE_ECHO, "");
  for (const secret of secrets) if (secret) safe = safe.replaceAll(decoded(secret), "***");
  return oneLine(safe.replace(SECRET_FIELD, "$1=***")).trim().slice(0, 300);
};
