import { readFileSync } from "node:fs";
import { basename } from "node:path";

/** At this level of `-v` and above, Pulumi logs the values of properties and of the configuration. */
const REVEALING_LEVEL = 9;

const verbosityOf = (args: readonly string[]): number => {
  const position = args.findIndex((arg) => /^(-v|--verbose)(=?\d+)?$/.test(arg));
  const [, attached] = /(\d+)$/.exec(args[position] ?? "") ?? [];
  return Number(attached ?? args[position + 1] ?? 0);
};

/**
 * Returns the settings that make Pulumi write keys and PINs in plaintext to a log or a trace.
 *
 * @param commands Arguments of this process and of the `pulumi` command.
 */
export const revealingSettings = (
  env: NodeJS.ProcessEnv,
  commands: readonly (readonly string[])[],
): readonly string[] => [
  ...(env.PULUMI_DEBUG_GRPC ? ["PULUMI_DEBUG_GRPC"] : []),
  ...(commands.some((args) => args.some((arg) => /^--tracing(=|$)/.test(arg))) ? ["--tracing"] : []),
  ...(commands.some((args) => verbosityOf(args) >= REVEALING_LEVEL) ? [`-v=${REVEALING_LEVEL}`] : []),
];

/** Maximum number of ancestor processes to search. Pulumi starts this process through a shell. */
const MAX_ANCESTORS = 4;

/** Returns the arguments of this process and, on Linux, of the `pulumi` command that started it. */
const commandsHere = (): string[][] => {
  const commands = [process.argv.slice(2)];
  try {
    for (let pid = process.ppid, n = 0; pid > 1 && n < MAX_ANCESTORS; n++) {
      const [program = "", ...args] = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
      if (basename(program) === "pulumi") commands.push(args);
      pid = Number(/\) \w (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, "utf8"))?.[1]);
    }
  } catch {
    // Other systems have no such files, so only the arguments of this process are known.
  }
  return commands;
};

/** Warns if Pulumi writes keys and PINs to a log or a trace. */
export const warnAboutRevealingSettings = (notify: (line: string) => void): void => {
  const settings = revealingSettings(process.env, commandsHere());
  if (settings.length > 0)
    notify(
      `with ${settings.join(" and ")}, Pulumi records device PINs, and access keys from the stack's configuration, in plaintext: do not share its logs and traces; keys from environment variables or from an Alibaba Cloud CLI profile are not recorded`,
    );
};
