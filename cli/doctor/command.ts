import { parseArgs } from "node:util";
import { readSettings } from "../../provider/client/configuration";
import { isLinkWanError } from "../../provider/client/errors";
import { examine, type Options } from "./examine";
import { lineOf, type Mark } from "./finding";

export const doctorUsage = `pulumi-linkwan doctor [--stack STACK] [--profile PROFILE] [--endpoint URL]

Checks the requirements of a program in this folder, from Node to the account's limits. Prints one line per check: ok,
warn, FAIL, or skip (not checked). Changes nothing and prints no secrets. The exit code is 1 if a check fails,
otherwise 0.

  --stack STACK      stack whose configuration is checked; default: the selected stack
  --profile PROFILE  name of the credentials to check, as in a resource's profile; default: the stack's credentials
  --endpoint URL     endpoint to check instead of the stack's linkwan:endpoint`;

const parseDoctorArguments = (args: string[]): Options => {
  const text = { type: "string" } as const;
  const { values } = parseArgs({ args, options: { stack: text, profile: text, endpoint: text } });
  const { endpoint } = values;
  try {
    readSettings((key) => (key === "linkwan:endpoint" ? endpoint : undefined));
  } catch (error) {
    throw isLinkWanError(error) ? new Error(`--endpoint ${endpoint}: ${error.details.meaning}`) : error;
  }
  return values;
};

/** Runs the checks and prints one line per check. */
export const runDoctor = async (args: string[]): Promise<void> => {
  const marks = new Set<Mark>();
  for await (const [check, finding] of examine(parseDoctorArguments(args))) {
    marks.add(finding.mark);
    process.stdout.write(`${lineOf(check, finding)}\n`);
  }
  if (marks.has("FAIL")) process.exitCode = 1;
};
