import { credentialsError, type Keys } from "./keys";
import { remembered } from "./remembered";

type VendorLibrary = typeof import("@alicloud/credentials");

/** Loaded when first needed: most stacks hold their keys in config or in the environment. */
const library = (): VendorLibrary => require("@alicloud/credentials") as VendorLibrary;

interface VendorProvider {
  getCredentials(): Promise<Partial<Keys>>;
}

const providers = new Map<string, VendorProvider>();

/**
 * The library's messages can hold the whole of a malformed `~/.aliyun/config.json`, secrets included, so they
 * are replaced, not passed on.
 */
const ask = async (
  name: string,
  make: () => VendorProvider,
  meaning: string,
  remedy: string,
): Promise<Partial<Keys>> => {
  try {
    return await remembered(providers, name, make).getCredentials();
  } catch {
    providers.delete(name);
    throw credentialsError(meaning, remedy);
  }
};

/** Keys of a profile of the vendor's CLI, in any of its modes (AK, StsToken, RamRoleArn, EcsRamRole, OIDC …). */
export const vendorProfileKeys = (profile: string): Promise<Partial<Keys>> =>
  ask(
    `profile ${profile}`,
    () =>
      library().CLIProfileCredentialsProvider.builder().withProfileName(profile).build() as VendorProvider,
    `profile "${profile}" is neither in stack config linkwan:profiles nor usable in ~/.aliyun/config.json`,
    `set linkwan:profiles.${profile}, or run: aliyun configure --profile ${profile}`,
  );

/** The vendor's default chain: environment, OIDC, CLI profile, credentials file, instance role, URI. */
export const chainKeys = (): Promise<Partial<Keys>> =>
  ask(
    "chain",
    () => library().DefaultCredentialsProvider.builder().build() as VendorProvider,
    "no credentials were found in stack config, in the environment or in the vendor's default chain",
    "run: pulumi config set linkwan:accessKeyId ID, then: pulumi config set --secret linkwan:accessKeySecret",
  );
