import { readFileSync } from "node:fs";
import type { Command } from "commander";
import { propertiesOf } from "../../provider/client/plain";
import { endpointOption } from "../options";
import type { Effect } from "./effect";
import type { Device } from "./session";

/** Options of the probe command. */
export interface Options {
  /** The greatest effect that the user allows. */
  readonly effect: Effect;
  /** Credentials and login name of the second account. */
  readonly second?: { readonly profile: string; readonly loginName: string };
  readonly devices: { readonly gateway?: Device; readonly node?: Device };
  readonly endpoint?: string;
  /** File of the report. */
  readonly out: string;
}

const KINDS = ["gateway", "node"] as const;

/** Reads the devices of a user. Errors do not contain the file's text, which contains PINs. */
const devicesIn = (file: string): Options["devices"] => {
  let parsed: Readonly<Record<string, unknown>>;
  try {
    parsed = propertiesOf(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    throw new Error(`cannot read --devices ${file}: it must be a readable JSON file`);
  }
  const entries = KINDS.filter((kind) => parsed[kind] !== undefined).map((kind): [string, Device] => {
    const { eui, pinCode } = propertiesOf(parsed[kind]);
    if (typeof eui === "string" && /^[0-9a-f]{16}$/i.test(eui) && /^\d{6}$/.test(String(pinCode)))
      return [kind, { eui: eui.toLowerCase(), pinCode: String(pinCode) }];
    throw new Error(`--devices ${file}: ${kind} needs an eui of 16 hex digits and a pinCode of 6 digits`);
  });
  if (entries.length === 0) throw new Error(`--devices ${file}: it has neither gateway nor node`);
  return Object.fromEntries(entries);
};

/** Options as the user types them. */
interface Typed {
  readonly create?: true;
  readonly yesItMayCost?: true;
  readonly profile?: string;
  readonly renter?: string;
  readonly devices?: string;
  readonly endpoint?: string;
  readonly out: string;
}

/** Adds the options of the probe command to a command. */
export const withProbeOptions = (command: Command): Command =>
  command
    .option(
      "--create",
      "also create objects that are free of charge, named probe_…, and delete them, even after a failure or Ctrl-C",
    )
    .option(
      "--yes-it-may-cost",
      `also ask questions that can incur charges, block the account temporarily, or take hours. The command then leases a \
ROAMING join permission, registers the devices, enters wrong PINs and unknown renters, and sets the isolation state to \
its current value. Afterward, the isolation state cannot be changed for a day`,
    )
    .option(
      "--profile <profile>",
      "name of the credentials of a second account, as in a resource's profile; this account receives orders from the first account",
    )
    .option("--renter <name>", "login name of the second account (default: the profile)")
    .option(
      "--devices <file>",
      `JSON file with devices that are not registered in any account, for --yes-it-may-cost: \
{"gateway": {"eui": …, "pinCode": …}, "node": {"eui": …, "pinCode": …}}`,
    )
    .addOption(endpointOption("endpoint to call instead of the stack's linkwan:endpoint"))
    .option("--out <file>", "report file; an existing file is never overwritten", "linkwan-probe.json");

/** Returns the options that a user has typed after the probe command. */
export const probeOptionsOf = (command: Command): Options => {
  const { create, yesItMayCost, profile, renter, devices, endpoint, out } = command.opts<Typed>();
  if (renter !== undefined && profile === undefined)
    throw new Error("--renter is the login name of the account of --profile, which is missing");
  return {
    effect: yesItMayCost ? "costs" : create ? "creates" : "reads",
    ...(profile === undefined ? {} : { second: { profile, loginName: renter ?? profile } }),
    devices: devices === undefined ? {} : devicesIn(devices),
    ...(endpoint === undefined ? {} : { endpoint }),
    out,
  };
};
