import { CONNECTION_KEY, type ConfigReader, isSecretKey } from "../../provider/client/configuration";
import { redact } from "../../provider/client/redact";
import { type CliRun, type PulumiCli, runPulumi } from "./cli";

interface Entry {
  /** `undefined` if the entry is a secret that could not be decrypted. */
  readonly value?: string;
  readonly secret: boolean;
}

/** The configuration of a stack, as `pulumi config` prints it. */
export interface StackConfiguration {
  /** Name of the stack. */
  readonly stack?: string;
  readonly entries: Readonly<Record<string, Entry>>;
  /** Pulumi's error message if the configuration could not be read completely. */
  readonly problem?: string;
}

/** Thrown if a required secret in the stack's configuration could not be decrypted. */
export class Undecrypted extends Error {
  override readonly name = "Undecrypted";
  constructor(readonly key: string) {
    super(`stack config ${key} could not be decrypted`);
  }
}

/** Reads the configuration with the CLI. If the secrets cannot be decrypted, reads the other values. */
export const readStackConfiguration = async (
  { path }: PulumiCli,
  stack?: string,
): Promise<StackConfiguration> => {
  const config = ["config", "--json", ...(stack === undefined ? [] : ["--stack", stack])];
  const [complete, shown] = await Promise.all([
    runPulumi(path, [...config, "--show-secrets"]),
    stack === undefined ? runPulumi(path, ["stack", "--show-name"]) : { stdout: stack },
  ]);
  const name = "stdout" in shown ? { stack: shown.stdout.trim() } : {};
  if ("stdout" in complete) return { ...name, ...entriesOf(complete) };
  const rest = entriesOf(await runPulumi(path, config));
  return { ...name, entries: rest.entries, problem: problemOf(complete) };
};

const entriesOf = (run: CliRun): Pick<StackConfiguration, "entries" | "problem"> => {
  if ("stderr" in run) return { entries: {}, problem: problemOf(run) };
  try {
    return { entries: JSON.parse(run.stdout) };
  } catch {
    // The output can contain secrets, so the parser's message is discarded.
    return { entries: {}, problem: "the output is not JSON" };
  }
};

const problemOf = ({ stderr }: { readonly stderr: string }): string => {
  const line = stderr.split("\n").find((each) => each.startsWith("error: ")) ?? stderr;
  return redact(line.replace("error: ", "")) || "no error message was printed";
};

/**
 * Returns a configuration reader that behaves like the provider's reader.
 *
 * @param endpoint Value that overrides `linkwan:endpoint`.
 */
export const readerOf =
  (configuration: StackConfiguration | undefined, endpoint?: string): ConfigReader =>
  (key) => {
    if (key === "linkwan:endpoint" && endpoint !== undefined) return endpoint;
    const entries = configuration?.entries ?? {};
    const entry = Object.hasOwn(entries, key) ? entries[key] : undefined;
    if (entry && entry.value === undefined) throw new Undecrypted(key);
    return entry?.value;
  };

/**
 * Returns the commands that apply the same configuration to another stack. The command for a secret prompts for the
 * value, even if the value is not encrypted in this stack.
 */
export const settingCommands = ({ entries }: StackConfiguration): string[] =>
  Object.entries(entries)
    .filter(([key]) => CONNECTION_KEY.test(key))
    .map(([key, { value = "", secret }]) =>
      secret || isSecretKey(key)
        ? `pulumi config set --secret ${key}`
        : `pulumi config set ${key} ${wordOf(value)}`,
    );

/** Quotes a string as one word of a command line, if necessary. */
export const wordOf = (text: string): string =>
  /^[\p{L}\p{N}_./\\:@+=,-]+$/u.test(text) ? text : JSON.stringify(text);
