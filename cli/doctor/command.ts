import type { Command } from "commander";
import { endpointOption } from "../options";
import { examine, type Options } from "./examine";
import { lineOf, type Mark } from "./finding";

/** Runs the checks and prints one line per check. */
const runDoctor = async (options: Options): Promise<void> => {
  const marks = new Set<Mark>();
  for await (const [check, finding] of examine(options)) {
    marks.add(finding.mark);
    process.stdout.write(`${lineOf(check, finding)}\n`);
  }
  if (marks.has("FAIL")) process.exitCode = 1;
};

export const addDoctor = (program: Command): void => {
  program
    .command("doctor")
    .summary("check what a program in this folder needs")
    .description(
      `Checks the requirements of a program in this folder, from Node to the account's limits. Prints one line per check: \
ok, warn, FAIL, or skip (not checked). Changes nothing and prints no secrets. The exit code is 1 if a check fails, \
otherwise 0.`,
    )
    .option("--stack <stack>", "stack whose configuration is checked (default: the selected stack)")
    .option(
      "--profile <profile>",
      "name of the credentials to check, as in a resource's profile (default: the stack's credentials)",
    )
    .addOption(endpointOption("endpoint to check instead of the stack's linkwan:endpoint"))
    .action(runDoctor);
};
