/** Identity of a gateway, issued by the vendor and printed on the device. */
export interface GatewayIdentity {
  /** EUI of the gateway: 16 hex digits. */
  readonly gwEui: string;
  /** PIN of the gateway: 6 decimal digits. */
  readonly pinCode: string;
}

/** Identity of a node, issued by the vendor and printed on the device. */
export interface NodeIdentity {
  /** EUI of the node: 16 hex digits. */
  readonly devEui: string;
  /** PIN of the node: 6 decimal digits. */
  readonly pinCode: string;
}

const generate = (prefix: string, count: number) =>
  Array.from({ length: count }, (_, index) => ({
    eui: prefix + (index + 1).toString(16).padStart(12, "0"),
    pinCode: String(100_001 + index),
  }));

/** Gateways `aaaa000000000001` to `aaaa00000000000a`; the PIN of the n-th gateway is 100000 + n. */
export const defaultGateways: readonly GatewayIdentity[] = generate("aaaa", 10).map(({ eui, pinCode }) => ({
  gwEui: eui,
  pinCode,
}));

/** Nodes `dddd000000000001` to `dddd0000000003e8`; the PIN of the n-th node is 100000 + n. */
export const defaultNodes: readonly NodeIdentity[] = generate("dddd", 1_000).map(({ eui, pinCode }) => ({
  devEui: eui,
  pinCode,
}));
