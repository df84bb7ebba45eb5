import { assumptions } from "../assumptions";
import type { Node } from "../entities";
import { spec } from "../parameters";
import type { Packet } from "../traffic/packet";
import { type ActionSpecs, type Call, fail, matches } from "./action";
import { ownGroup } from "./groups";
import { nodeIdentity, ownNode } from "./nodes";
import {
  allPacketsParameters,
  countPackets,
  downloadUrl,
  flowStats,
  frameCounters,
  intervalParameter,
  isInPeriod,
  macCommandCids,
  nodePacketFields,
  packetPage,
  packetPageParameters,
  periodParameters,
  reportParameters,
  type Sighting,
  selectSightings,
  sightingsOfGateway,
  sightingsOfNodes,
} from "./reports";

const feature = assumptions.featureOfNodes;
const instance = { IotInstanceId: spec.optionalString() };
const groupCategories = ["DOWNLINK_PACKET", "UPLINK_PACKET"];
const nodeCategories = [...groupCategories, "INVALID_PACKET"];
const pageSize = { min: 0, max: 300 };

const group = { NodeGroupId: spec.string(), ...instance };

const sightingsOfGroup = ({ state, account }: Call, groupId: string): Sighting[] =>
  sightingsOfNodes(state, account.name, (packet) => packet.groupId === groupId);

const selectedOfGroup = (call: Call): Sighting[] =>
  selectSightings(call, sightingsOfGroup(call, ownGroup(call).id));

/** Returns the fields of a packet in a node group report. In this report, MacCommandCIDs is a list as a JSON string. */
const groupPacketFields = (sighting: Sighting) => ({
  ...nodePacketFields(sighting),
  ...frameCounters(sighting),
  GwOwnerAliyunId: sighting.reception.gwOwner,
  MacCommandCIDs: JSON.stringify(macCommandCids(sighting)),
});

const sightingsOfNode = ({ state, account, value }: Call, { id }: Node): Sighting[] => {
  const gwEui = (value("GwEui") as string | undefined)?.toLowerCase();
  return sightingsOfNodes(state, account.name, ({ devEui }) => devEui === id).filter(({ reception }) =>
    matches(reception.gwEui, gwEui),
  );
};

const selectedOfNode = (call: Call): Sighting[] =>
  selectSightings(call, sightingsOfNode(call, ownNode(call, "NotResourceOwner")));

/** Returns the fields of a packet in a node report. This report has Snr instead of Lsnr. */
const nodeReportFields = ({ packet, reception }: Sighting) => ({
  GwEui: reception.gwEui,
  DevEui: packet.devEui,
  Freq: packet.freq,
  Datr: packet.datr,
  ClassMode: packet.classMode,
  Rssi: reception.rssi,
  Snr: reception.lsnr,
  LogMillis: packet.logMillis,
});

const packetIdentity = {
  ...nodeIdentity,
  Base64EncodedMacPayload: spec.string(),
  LogMillis: spec.int64(),
  ...instance,
};

/** Returns the packet that a call identifies by node, time and payload. */
const packetOf = (call: Call): Sighting => {
  const { id } = ownNode(call, assumptions.nodeOfOthers);
  const isMeant = ({ devEui, logMillis, macPayload }: Packet) =>
    devEui === id &&
    logMillis === call.number("LogMillis") &&
    macPayload.toString("base64") === call.string("Base64EncodedMacPayload");
  return sightingsOfNodes(call.state, call.account.name, isMeant)[0] ?? fail("NonExistent");
};

/**
 * Returns the packets that an account's nodes sent and received, and the packets that the account's gateways carried
 * for nodes of other accounts.
 */
const sightingsOfAccount = ({ state, account }: Call): Sighting[] => {
  const own = sightingsOfNodes(state, account.name, () => true);
  const carried = state
    .gatewaysOf(account)
    .flatMap(({ id }) => sightingsOfGateway(state, account.name, id))
    .filter(({ packet }) => packet.nodeOwner !== account.name);
  return [...own, ...carried];
};

/** Reports on the traffic of node groups and nodes (API file C.1 and C.2). */
export const nodeReportActions: ActionSpecs = {
  ListNodeGroupTransferFlowStats: {
    parameters: { ...group, ...periodParameters, ...intervalParameter },
    feature,
    itemTags: { Data: "FlowStat" },
    run: (call) =>
      flowStats(call, sightingsOfGroup(call, ownGroup(call).id)).map(({ start, ...counts }) => ({
        StatMillis: start,
        ...counts,
      })),
  },
  ListNodeGroupTransferPackets: {
    parameters: {
      ...group,
      ...reportParameters(groupCategories, "DevEui"),
      ...packetPageParameters(pageSize),
    },
    feature,
    itemTags: { List: "Packet" },
    run: (call) => packetPage(call, selectedOfGroup(call), groupPacketFields),
  },
  GetNodeGroupTransferPacketsDownloadUrl: {
    parameters: { ...group, ...reportParameters(groupCategories, "DevEui") },
    feature,
    run: (call) => downloadUrl(call.state, selectedOfGroup(call).map(groupPacketFields)),
  },
  ListNodeGroupsPacketStat: {
    parameters: { NodeGroupIdList: spec.strings(), ...periodParameters, ...instance },
    feature,
    itemTags: { Data: "NodeGroupPacketStat" },
    run: (call) =>
      call.state
        .groupsOf(call.account)
        .filter(({ id }) => call.strings("NodeGroupIdList").includes(id))
        .map(({ id }) => ({
          NodeGroupId: id,
          ...countPackets(
            sightingsOfGroup(call, id).filter(({ packet }) => isInPeriod(call, packet.logMillis)),
          ),
        })),
  },
  ListNodeTransferPackets: {
    parameters: {
      ...nodeIdentity,
      ...reportParameters(nodeCategories, "GwEui"),
      ...packetPageParameters(pageSize),
    },
    feature,
    itemTags: { List: "Packet" },
    run: (call) => packetPage(call, selectedOfNode(call), nodeReportFields),
  },
  GetNodeTransferPacketsDownloadUrl: {
    parameters: { ...nodeIdentity, ...reportParameters(nodeCategories, "GwEui") },
    feature,
    run: (call) => downloadUrl(call.state, selectedOfNode(call).map(nodeReportFields)),
  },
  GetNodeTransferPacket: {
    parameters: packetIdentity,
    feature,
    itemTags: { MacCommandCIDs: "CID" },
    run: (call) => {
      const sighting = packetOf(call);
      return {
        ...nodePacketFields(sighting),
        GwOwnerAliyunId: sighting.reception.gwOwner,
        MacCommandCIDs: macCommandCids(sighting),
      };
    },
  },
  ListNodeTransferPacketPaths: {
    parameters: { ...packetIdentity, ...packetPageParameters({ min: 1, max: 300 }) },
    feature,
    itemTags: { List: "Path" },
    run: (call) => {
      const { packet, reception: best } = packetOf(call);
      return packetPage(call, packet.receptions, (each) => ({
        GwEui: each.gwEui,
        DevEui: packet.devEui,
        Rssi: each.rssi,
        Lsnr: each.lsnr,
        BestPath: each === best,
      }));
    },
  },
  // In JSON, only this action wraps the list in an object.
  ListTransferPacket: {
    parameters: allPacketsParameters,
    feature,
    run: (call) => {
      const { TotalCount, List } = packetPage(
        call,
        selectSightings(call, sightingsOfAccount(call)),
        (each) => ({ ...nodePacketFields(each), ...frameCounters(each) }),
      );
      return { TotalCount, List: { Packet: List } };
    },
  },
};
