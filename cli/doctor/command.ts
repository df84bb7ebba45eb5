import { parseArgs } from "node:util";
import { readSettings } from "../../provider/client/configuration";
import { isLinkWanError } from "../../provider/client/errors";
import { examine, type Options } from "./examine";
import { lineOf, type Mark } from "./finding";

export const doctorUsage = `pulumi-linkwan doctor [--stack STACK] [--profile PROFILE] [--endpoint URL]

Checks what a program in this folder needs, from Node to the limits of the account, one line per check: ok, warn, FAIL,
or skip (not checked). It only reads, and shows no secret. The exit code is 1 if a check FAILs, otherwise 0.

  --stack STACK      stack whose configuration is used; default: the selected one
  --profile PROFILE  credentials to check, by the name that resources use as profile; default: those of the stack
  --endpoint URL     address to check instead of the stack's linkwan:endpoint`;

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

/** Runs all checks and prints one line per check. */
export const runDoctor = async (args: string[]): Promise<void> => {
  const marks = new Set<Mark>();
  for await (const [check, finding] of examine(parseDoctorArguments(args))) {
    marks.add(finding.mark);
    process.stdout.write(`${lineOf(check, finding)}\n`);
  }
  if (marks.has("FAIL")) process.exitCode = 1;
};
