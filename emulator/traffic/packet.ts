/** Result of processing a packet: the documented values that the emulator produces (API file C.4). */
export type ProcessEvent =
  | "SUCCESS"
  | "DEVEUI_ILLEGAL"
  | "JOINEUI_ILLEGAL"
  | "STATUS_INVALID"
  | "ISOLATED"
  | "GW_STATUS_INVALID"
  | "GW_FREQ_NOT_MATCH";

/** Reception or transmission of a packet by one gateway. */
export interface Reception {
  readonly gwEui: string;
  /** Account of the gateway. */
  readonly gwOwner: string;
  readonly freqBandPlanGroupId: number;
  /** Signal strength in dBm. */
  readonly rssi: number;
  /** Signal-to-noise ratio in dB. */
  readonly lsnr: number;
  readonly event: ProcessEvent;
}

/** Frame of a packet. */
export interface Frame {
  readonly messageType:
    | "JOIN_REQUEST"
    | "JOIN_ACCEPT"
    | "UNCONFIRMED_UP"
    | "UNCONFIRMED_DOWN"
    | "CONFIRMED_DOWN";
  readonly macPayload: Buffer;
  /** Absent in Join-Request and Join-Accept frames. */
  readonly fPort?: number;
  readonly fcntUp?: number;
  readonly fcntDown?: number;
  /** Identifiers of the MAC commands in the frame. */
  readonly macCommands: readonly number[];
}

/** A packet from or to a node. */
export interface Packet extends Frame {
  readonly direction: "UPLINK" | "DOWNLINK";
  readonly devEui: string;
  /** DevAddr of the node; `undefined` before the node joins. */
  readonly devAddr: string | undefined;
  /** Account, group, join permission and class of the node at `logMillis`; `undefined` if the node was in no group. */
  readonly nodeOwner: string | undefined;
  readonly groupId: string | undefined;
  readonly joinPermissionId: string | undefined;
  readonly classMode: string | undefined;
  /** The gateways that received an uplink, best signal first, or the gateway that sent a downlink. */
  readonly receptions: readonly [Reception, ...Reception[]];
  /** Time in Unix milliseconds. */
  readonly logMillis: number;
  /** Frequency in MHz. */
  readonly freq: number;
  /** Data rate, for example `SF12BW125`. */
  readonly datr: string;
}

/** Category of a packet in reports. */
export type PacketCategory = "UPLINK_PACKET" | "DOWNLINK_PACKET" | "INVALID_PACKET";

/** Returns the category of a packet, given the result of processing the packet. */
export const categoryOf = ({ direction }: Packet, event: ProcessEvent): PacketCategory =>
  event === "SUCCESS" ? `${direction}_PACKET` : "INVALID_PACKET";

/**
 * Returns the reception that determines how the service processes a packet: the best valid reception, or else the best
 * reception.
 */
export const decisiveReception = ({ receptions }: Pick<Packet, "receptions">): Reception =>
  receptions.find(({ event }) => event === "SUCCESS") ?? receptions[0];

const littleEndian = (hex: string): Buffer => Buffer.from(hex, "hex").reverse();
const uint16 = (value: number): Buffer => Buffer.from([value & 0xff, (value >> 8) & 0xff]);

/** Returns the Join-Request message of a node. */
export const joinRequest = (joinEui: string, devEui: string, nonce: number): Frame => ({
  messageType: "JOIN_REQUEST",
  macPayload: Buffer.concat([littleEndian(joinEui), littleEndian(devEui), uint16(nonce)]),
  macCommands: [],
});

/** Returns the Join-Accept message of the network: JoinNonce, NetID, DevAddr, DLSettings and RxDelay. */
export const joinAccept = (devAddr: string, nonce: number, rxDelay: number): Frame => ({
  messageType: "JOIN_ACCEPT",
  macPayload: Buffer.concat([
    uint16(nonce),
    Buffer.alloc(4),
    littleEndian(devAddr),
    Buffer.from([0, rxDelay]),
  ]),
  macCommands: [],
});

/** Content of a data frame. */
interface Data {
  readonly devAddr: string;
  readonly frameCount: number;
  readonly fPort: number;
  /** Data in hex digits. */
  readonly content: string;
  readonly macCommands?: readonly number[];
}

const dataPayload = ({ devAddr, frameCount, fPort, content, macCommands = [] }: Data): Buffer =>
  Buffer.concat([
    littleEndian(devAddr),
    Buffer.from([macCommands.length]),
    uint16(frameCount),
    Buffer.from([...macCommands, fPort]),
    Buffer.from(content, "hex"),
  ]);

/** Returns a data frame from a node. */
export const uplinkFrame = (data: Data): Frame => ({
  messageType: "UNCONFIRMED_UP",
  macPayload: dataPayload(data),
  fPort: data.fPort,
  fcntUp: data.frameCount,
  macCommands: data.macCommands ?? [],
});

/** Returns a data frame to a node. */
export const downlinkFrame = (data: Data, confirmed: boolean): Frame => ({
  messageType: confirmed ? "CONFIRMED_DOWN" : "UNCONFIRMED_DOWN",
  macPayload: dataPayload(data),
  fPort: data.fPort,
  fcntDown: data.frameCount,
  macCommands: [],
});
