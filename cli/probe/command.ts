import { existsSync, writeFileSync } from "node:fs";
import { readSettings } from "../../provider/client/configuration";
import { printable } from "../../provider/client/oneLine";
import { configurationHere } from "../pulumi/configurationHere";
import { readerOf } from "../pulumi/stackConfiguration";
import { openAll } from "./accounts";
import { parseProbeArguments } from "./options";
import { lineOf, reportOf, summaryOf } from "./report";
import { type Finding, probe } from "./run";
import { Canceled } from "./session";

export const probeUsage = `pulumi-linkwan probe [--create | --yes-it-may-cost] [--profile PROFILE [--renter NAME]] [--devices FILE]
                     [--endpoint URL] [--out FILE]

Compares the emulator's assumptions about undocumented behavior with a real account. Prints one line per assumption:
same, DIFF, skip (not answered) or FAIL, followed by the behavior of the service and the emulator's assumption. Writes
a report that contains no account ids, keys or object names. By default, the command only reads. The exit code is 1 if
a question fails, otherwise 0.

  --create           also creates objects that are free of charge, named probe_…, and deletes them, even after a failure
                     or Ctrl-C
  --yes-it-may-cost  also asks questions that can incur charges, block the account temporarily, or take hours. The
                     command then leases a ROAMING join permission, registers the devices, enters wrong PINs and
                     unknown renters, and sets the isolation state to its current value. Afterward, the isolation
                     state cannot be changed for a day
  --profile PROFILE  name of the credentials of a second account, as in a resource's profile; this account receives
                     orders from the first account
  --renter NAME      login name of the second account; default: PROFILE
  --devices FILE     JSON file with devices that are not registered in any account, for --yes-it-may-cost:
                     {"gateway": {"eui": …, "pinCode": …}, "node": {"eui": …, "pinCode": …}}
  --endpoint URL     endpoint to call instead of the stack's linkwan:endpoint
  --out FILE         report file; default: linkwan-probe.json. An existing file is never overwritten`;

const print = (line: string): void => void process.stdout.write(`${printable(line)}\n`);
const notify = (line: string): void => void process.stderr.write(`${printable(line)}\n`);

/** Returns a signal that the first SIGINT or SIGTERM aborts. Repeating the same signal terminates the process. */
const cancellation = (): AbortSignal => {
  const controller = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => {
      notify("canceled: deleting the objects that the probe created");
      controller.abort();
    });
  }
  return controller.signal;
};

/** Asks the questions, prints the findings and writes the report. */
export const runProbe = async (args: string[]): Promise<void> => {
  const options = parseProbeArguments(args);
  const { out, effect } = options;
  if (existsSync(out)) throw new Error(`${out} already exists; choose another file with --out`);
  const config = readerOf(await configurationHere(), options.endpoint);
  const { endpoint } = readSettings(config);
  const findings: Finding[] = [];
  let isComplete = false;
  try {
    const provided = await openAll(options, config, { notify, canceled: cancellation() });
    for await (const finding of probe(provided, effect)) {
      findings.push(finding);
      print(lineOf(finding));
    }
    isComplete = true;
  } catch (error) {
    if (!(error instanceof Canceled)) throw error;
    process.exitCode = 1;
  } finally {
    if (findings.length > 0) {
      writeFileSync(out, reportOf(findings, endpoint, isComplete), { flag: "wx" });
      print(summaryOf(findings));
      print(`Report: ${out}`);
    }
  }
  if (findings.some(({ status }) => status === "failed")) process.exitCode = 1;
};
