import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import type { LinkWanError } from "../errors";
import { isObject, propertiesOf } from "../plain";
import { credentialsError } from "./keys";

/** An Alibaba Cloud CLI profile in a mode that this package supports. */
export interface VendorProfile {
  readonly name: string;
  readonly mode: string;
  /** Returns the value of a field; `undefined` if it is empty. */
  readonly field: (name: string) => string | undefined;
}

/** Path of the Alibaba Cloud CLI's configuration file, for messages. */
export const CLI_FILE = "~/.aliyun/config.json";

/**
 * The supported modes of a profile, and the fields that each mode requires. Without this check, the credentials library
 * would take a missing key from the environment and thus mix two sources.
 */
const modes: Readonly<Record<string, readonly string[]>> = {
  AK: ["access_key_id", "access_key_secret"],
  StsToken: ["access_key_id", "access_key_secret", "sts_token"],
  RamRoleArn: ["access_key_id", "access_key_secret", "ram_role_arn"],
  EcsRamRole: [],
  ChainableRamRoleArn: ["source_profile", "ram_role_arn"],
  OIDC: [],
  CloudSSO: [],
  OAuth: [],
  External: ["process_command"],
  CredentialsURI: [],
};

/** Returns an Alibaba Cloud CLI profile. Throws if the file or the profile cannot be used. */
export const findVendorProfile = (name: string): VendorProfile => {
  const profiles = readProfiles(name);
  return usable(name, profiles, []);
};

/** Returns the profile that the Alibaba Cloud CLI uses by default; `undefined` if there is none. */
export const currentVendorProfile = (env: NodeJS.ProcessEnv): string | undefined => {
  if (env.ALIBABA_CLOUD_CLI_PROFILE_DISABLED?.toLowerCase() === "true") return undefined;
  if (env.ALIBABA_CLOUD_PROFILE) return env.ALIBABA_CLOUD_PROFILE;
  try {
    const { current } = propertiesOf(JSON.parse(readFileSync(path(), "utf8")));
    return typeof current === "string" ? current : undefined;
  } catch (error) {
    // A malformed file is reported when a profile is read.
    return isMissing(error) ? undefined : "default";
  }
};

const path = (): string => join(homedir(), ".aliyun", "config.json");

const isMissing = (error: unknown): boolean => propertiesOf(error).code === "ENOENT";

const configure = (name: string): string =>
  `set linkwan:profiles.${name}, or run: aliyun configure --profile ${name}`;

const readProfiles = (name: string): readonly Record<string, unknown>[] => {
  let text: string;
  try {
    text = readFileSync(path(), "utf8");
  } catch (error) {
    throw isMissing(error)
      ? credentialsError(
          `profile "${name}" is neither in stack config linkwan:profiles nor in ${CLI_FILE}, which does not exist`,
          configure(name),
        )
      : credentialsError(
          `${CLI_FILE} cannot be read (${propertiesOf(error).code}), so there is no profile "${name}"`,
          "correct its permissions, then run the same command again",
        );
  }
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    // The parser's message can contain secrets, so the error quotes only the position.
    throw unreadable(name, `is not valid JSON${positionIn(text, error)}`);
  }
  const profiles = isObject(parsed) ? parsed.profiles : undefined;
  if (!Array.isArray(profiles) || !profiles.every(isObject))
    throw unreadable(name, "has no list of profiles");
  return profiles;
};

const unreadable = (name: string, why: string): LinkWanError =>
  credentialsError(
    `${CLI_FILE} ${why}, so profile "${name}" cannot be read`,
    `correct the file, or set linkwan:profiles.${name}`,
  );

const positionIn = (text: string, error: unknown): string => {
  const position = /at position (\d+)/.exec(error instanceof Error ? error.message : "")?.[1];
  return position === undefined ? "" : ` (line ${text.slice(0, Number(position)).split("\n").length})`;
};

const named = (name: string, profiles: readonly Record<string, unknown>[]): Record<string, unknown> => {
  const found = profiles.find((profile) => profile.name === name);
  if (found) return found;
  const names = profiles.map((profile) => profile.name).join(", ");
  throw credentialsError(
    `profile "${name}" is neither in stack config linkwan:profiles nor in ${CLI_FILE}, which has ${names || "no profile"}`,
    configure(name),
  );
};

/** @param users Names of the profiles that take their key from this one. */
const usable = (
  name: string,
  profiles: readonly Record<string, unknown>[],
  users: readonly string[],
): VendorProfile => {
  const profile = named(name, profiles);
  const field = (key: string): string | undefined => {
    const value = profile[key];
    return typeof value === "string" && value.trim() !== "" ? value : undefined;
  };
  const mode = field("mode") ?? "";
  const which = `profile "${name}" in ${CLI_FILE}`;
  const required = Object.hasOwn(modes, mode) ? modes[mode] : undefined;
  if (!required || (mode === "CredentialsURI" && users.length > 0)) {
    const supported = Object.keys(modes).join(", ");
    throw credentialsError(
      mode === ""
        ? `${which} has no mode; the supported modes are ${supported}`
        : `${which} has the mode "${mode}", which is not supported${users.length > 0 ? " for a source_profile" : ""}; the supported modes are ${supported}`,
      `run: aliyun configure --profile ${name} --mode MODE`,
    );
  }
  const missing = required.find((each) => field(each) === undefined);
  if (missing !== undefined)
    throw credentialsError(
      `${which} has the mode ${mode}, but no ${missing}`,
      `run: aliyun configure --profile ${name} --mode ${mode}`,
    );
  if (mode === "ChainableRamRoleArn") {
    const source = field("source_profile") ?? "";
    if (source === name || users.includes(source))
      throw credentialsError(`${which} takes its key from itself`, "correct its source_profile");
    usable(source, profiles, [...users, name]);
  }
  return { name, mode, field };
};
