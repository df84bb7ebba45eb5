import { LinkWanError } from "../errors";

/** An access key, with its security token if it is temporary. */
export interface Keys {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  readonly securityToken?: string;
  /**
   * Origin of the keys, as the Alibaba Cloud credentials library names it, for example `default/cli_profile/static_ak`.
   */
  readonly providerName?: string;
}

/** Creates the error for unusable credentials. The error never contains the value of a key. */
export const credentialsError = (meaning: string, remedy: string): LinkWanError =>
  new LinkWanError({ action: "Finding credentials", code: "CredentialsUnusable", meaning, remedy });

/** White space, zero-width characters and quotes, which are not part of a key but are easily copied with it. */
const EDGE = "[\\s\\u200b-\\u200d\\u2060\"'`“”‘’]+";
const EDGES = new RegExp(`^${EDGE}|${EDGE}$`, "gu");

/** Removes white space and quotes around a part of a key. Returns `undefined` if nothing is left. */
export const trimmed = (part: string | undefined): string | undefined =>
  part?.replace(EDGES, "") || undefined;

const ACCESS_KEY_ID = "access key id";
const ACCESS_KEY_SECRET = "access key secret";

/**
 * Returns the keys of a source, trimmed of surrounding white space and quotes. Throws if a part is missing or
 * malformed.
 */
export const complete = (found: Partial<Keys>, source: string): Keys => {
  const accessKeyId = trimmed(found.accessKeyId);
  const accessKeySecret = trimmed(found.accessKeySecret);
  const securityToken = trimmed(found.securityToken);
  if (!accessKeyId || !accessKeySecret) {
    throw credentialsError(
      `${source} has no ${accessKeyId ? ACCESS_KEY_SECRET : ACCESS_KEY_ID}`,
      "complete the source, or remove it so that the next source is used",
    );
  }
  const parts = {
    [ACCESS_KEY_ID]: accessKeyId,
    [ACCESS_KEY_SECRET]: accessKeySecret,
    "security token": securityToken,
  };
  for (const [part, value] of Object.entries(parts)) {
    if (value === undefined || /^[\x21-\x7e]+$/.test(value)) continue;
    throw credentialsError(
      `the ${part} of ${source} contains white space or an invalid character`,
      "copy it again",
    );
  }
  return {
    accessKeyId,
    accessKeySecret,
    ...(securityToken && { securityToken }),
    ...(found.providerName && { providerName: found.providerName }),
  };
};
