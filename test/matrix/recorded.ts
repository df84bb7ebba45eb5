import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { RunningEmulator } from "../../emulator";
import { makeLocal, makeOffer } from "../support/byHand";

/** One folder per version: the program, the state from `pulumi stack export`, and the calls that changed the cloud. */
export const recordings = join(__dirname, "..", "fixtures", "states");

export const versions = (): readonly string[] => readdirSync(recordings).sort();

/** Call that changed the cloud while the state was recorded. */
export interface RecordedCall {
  readonly account: string;
  readonly action: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** Accounts with fixed keys, because the recorded states contain the keys. */
export const seed = {
  accounts: ["renter", "owner"].map((name) => ({
    name,
    accessKeyId: `recorded-${name}`,
    accessKeySecret: `recorded-secret-of-${name}`,
  })),
};

/** PIN of the first gateway and the first node, because the emulator does not record PINs. */
const PIN = "100001";
const HIDDEN = "******";

/** Placeholder in recorded states for the emulator's address, which differs in every run. */
const ADDRESS = "http://127.0.0.1:0";

/** Creates order 7001 as the owner; the stack's account cannot create the order itself. */
export const offer = (cloud: RunningEmulator): void => {
  makeOffer(cloud, makeLocal(cloud, "valley", { ClassMode: "C", FreqBandPlanGroupId: 102 }));
};

/** Returns the calls that changed the cloud. */
export const changes = (cloud: RunningEmulator): readonly RecordedCall[] =>
  cloud.calls
    .filter(({ action, code }) => code === "OK" && !/^(Get|List|Count)/.test(action))
    .map(({ account = "", action, parameters }) => ({ account, action, parameters }));

/** Creates the objects of a version's recorded state in a new emulator, with the same ids. */
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
