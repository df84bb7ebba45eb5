import type { ConfigReader } from "../../provider/client/configuration";
import { findCredentials } from "../../provider/client/credentials/credentials";
import { describeCode } from "../../provider/client/errorCodes";
import { isLinkWanError, type LinkWanError } from "../../provider/client/errors";
import { Undecrypted } from "../pulumi/stackConfiguration";
import { type Finding, fail, ok, skip } from "./finding";

/**
 * The source of the provider's credentials and the last characters of the key id, or the reason why there are no
 * credentials.
 */
export type Access =
  | { readonly source: string; readonly keyEnd: string }
  | { readonly undecrypted: string }
  | { readonly problem: LinkWanError };

/**
 * Descriptions of the sources in the Alibaba Cloud default credential chain, keyed by the `providerName` that the
 * Alibaba Cloud credentials library sets.
 */
const chainLinks: readonly (readonly [name: RegExp, words: string])[] = [
  [/^default\/env/, "the environment"],
  [/^default\/oidc/, "OIDC"],
  [/^default\/cli_profile/, "~/.aliyun/config.json"],
  [/^default\/profile/, "~/.alibabacloud/credentials"],
  [/^default\/ecs_ram_role/, "the RAM role of the ECS instance"],
  [/^default\/credential_uri/, "ALIBABA_CLOUD_CREDENTIALS_URI"],
];

/** Finds the credentials in the same way as the provider does. */
export const findAccess = async (profile: string | undefined, config: ConfigReader): Promise<Access> => {
  try {
    const credentials = findCredentials(profile, config);
    const { accessKeyId, providerName = "" } = await credentials.get();
    const link = chainLinks.find(([name]) => name.test(providerName))?.[1];
    const source = link === undefined ? credentials.source : `${credentials.source} (${link})`;
    return { source, keyEnd: endOf(accessKeyId) };
  } catch (error) {
    if (error instanceof Undecrypted) return { undecrypted: error.key };
    if (isLinkWanError(error)) return { problem: error };
    throw error;
  }
};

const SHOWN = 4;

/** Returns the last characters of a key id; an empty string if these characters would be at least half of the id. */
const endOf = (keyId: string): string => (keyId.length > 2 * SHOWN ? keyId.slice(-SHOWN) : "");

/**
 * Reports the source of the credentials, and checks that the service accepts the credentials.
 *
 * @param tried Whether a call was made with the credentials.
 * @param rejection Error that the service returns for a rejected key.
 */
export const checkCredentials = (
  access: Access,
  tried: boolean,
  rejection: LinkWanError | undefined,
): Finding => {
  if ("undecrypted" in access) return skip(`stack config ${access.undecrypted} could not be decrypted`);
  if ("problem" in access) {
    const { meaning, remedy } = access.problem.details;
    return fail(meaning ?? access.problem.message, remedy ?? "configure an access key");
  }
  const key = `access key${access.keyEnd && ` …${access.keyEnd}`}, from ${access.source}`;
  if (!rejection) return ok(tried ? key : `${key}; not tested`);
  const { meaning, remedy } = describeCode(rejection.code, undefined);
  return fail(`${key}, is rejected with ${rejection.code}: ${meaning}`, remedy);
};
