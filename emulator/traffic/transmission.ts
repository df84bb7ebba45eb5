/** Data that a node sends. */
export interface Transmission {
  /** The sending node. */
  readonly devEui: string;
  /** Gateways within range of the node. */
  readonly gwEuis: readonly string[];
  /** Port, 1 to 223. Default 1. */
  readonly fPort?: number;
  /** Hex digits, at most 51 bytes. Default: the number of the frame, in 2 bytes. */
  readonly content?: string;
}

/** Data that a node sends repeatedly, from the start of the emulator. */
export interface TrafficSeed extends Transmission {
  /** Interval between transmissions in seconds, at least 1. */
  readonly everySeconds: number;
}

/** Data to a node. */
export interface Downlink {
  readonly fPort: number;
  /** Hex digits. */
  readonly content: string;
  readonly confirmed: boolean;
}
