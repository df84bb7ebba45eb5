import { assumptions } from "../assumptions";
import type { Gateway } from "../entities";
import { spec } from "../parameters";
import { onlineStateOf } from "../traffic/online";
import { type ActionSpecs, type Call, sortedPage } from "./action";
import { startOfDay } from "./calendar";
import { gatewayFields, gatewayIdentity, ownGateway } from "./gateways";
import {
  categoryOfSighting,
  countPackets,
  downloadUrl,
  flowStats,
  intervalParameter,
  isInPeriod,
  macCommandCids,
  packetFields,
  packetPage,
  packetPageParameters,
  periodParameters,
  reportParameters,
  type Sighting,
  selectSightings,
  sightingsOfGateway,
} from "./reports";

const feature = assumptions.featureOfGateways;
const categories = ["DOWNLINK_PACKET", "UPLINK_PACKET", "INVALID_PACKET"];

const sightings = ({ state }: Call, { id, account }: Gateway): Sighting[] =>
  sightingsOfGateway(state, account, id);

const sightingsInPeriod = (call: Call, gateway: Gateway): Sighting[] =>
  sightings(call, gateway).filter(({ packet }) => isInPeriod(call, packet.logMillis));

const HOUR_MS = 3_600_000;

/** Returns the number of milliseconds that a gateway has been online. */
const onlineMillis = (gateway: Gateway, now: number): number =>
  gateway.onlineRecords.reduce((sum, { onlineState, millis }, index, records) => {
    const end = records[index + 1]?.millis ?? now;
    return onlineState === "ONLINE" ? sum + end - millis : sum;
  }, 0);

/**
 * Returns the load of a gateway in percent. One packet per minute is one percent. The load of an offline gateway is 0.
 */
const loadOf = (gateway: Gateway, packets: readonly Sighting[], now: number, windowMs: number): number => {
  if (onlineStateOf(gateway) === "OFFLINE") return 0;
  const recent = packets.filter(({ packet }) => now - packet.logMillis < windowMs).length;
  return Math.min(100, Math.round((recent / (windowMs / 60_000)) * 10) / 10);
};

const statusOf = (call: Call, gateway: Gateway) => {
  const now = call.state.now();
  const packets = sightings(call, gateway);
  const count = (direction: string) => packets.filter(({ packet }) => packet.direction === direction).length;
  return {
    GwEui: gateway.id,
    OnlineState: onlineStateOf(gateway),
    Enabled: gateway.enabled,
    OnlineHour: Math.floor(onlineMillis(gateway, now) / HOUR_MS),
    TxCount: count("DOWNLINK"),
    RxCount: count("UPLINK"),
    CpuRadio: loadOf(gateway, packets, now, 60_000),
    MemoryRadio: loadOf(gateway, packets, now, HOUR_MS),
  };
};

const packetStat = (call: Call, gateway: Gateway) => {
  const packets = sightingsInPeriod(call, gateway);
  const count = (direction: string, isValid: boolean) =>
    packets.filter(
      (each) =>
        each.packet.direction === direction && isValid === (categoryOfSighting(each) !== "INVALID_PACKET"),
    ).length;
  return {
    UplinkValid: count("UPLINK", true),
    UplinkInvalid: count("UPLINK", false),
    DownlinkValid: count("DOWNLINK", true),
    DownlinkInvalid: count("DOWNLINK", false),
  };
};

/** Returns the fields of a packet in a gateway report. In this report, Freq and LogMillis are strings. */
const fieldsOf = (sighting: Sighting) => ({
  ...packetFields(sighting),
  Freq: String(sighting.packet.freq),
  LogMillis: String(sighting.packet.logMillis),
  NodeOwnerAliyunId: sighting.packet.nodeOwner,
  MacCommandCIDs: macCommandCids(sighting),
});

const selected = (call: Call): Sighting[] =>
  selectSightings(call, sightings(call, ownGateway(call, "NotResourceOwner")));

const instance = { IotInstanceId: spec.optionalString() };

/** Reports on the traffic of gateways (API file C.1). */
export const gatewayReportActions: ActionSpecs = {
  GetGatewayStatusStat: {
    parameters: gatewayIdentity,
    feature,
    run: (call) => statusOf(call, ownGateway(call, "NotResourceOwner")),
  },
  GetGatewayPacketStat: {
    parameters: { ...gatewayIdentity, ...periodParameters },
    feature,
    run: (call) => packetStat(call, ownGateway(call, assumptions.gatewayOfOthers)),
  },
  ListActiveGateways: {
    parameters: {},
    feature,
    itemTags: { Data: "Gateway" },
    run: (call) => {
      const { state, account } = call;
      const today = startOfDay(state.now());
      return state
        .gatewaysOf(account)
        .filter((each) => sightings(call, each).some(({ packet }) => packet.logMillis >= today))
        .map(gatewayFields);
    },
  },
  // Only this action spells the parameter OffSet, with a capital S.
  ListGatewayOnlineRecords: {
    parameters: {
      GwEui: gatewayIdentity.GwEui,
      OffSet: spec.int64({ min: 0 }),
      Limit: spec.int64({ min: 1, max: 200 }),
      SortingField: spec.optionalString({ values: ["STATE_CHANGED_MILLIS"] }),
      Ascending: spec.optionalBool(),
    },
    feature,
    itemTags: { List: "Record" },
    run: (call) => {
      const { id, onlineRecords } = ownGateway(call, "NotResourceOwner");
      const fields = ({ onlineState, millis }: Gateway["onlineRecords"][number]) => ({
        GwEui: id,
        OnlineState: onlineState,
        StateChangedMillis: millis,
      });
      return sortedPage(onlineRecords, call, fields, {}, "OffSet");
    },
  },
  ListGatewayTransferFlowStats: {
    parameters: { ...gatewayIdentity, ...periodParameters, ...intervalParameter },
    feature,
    itemTags: { Data: "FlowStat" },
    run: (call) =>
      flowStats(call, sightings(call, ownGateway(call, "NotResourceOwner"))).map(({ start, ...counts }) => ({
        StatMillis: String(start),
        ...counts,
      })),
  },
  ListGatewayTransferPackets: {
    parameters: {
      ...gatewayIdentity,
      ...reportParameters(categories, "DevEui"),
      ...packetPageParameters({ min: 1 }),
    },
    feature,
    itemTags: { List: "Packet", MacCommandCIDs: "CID" },
    run: (call) => packetPage(call, selected(call), fieldsOf),
  },
  GetGatewayTransferPacketsDownloadUrl: {
    parameters: { ...gatewayIdentity, ...reportParameters(categories, "DevEui") },
    feature,
    run: (call) => downloadUrl(call.state, selected(call).map(fieldsOf)),
  },
  ListGatewaysPacketStat: {
    parameters: { GwEuiList: spec.strings(), ...periodParameters, ...instance },
    feature,
    itemTags: { Data: "GatewayPacketStat" },
    run: (call) => {
      const euis = call.strings("GwEuiList").map((each) => each.toLowerCase());
      return call.state
        .gatewaysOf(call.account)
        .filter(({ id }) => euis.includes(id))
        .map((gateway) => ({ GwEui: gateway.id, ...countPackets(sightingsInPeriod(call, gateway)) }));
    },
  },
};
