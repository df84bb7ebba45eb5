import { parseArgs } from "node:util";
import { readSettings } from "../../provider/client/configuration";
import { isLinkWanError } from "../../provider/client/errors";
import { examine, type Options } from "./examine";
import { lineOf, type Mark } from "./finding";

export const doctorUsage = `pulumi-linkwan doctor [--stack STACK] [--profile PROFILE] [--endpoint URL]

Checks what a program in this folder needs, from Node to the account's limits, one line each: ok, warn, FAIL, or skip
for what could not be checked. It reads only, and shows nothing secret. The exit code is 1 if there is a FAIL, else 0.

  --stack STACK     stack whose configuration is used; default: the one that is selected
  --profile PROFILE credentials to check, by the name that resources take as profile; default: the stack's own
  --endpoint URL    address to check instead of the stack's linkwan:endpoint`;

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

/** Examines what is here and prints a line for each check. */
export const runDoctor = async (args: string[]): Promise<void> => {
  const marks = new Set<Mark>();
  for await (const [check, finding] of examine(parseDoctorArguments(args))) {
    marks.add(finding.mark);
    process.stdout.write(`${lineOf(check, finding)}\n`);
  }
  if (marks.has("FAIL")) process.exitCode = 1;
};
