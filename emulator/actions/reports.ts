import { assumptions } from "../assumptions";
import { type ParameterSpec, spec } from "../parameters";
import type { State } from "../state";
import { categoryOf, decisiveReception, type Packet, type Reception } from "../traffic/packet";
import { type Call, matches } from "./action";
import { intervals, startOfInterval } from "./calendar";

/** A packet as seen by a gateway that received or sent the packet. */
export interface Sighting {
  readonly packet: Packet;
  readonly reception: Reception;
}

/** Parameters that select a period. */
export const periodParameters = { BeginMillis: spec.int64(), EndMillis: spec.int64() };

const euiFilter = spec.optionalString({ pattern: assumptions.eui });

const sortParameters = {
  SortingField: spec.optionalString({ values: ["LOG_MILLIS"] }),
  Ascending: spec.optionalBool(),
};

/** Returns the parameters of a report on packets of the given categories. `filter` selects packets by EUI. */
export const reportParameters = (categories: readonly string[], filter: "DevEui" | "GwEui") => ({
  Category: spec.string({ values: categories }),
  ...periodParameters,
  [filter]: euiFilter,
  ...sortParameters,
});

/** Parameters of a page; the documents specify the maximum only for some actions. */
export const packetPageParameters = (size: Pick<ParameterSpec, "min" | "max">) => ({
  PageNumber: spec.int64({ min: 1 }),
  PageSize: spec.int64(size),
});

/** Parameters of the report on all packets of an account; their constraints are not documented. */
export const allPacketsParameters = {
  ...packetPageParameters({ min: 0, max: 300 }),
  ...periodParameters,
  ...sortParameters,
};

/** Returns whether a time is in the period of a call. Both bounds are inclusive. */
export const isInPeriod = ({ number }: Call, millis: number): boolean =>
  millis >= number("BeginMillis") && millis <= number("EndMillis");

/** Returns the packets that a gateway received or sent while it belonged to an account. */
export const sightingsOfGateway = (state: State, account: string, gwEui: string): Sighting[] =>
  state.packets.flatMap((packet) =>
    packet.receptions
      .filter((each) => each.gwEui === gwEui && each.gwOwner === account)
      .map((reception) => ({ packet, reception })),
  );

/** Returns the packets of an account's nodes that meet a condition, each as seen by its decisive gateway. */
export const sightingsOfNodes = (
  state: State,
  account: string,
  accepts: (packet: Packet) => boolean,
): Sighting[] =>
  state.packets
    .filter((packet) => packet.nodeOwner === account && accepts(packet))
    .map((packet) => ({ packet, reception: decisiveReception(packet) }));

/** Returns the category of a sighting. */
export const categoryOfSighting = ({ packet, reception }: Sighting): string =>
  categoryOf(packet, reception.event);

/** Returns the sightings that a report selects, newest first unless the call requests the opposite order. */
export const selectSightings = (call: Call, sightings: readonly Sighting[]): Sighting[] => {
  const { value } = call;
  const eui = (name: string) => (value(name) as string | undefined)?.toLowerCase();
  const selected = sightings
    .filter(({ packet }) => isInPeriod(call, packet.logMillis) && matches(packet.devEui, eui("DevEui")))
    .filter((each) => matches(categoryOfSighting(each), value("Category")));
  const isAscending = value("SortingField") !== undefined && value("Ascending") === true;
  selected.sort((one, other) => one.packet.logMillis - other.packet.logMillis);
  return isAscending ? selected : selected.reverse();
};

/** Returns a page of a report. */
export const packetPage = <T>({ number }: Call, items: readonly T[], fieldsOf: (item: T) => object) => {
  const offset = (number("PageNumber") - 1) * number("PageSize");
  return { TotalCount: items.length, List: items.slice(offset, offset + number("PageSize")).map(fieldsOf) };
};

/** Returns the numbers of valid uplinks and downlinks. */
export const countPackets = (sightings: readonly Sighting[]) => ({
  UplinkCount: sightings.filter((each) => categoryOfSighting(each) === "UPLINK_PACKET").length,
  DownlinkCount: sightings.filter((each) => categoryOfSighting(each) === "DOWNLINK_PACKET").length,
});

/** Parameter that selects the interval length of a statistic. */
export const intervalParameter = { TimeIntervalUnit: spec.string({ values: Object.keys(intervals) }) };

/** Returns the numbers of packets in each interval of a period. Omits intervals without packets. */
export const flowStats = (call: Call, sightings: readonly Sighting[]) => {
  const unit = call.string("TimeIntervalUnit") as keyof typeof intervals;
  const byStart = new Map<number, Sighting[]>();
  for (const each of sightings) {
    if (!isInPeriod(call, each.packet.logMillis) || categoryOfSighting(each) === "INVALID_PACKET") continue;
    const start = startOfInterval(each.packet.logMillis, unit);
    byStart.set(start, [...(byStart.get(start) ?? []), each]);
  }
  return [...byStart]
    .sort(([one], [other]) => one - other)
    .map(([start, each]) => ({ start, ...countPackets(each) }));
};

/** Returns the fields that all reports on packets have in common (API file C.4). */
export const packetFields = ({ packet, reception }: Sighting) => ({
  GwEui: reception.gwEui,
  DevEui: packet.devEui,
  DevAddr: packet.devAddr,
  Datr: packet.datr,
  ClassMode: packet.classMode,
  Rssi: reception.rssi,
  Lsnr: reception.lsnr,
  FPort: packet.fPort,
  HasMacCommand: packet.macCommands.length > 0,
  HasData: packet.fPort !== undefined,
  Base64EncodedMacPayload: packet.macPayload.toString("base64"),
  MacPayloadSize: packet.macPayload.length,
  ProcessEvent: reception.event,
  MessageType: packet.messageType,
});

/** Returns the fields of a packet in reports on nodes. */
export const nodePacketFields = (sighting: Sighting) => ({
  ...packetFields(sighting),
  Freq: sighting.packet.freq,
  LogMillis: sighting.packet.logMillis,
  FreqBandPlanGroupId: sighting.reception.freqBandPlanGroupId,
});

/** Returns the identifiers of the MAC commands of a packet as the documents print them: `0x01`. */
export const macCommandCids = ({ packet }: Sighting): string[] =>
  packet.macCommands.map((each) => `0x${each.toString(16).padStart(2, "0")}`);

/** Returns the frame counters of a packet. */
export const frameCounters = ({ packet: { fcntUp, fcntDown } }: Sighting) => ({
  FcntUp: fcntUp,
  FcntDown: fcntDown,
});

/** Returns the URL of a CSV file with a row for each item. */
export const downloadUrl = (state: State, rows: readonly Readonly<Record<string, unknown>>[]): string => {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const cell = (value: unknown): string => {
    const text = Array.isArray(value) ? value.join(" ") : String(value ?? "");
    return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  const lines = rows.map((row) => columns.map((name) => cell(row[name])).join(","));
  return state.addDownload([columns.join(","), ...lines].map((line) => `${line}\n`).join(""));
};
