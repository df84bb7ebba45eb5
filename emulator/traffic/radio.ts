import { createHash } from "node:crypto";

/** Returns bytes that depend only on the given strings. */
const digest = (...texts: string[]): Buffer => createHash("sha256").update(texts.join(" ")).digest();

/** Returns the signal between a node and a gateway. The signal never changes, as if the devices never moved. */
export const signalOf = (gwEui: string, devEui: string): { rssi: number; lsnr: number } => {
  const bytes = digest("signal", gwEui, devEui);
  return { rssi: -50 - (bytes.readUInt8(0) % 70), lsnr: (-100 + (bytes.readUInt8(1) % 200)) / 10 };
};

/** Returns the DevAddr that a node receives when it joins. */
export const devAddrOf = (devEui: string, joinMillis: number): string =>
  digest("address", devEui, String(joinMillis)).toString("hex", 0, 4);

/** Returns the fastest data rate that a signal allows: SF7 at 5 dB or more, and one step slower for every 3 dB less. */
export const datrOf = (lsnr: number): string =>
  `SF${Math.min(12, Math.max(7, 7 + Math.ceil((5 - lsnr) / 3)))}BW125`;

/** First uplink and downlink channel of each frequency band plan group, in MHz. Channels are 0.2 MHz apart. */
const firstChannels: Readonly<Record<number, { readonly UPLINK: number; readonly DOWNLINK: number }>> = {
  101: { UPLINK: 470.3, DOWNLINK: 470.3 },
  102: { UPLINK: 470.3, DOWNLINK: 500.3 },
  201: { UPLINK: 923.2, DOWNLINK: 923.2 },
};

/** Returns the frequency of a frame in MHz; the frames of a node use eight channels in turn. */
export const freqOf = (band: number, direction: "UPLINK" | "DOWNLINK", frameCount: number): number =>
  Number(((firstChannels[band]?.[direction] ?? 0) + 0.2 * (frameCount % 8)).toFixed(1));
