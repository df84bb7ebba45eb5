/** Data that a node sends. */
export interface Transmission {
  /** The sending node. */
  readonly devEui: string;
  /** Gateways within range of the node. */
  readonly gwEuis: readonly string[];
  /** LoRaWAN port (FPort), 1 to 223. Default 1. */
  readonly fPort?: number;
  /** Data in hex digits, at most 51 bytes. Default: the frame number, in 2 bytes. */
  readonly content?: string;
}

/** Data that a node sends periodically from the start of the emulator. */
export interface TrafficSeed extends Transmission {
  /** Interval between transmissions in seconds, at least 1. */
  readonly everySeconds: number;
}

/** Data to a node. */
export interface Downlink {
  readonly fPort: number;
  /** Data in hex digits. */
  readonly content: string;
  readonly confirmed: boolean;
}
