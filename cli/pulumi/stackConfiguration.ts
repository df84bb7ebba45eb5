import { redact } from "../../provider/client/answer";
import type { ConfigReader } from "../../provider/client/configuration";
import { type CliRun, type PulumiCli, runPulumi } from "./cli";

interface Entry {
  /** Absent where it is a secret that could not be decrypted. */
  readonly value?: string;
  readonly secret: boolean;
}

/** What `pulumi config` says of a stack. */
export interface StackConfiguration {
  readonly stack?: string;
  readonly entries: Readonly<Record<string, Entry>>;
  /** Why not all of it could be read, in Pulumi's words. */
  readonly problem?: string;
}

/** Something needs a secret of the stack's configuration that could not be decrypted. */
export class Undecrypted extends Error {
  override readonly name = "Undecrypted";
  constructor(readonly key: string) {
    super(`stack config ${key} could not be decrypted`);
  }
}

/** Asks the CLI in this folder; where the secrets cannot be had, for the rest. */
export const readStackConfiguration = async (
  { path }: PulumiCli,
  stack?: string,
): Promise<StackConfiguration> => {
  const config = ["config", "--json", ...(stack === undefined ? [] : ["--stack", stack])];
  const [whole, shown] = await Promise.all([
    runPulumi(path, [...config, "--show-secrets"]),
    stack === undefined ? runPulumi(path, ["stack", "--show-name"]) : { stdout: stack },
  ]);
  const name = "stdout" in shown ? { stack: shown.stdout.trim() } : {};
  if ("stdout" in whole) return { ...name, ...entriesOf(whole) };
  const rest = entriesOf(await runPulumi(path, config));
  return { ...name, entries: rest.entries, problem: problemOf(whole) };
};

const entriesOf = (run: CliRun): Pick<StackConfiguration, "entries" | "problem"> => {
  if ("stderr" in run) return { entries: {}, problem: problemOf(run) };
  try {
    return { entries: JSON.parse(run.stdout) };
  } catch {
    // The text may hold secrets, so the parser's message is not passed on.
    return { entries: {}, problem: "its answer is no JSON" };
  }
};

const problemOf = ({ stderr }: { readonly stderr: string }): string => {
  const line = stderr.split("\n").find((each) => each.startsWith("error: ")) ?? stderr;
  return redact(line.replace("error: ", "")) || "it failed without a word";
};

/** Reads it as the provider does; `endpoint` stands above what the stack says. */
export const readerOf =
  (configuration: StackConfiguration | undefined, endpoint?: string): ConfigReader =>
  (key) => {
    if (key === "linkwan:endpoint" && endpoint !== undefined) return endpoint;
    const entries = configuration?.entries ?? {};
    const entry = Object.hasOwn(entries, key) ? entries[key] : undefined;
    if (entry && entry.value === undefined) throw new Undecrypted(key);
    return entry?.value;
  };
