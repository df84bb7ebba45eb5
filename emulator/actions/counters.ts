import type { State } from "../state";
import { categoryOf, decisiveReception } from "../traffic/packet";
import { startOfDay, startOfMonth } from "./calendar";

const counterNames = {
  UPLINK_PACKET: { day: "RxDailySum", month: "RxMonthSum" },
  DOWNLINK_PACKET: { day: "TxDailySum", month: "TxMonthSum" },
} as const;

/**
 * Returns the numbers of valid packets that the nodes with a join permission sent (Rx) and received (Tx) today and this
 * month.
 */
export const trafficCounters = (state: State, joinPermissionId: string | undefined) => {
  const counters = { RxDailySum: 0, RxMonthSum: 0, TxDailySum: 0, TxMonthSum: 0 };
  const [day, month] = [startOfDay(state.now()), startOfMonth(state.now())];
  for (const packet of state.packets) {
    if (packet.joinPermissionId === undefined || packet.joinPermissionId !== joinPermissionId) continue;
    const category = categoryOf(packet, decisiveReception(packet).event);
    if (category === "INVALID_PACKET") continue;
    if (packet.logMillis >= day) counters[counterNames[category].day]++;
    if (packet.logMillis >= month) counters[counterNames[category].month]++;
  }
  return counters;
};
