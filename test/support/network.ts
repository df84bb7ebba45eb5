import type { RunningEmulator } from "../../emulator";
import { makeGateway, makeGroup, makeLease } from "./byHand";

/** Returns the EUI of the n-th issued gateway. */
export const gwEui = (number: number): string => `aaaa00000000000${number}`;
/** Returns the EUI of the n-th issued node. */
export const devEui = (number: number): string => `dddd00000000000${number}`;

/** Creates the renter's network: a ROAMING lease, a group with nodes 1 and 2, and gateways 1 and 2. */
export const makeNetwork = (cloud: RunningEmulator, classMode = "A"): { lease: string; group: string } => {
  const lease = makeLease(cloud, "meters", { ClassMode: classMode });
  const group = makeGroup(cloud, "pumps", lease);
  for (const number of [1, 2]) {
    makeGateway(cloud, { GwEui: gwEui(number), PinCode: `10000${number}`, Name: `roof_${number}` });
    cloud.callAs("renter", "AddNodeToGroup", {
      NodeGroupId: group,
      DevEui: devEui(number),
      PinCode: `10000${number}`,
    });
  }
  return { lease, group };
};
