import { LinkWanError } from "./errors";

/** An access key, with the token where it is a temporary one. */
export interface Keys {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  readonly securityToken?: string;
  /** What has given them, in the vendor library's words, for example `default/cli_profile/static_ak`. */
  readonly providerName?: string;
}

/** Something wrong with where keys come from; never holds a value. */
export const credentialsError = (meaning: string, remedy: string): LinkWanError =>
  new LinkWanError({ action: "Finding credentials", code: "CredentialsUnusable", meaning, remedy });
