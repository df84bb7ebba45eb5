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

Asks a real account what the vendor does not document and the emulator assumes. Prints one line per assumption: same,
DIFF, skip (not answered) or FAIL, with what the service did and what the emulator assumes, and writes a report without
account ids, keys and names of objects. By default, only reads. The exit code is 1 if a question failed, otherwise 0.

  --create           also creates free objects named probe_…, and deletes them, also after a failure or Ctrl-C
  --yes-it-may-cost  also does what can incur charges, blocks the account for a time, or takes hours: leases a ROAMING
                     join permission, registers the devices, enters wrong PINs and unknown renters, and sets the
                     isolation state, which cannot be changed for a day, to its current value
  --profile PROFILE  name of the credentials of a second account, as in a resource's profile; orders are offered to it
  --renter NAME      login name of the second account; default: PROFILE
  --devices FILE     JSON file with devices that are in no account, for --yes-it-may-cost:
                     {"gateway": {"eui": …, "pinCode": …}, "node": {"eui": …, "pinCode": …}}
  --endpoint URL     endpoint to ask instead of the stack's linkwan:endpoint
  --out FILE         file of the report; default: linkwan-probe.json. An existing file is never overwritten`;

const print = (line: string): void => void process.stdout.write(`${printable(line)}\n`);
const notify = (line: string): void => void process.stderr.write(`${printable(line)}\n`);

/** Returns a signal that SIGINT and SIGTERM abort once; another SIGINT ends the process. */
const cancellation = (): AbortSignal => {
  const controller = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => {
      notify("canceled: deleting what the probe has made");
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
