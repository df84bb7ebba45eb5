import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { propertiesOf } from "../../provider/client/plain";
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

/** Parses the arguments of the probe command. */
export const parseProbeArguments = (args: string[]): Options => {
  const text = { type: "string" } as const;
  const flag = { type: "boolean" } as const;
  const { values } = parseArgs({
    args,
    options: {
      create: flag,
      "yes-it-may-cost": flag,
      profile: text,
      renter: text,
      devices: text,
      endpoint: text,
      out: text,
    },
  });
  const { profile, renter, devices, endpoint } = values;
  if (renter !== undefined && profile === undefined)
    throw new Error("--renter is the login name of the account of --profile, which is missing");
  return {
    effect: values["yes-it-may-cost"] ? "costs" : values.create ? "creates" : "reads",
    ...(profile === undefined ? {} : { second: { profile, loginName: renter ?? profile } }),
    devices: devices === undefined ? {} : devicesIn(devices),
    ...(endpoint === undefined ? {} : { endpoint }),
    out: values.out ?? "linkwan-probe.json",
  };
};
