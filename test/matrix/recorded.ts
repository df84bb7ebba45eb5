import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { RunningEmulator } from "../../emulator";
import { makeLocal, makeOffer } from "../support/byHand";

/** One folder a version: the program, the state that `pulumi stack export` gave, and the calls that made the cloud. */
export const recordings = join(__dirname, "..", "fixtures", "states");

export const versions = (): readonly string[] => readdirSync(recordings).sort();

/** What the account did in the cloud while the state was recorded, in that order. */
export interface RecordedCall {
  readonly account: string;
  readonly action: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** Same keys in every run, because a state holds them. */
export const seed = {
  accounts: ["renter", "owner"].map((name) => ({
    name,
    accessKeyId: `recorded-${name}`,
    accessKeySecret: `recorded-secret-of-${name}`,
  })),
};

/** The emulator records no PIN; this is the one of the first gateway and of the first node. */
const PIN = "100001";
const HIDDEN = "******";

/** What stands in a recorded state in the place of the emulator's address, which is another one in every run. */
const ADDRESS = "http://127.0.0.1:0";

/** The order 7001: what is not made by the account of the stack. */
export const offer = (cloud: RunningEmulator): void => {
  makeOffer(cloud, makeLocal(cloud, "valley", { ClassMode: "C", FreqBandPlanGroupId: 102 }));
};

/** The calls that changed something. */
export const changes = (cloud: RunningEmulator): readonly RecordedCall[] =>
  cloud.calls
    .filter(({ action, code }) => code === "OK" && !/^(Get|List|Count)/.test(action))
    .map(({ account = "", action, parameters }) => ({ account, action, parameters }));

/** Brings a new cloud to where it was when the state of a version was recorded: ids count up from the same start. */
export const replay = (cloud: RunningEmulator, version: string): void => {
  offer(cloud);
  const calls: readonly RecordedCall[] = JSON.parse(read(version, "calls.json"));
  for (const { account, action, parameters } of calls) {
    const withPin = parameters.PinCode === HIDDEN ? { ...parameters, PinCode: PIN } : parameters;
    cloud.callAs(account, action, withPin);
  }
};

export const read = (version: string, file: string): string =>
  readFileSync(join(recordings, version, file), "utf8");

export const withoutAddress = (state: string, { url }: RunningEmulator): string =>
  state.replaceAll(url, ADDRESS);
export const withAddress = (state: string, { url }: RunningEmulator): string =>
  state.replaceAll(ADDRESS, url);
