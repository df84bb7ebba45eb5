import type { RunningEmulator } from "../../emulator";
import { makeGateway, makeGroup, makeLease, makeLocal, makeOffer } from "./byHand";

/** Creates at least one object of every kind, and 200 nodes. */
export const makeEstate = (cloud: RunningEmulator): void => {
  const callAs = (action: string, parameters: Record<string, unknown>) =>
    cloud.callAs("renter", action, parameters);
  const own = makeLocal(cloud, "pumps", { ClassMode: "C" }, "renter");
  callAs("AcceptJoinPermissionAuthOrder", { OrderId: makeOffer(cloud, own, "renter", "renter") });
  const groups = [makeGroup(cloud, "meters", makeLease(cloud)), makeGroup(cloud, "pumps", own)];
  const queue = { DataDispatchDestination: "ONS", UplinkRegionName: "cn-shanghai", UplinkTopic: "readings" };
  for (const NodeGroupId of groups) callAs("UpdateDataDispatchConfig", { ...queue, NodeGroupId });
  callAs("UpdateDataDispatchEnablingState", { NodeGroupId: groups[0], DataDispatchEnabled: true });
  for (let n = 1; n <= 200; n++) {
    const node = { DevEui: `dddd${n.toString(16).padStart(12, "0")}`, PinCode: 100_000 + n };
    callAs("AddNodeToGroup", { ...node, NodeGroupId: groups[n % 2] });
  }
  makeGateway(cloud);
  makeGateway(cloud, { GwEui: "aaaa000000000002", PinCode: "100002", Name: "pump_house" });
};
