import type { Cli } from "./cli";

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

/**
 * Warns if Pulumi writes keys and PINs to a log or a trace.
 *
 * @param cli The `pulumi` command that started this process; `undefined` if it cannot be found.
 */
export const warnAboutRevealingSettings = (cli: Cli | undefined, notify: (line: string) => void): void => {
  const settings = revealingSettings(process.env, [process.argv.slice(2), ...(cli ? [cli.args] : [])]);
  if (settings.length > 0)
    notify(
      `with ${settings.join(" and ")}, Pulumi records device PINs, and access keys from the stack's configuration, in plaintext: do not share its logs and traces; keys from environment variables or from an Alibaba Cloud CLI profile are not recorded`,
    );
};
