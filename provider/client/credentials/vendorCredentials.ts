import { describeCode } from "../errorCodes";
import { isLinkWanError, type LinkWanError } from "../errors";
import { failureOfError } from "../http/connectionFailure";
import { getOrCreate } from "../memoize";
import { propertiesOf } from "../plain";
import { credentialsError, type Keys } from "./keys";
import { CLI_FILE, currentVendorProfile, findVendorProfile, type VendorProfile } from "./vendorProfile";

type VendorLibrary = typeof import("@alicloud/credentials");

/** Loads the library on first use, because most stacks keep their keys in the configuration or in the environment. */
const library = (): VendorLibrary => require("@alicloud/credentials");

interface VendorProvider {
  getCredentials(): Promise<Partial<Keys>>;
}

/** The library's providers, which cache temporary keys. */
const providers = new Map<string, VendorProvider>();

/** Discards the received keys. The next request then obtains new ones. */
export const forgetVendorKeys = (): void => providers.clear();

/** Requests keys. After a failure, the next request uses a new provider. */
const ask = async (entry: string, make: () => VendorProvider): Promise<Partial<Keys>> => {
  try {
    return await getOrCreate(providers, entry, make).getCredentials();
  } catch (error) {
    providers.delete(entry);
    throw error;
  }
};

/** Returns the keys of an Alibaba Cloud CLI profile. */
export const vendorProfileKeys = async (name: string): Promise<Partial<Keys>> =>
  keysOf(findVendorProfile(name));

const keysOf = async (profile: VendorProfile): Promise<Partial<Keys>> => {
  const { name, mode, field } = profile;
  if (mode === "AK" || mode === "StsToken") {
    return {
      accessKeyId: field("access_key_id"),
      accessKeySecret: field("access_key_secret"),
      ...(mode === "StsToken" && { securityToken: field("sts_token") }),
      providerName: "cli_profile/static",
    };
  }
  try {
    return await ask(`profile ${name}`, () => providerOf(profile));
  } catch (error) {
    throw credentialsError(
      `profile "${name}" in ${CLI_FILE}, mode ${mode}, provides no key: ${reasonOf(error)}`,
      mode === "CloudSSO" || mode === "OAuth"
        ? `sign in again: aliyun configure --profile ${name} --mode ${mode}`
        : `correct the profile until this works: aliyun sts GetCallerIdentity --profile ${name}`,
    );
  }
};

const providerOf = ({ name, mode, field }: VendorProfile): VendorProvider => {
  const { CLIProfileCredentialsProvider, URICredentialsProvider } = library();
  if (mode !== "CredentialsURI") return CLIProfileCredentialsProvider.builder().withProfileName(name).build();
  const uri = field("credentials_uri") ?? process.env.ALIBABA_CLOUD_CREDENTIALS_URI;
  if (!uri || !URL.canParse(uri)) throw new Error("credentials_uri");
  return URICredentialsProvider.builder().withCredentialsURI(uri).build();
};

/**
 * Returns the keys of the Alibaba Cloud default credential chain: OIDC, CLI profile, credentials file, instance role,
 * URI. The library does not support the mode `CredentialsURI`, so this function reads a current CLI profile with that
 * mode itself.
 */
export const vendorChainKeys = async (env: NodeJS.ProcessEnv): Promise<Partial<Keys>> => {
  const current = currentVendorProfile(env);
  const profile = current === undefined ? undefined : found(current);
  if (profile && "mode" in profile && profile.mode === "CredentialsURI" && !usesOidc(env)) {
    const keys = await keysOf(profile);
    return { ...keys, providerName: `default/cli_profile/${keys.providerName}` };
  }
  try {
    return await ask("chain", () => library().DefaultCredentialsProvider.builder().build());
  } catch {
    const problem = profile && "code" in profile ? `; ${profile.details.meaning}` : "";
    throw credentialsError(
      `no credentials were found in stack config, in the environment or in the Alibaba Cloud default credential chain${problem}`,
      "run: pulumi config set linkwan:accessKeyId ID, then: pulumi config set --secret linkwan:accessKeySecret",
    );
  }
};

const found = (name: string): VendorProfile | LinkWanError => {
  try {
    return findVendorProfile(name);
  } catch (error) {
    if (isLinkWanError(error)) return error;
    throw error;
  }
};

const usesOidc = (env: NodeJS.ProcessEnv): boolean =>
  ["ALIBABA_CLOUD_ROLE_ARN", "ALIBABA_CLOUD_OIDC_PROVIDER_ARN", "ALIBABA_CLOUD_OIDC_TOKEN_FILE"].every(
    (name) => env[name],
  );

/**
 * Messages of the library, with their meanings. Other messages can contain keys or a whole response, so errors do not
 * quote them.
 */
const reasons: readonly (readonly [message: RegExp, meaning: string])[] = [
  [/credentials_uri/, "its credentials_uri is missing, or is not an address"],
  [/access token is empty or expired/, "its sign-in has expired"],
  [
    /sign in url, account id, and access config/,
    "its sign-in URL, account or access configuration is missing",
  ],
  [/RoleArn is empty|roleArn does not exist/, "its ram_role_arn is missing"],
  [/oidcProviderArn does not exist/, "its oidc_provider_arn is missing"],
  [/oidcTokenFilePath is not exists/, "its oidc_token_file is missing"],
  [/session duration/, "its expired_seconds is less than 900"],
  [/invalid OAuth site type/, "its oauth_site_type is neither CN nor INTL"],
  [/CLI profile is disabled/, "ALIBABA_CLOUD_CLI_PROFILE_DISABLED is set"],
  [/IMDS credentials is disabled/, "ALIBABA_CLOUD_ECS_METADATA_DISABLED is set"],
  [/invalid process_command/, "its process_command has an unclosed quote"],
  [/failed to execute external command/, "its process_command fails"],
  [/external command output|credential response/, "its process_command does not print a usable key"],
  [/access key secret is invalid/, "its access_key_secret is wrong"],
  [
    /json parse failed|unmarshal fail|error retrieving credentials|fail to get credentials/,
    "the response does not contain a key",
  ],
  [/invalid UTC|string$|value$/, "the response has no valid expiration time"],
];

const reasonOf = (error: unknown): string => {
  const { message: thrown, code } = propertiesOf(error);
  const message = typeof thrown === "string" ? thrown : "";
  const answered = /"Code"\s*:\s*"([A-Za-z][\w.]{0,79})"/.exec(message)?.[1];
  if (answered !== undefined) return `the service returned ${answered}`;
  const status = /(?:httpStatus: |status code: |with )([1-5]\d\d)\b/.exec(message)?.[1];
  if (status !== undefined) return `the service returned HTTP status ${status}`;
  const known = reasons.find(([pattern]) => pattern.test(message))?.[1];
  if (known !== undefined) return known;
  if (code === "ENOENT") return "a file that it names does not exist";
  const failure = failureOfError(error);
  return failure.code === "MalformedResponse"
    ? "the response does not contain a key"
    : describeCode(failure.code, undefined).meaning;
};
