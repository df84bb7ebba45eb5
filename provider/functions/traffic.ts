import { accountFunction, camelCase, type InvokeArgs, outputForm } from "../invoke/accountFunction";
import { GetGatewayStatusStat, ListGatewayTransferFlowStats, ListNodeGroupTransferFlowStats } from "./api";

/** State and counters of a gateway. */
export interface GetGatewayStatusResult {
  /** GwEUI, 16 hexadecimal digits. API: `GwEui`. */
  gwEui: string;
  /** Connection to the service: `ONLINE` or `OFFLINE`. API: `OnlineState`. */
  onlineState?: string;
  /** Total number of hours that the gateway has been online. API: `OnlineHour`. */
  onlineHour?: number;
  /** Total number of packets that the gateway has sent. API: `TxCount`. */
  txCount?: number;
  /** Total number of packets that the gateway has received. API: `RxCount`. */
  rxCount?: number;
  /** CPU usage in percent. API: `CpuRadio`. */
  cpuRadio?: number;
  /** Memory usage in percent. API: `MemoryRadio`. */
  memoryRadio?: number;
}

/** Arguments of {@link getGatewayStatus}. */
export interface GetGatewayStatusArgs extends InvokeArgs {
  /** GwEUI, 16 hexadecimal digits in upper or lower case. API: `GwEui`. */
  gwEui: string;
}

/** Reads the state and the counters of a gateway (GetGatewayStatusStat). Errors: `NonExistent`, `NotResourceOwner`. */
export const getGatewayStatus = accountFunction(
  "getGatewayStatus",
  [GetGatewayStatusStat],
  async (operation, args: GetGatewayStatusArgs): Promise<GetGatewayStatusResult> =>
    camelCase(await operation.call(GetGatewayStatusStat, { GwEui: args.gwEui.toLowerCase() })),
);

/** Like {@link getGatewayStatus}, but accepts outputs as arguments. */
export const getGatewayStatusOutput = outputForm(getGatewayStatus);

/** Packet counts of one hour or one day. */
export interface GetTrafficResult {
  /** Start of the hour or day, in Unix milliseconds. API: `StatMillis`. */
  statMillis: number;
  /** Number of packets received from nodes. API: `UplinkCount`. */
  uplinkCount: number;
  /** Number of packets sent to nodes. API: `DownlinkCount`. */
  downlinkCount: number;
}

/** Period of a traffic report. */
export interface TrafficPeriod extends InvokeArgs {
  /** Start of the period, in Unix milliseconds. API: `BeginMillis`. */
  beginMillis: number;
  /** End of the period, in Unix milliseconds. API: `EndMillis`. */
  endMillis: number;
  /** Length of an interval: `INTERVAL_IN_HOURS` or `INTERVAL_IN_DAYS`. API: `TimeIntervalUnit`. */
  timeIntervalUnit: "INTERVAL_IN_HOURS" | "INTERVAL_IN_DAYS";
}

/** Arguments of {@link getGatewayTraffic}. */
export interface GetGatewayTrafficArgs extends TrafficPeriod {
  /** GwEUI, 16 hexadecimal digits in upper or lower case. API: `GwEui`. */
  gwEui: string;
}

const periodOf = ({ beginMillis, endMillis, timeIntervalUnit }: TrafficPeriod) => ({
  BeginMillis: beginMillis,
  EndMillis: endMillis,
  TimeIntervalUnit: timeIntervalUnit,
});

/**
 * Counts the packets of a gateway in each hour or day of a period (ListGatewayTransferFlowStats).
 * Errors: `NonExistent`, `NotResourceOwner`.
 */
export const getGatewayTraffic = accountFunction(
  "getGatewayTraffic",
  [ListGatewayTransferFlowStats],
  async (operation, args: GetGatewayTrafficArgs): Promise<GetTrafficResult[]> => {
    const GwEui = args.gwEui.toLowerCase();
    return camelCase(await operation.call(ListGatewayTransferFlowStats, { GwEui, ...periodOf(args) }));
  },
);

/** Like {@link getGatewayTraffic}, but accepts outputs as arguments. */
export const getGatewayTrafficOutput = outputForm(getGatewayTraffic);

/** Arguments of {@link getNodeGroupTraffic}. */
export interface GetNodeGroupTrafficArgs extends TrafficPeriod {
  /** Id of the node group, a decimal string. API: `NodeGroupId`. */
  nodeGroupId: string;
}

/**
 * Counts the packets of a node group in each hour or day of a period (ListNodeGroupTransferFlowStats).
 * Errors: `NonExistent`, `NotResourceOwner`.
 */
export const getNodeGroupTraffic = accountFunction(
  "getNodeGroupTraffic",
  [ListNodeGroupTransferFlowStats],
  async (operation, args: GetNodeGroupTrafficArgs): Promise<GetTrafficResult[]> => {
    const NodeGroupId = args.nodeGroupId;
    return camelCase(
      await operation.call(ListNodeGroupTransferFlowStats, { NodeGroupId, ...periodOf(args) }),
    );
  },
);

/** Like {@link getNodeGroupTraffic}, but accepts outputs as arguments. */
export const getNodeGroupTrafficOutput = outputForm(getNodeGroupTraffic);
