import { assumptions } from "../assumptions";
import type { Gateway, Node } from "../entities";
import type { State } from "../state";
import { setOnline } from "./online";
import {
  decisiveReception,
  downlinkFrame,
  type Frame,
  joinAccept,
  joinRequest,
  type Packet,
  type Reception,
  uplinkFrame,
} from "./packet";
import { processEventOf, type Route, routeOf } from "./process";
import { datrOf, devAddrOf, freqOf, signalOf } from "./radio";
import type { Downlink, TrafficSeed, Transmission } from "./transmission";

const MAX_PACKETS = 100_000;
/** Maximum number of missed transmissions that each node sends at once after a period without calls. */
const MAX_OVERDUE = 10_000;
/** Identifier of the MAC command DeviceTimeReq, which a node sends with its first data. */
const DEVICE_TIME_REQUEST = 0x0d;

/** Makes a node send data periodically. */
export const addSender = (state: State, seed: TrafficSeed): void => {
  state.senders.push({ seed, nextMillis: state.now() + seed.everySeconds * 1000 });
};

/**
 * Sends all transmissions that are due. Runs before every call, so that each packet is processed with the state at its
 * transmission time.
 */
export const advanceTraffic = (state: State): void => {
  const now = state.now();
  for (const sender of state.senders) {
    const interval = sender.seed.everySeconds * 1000;
    const overdue = Math.floor((now - sender.nextMillis) / interval) - MAX_OVERDUE;
    if (overdue > 0) sender.nextMillis += overdue * interval;
    for (; sender.nextMillis <= now; sender.nextMillis += interval)
      transmit(state, sender.seed, sender.nextMillis);
  }
};

/**
 * Sends data from a node. Only gateways in an account receive the data, and each of them goes online. A node joins the
 * network before it first sends data.
 */
export const transmit = (
  state: State,
  { devEui, gwEuis, fPort = 1, content }: Transmission,
  at: number,
): void => {
  const route = routeOf(state, devEui.toLowerCase());
  const [best, ...others] = receptionsOf(state, route, gwEuis);
  if (!best) return;
  const receptions: Packet["receptions"] = [best, ...others];
  const decisive = decisiveReception({ receptions });
  const isValid = decisive.event === "SUCCESS";
  if (!route.node?.session) {
    const frame = joinRequest(route.permission?.joinEui ?? "", route.devEui, at & 0xffff);
    log(state, route, "UPLINK", receptions, at, frame);
    if (isValid) join(state, route, decisive.gwEui, at);
  }
  const { node } = route;
  if (!node?.session) return;
  const frameCount = node.session.fcntUp++;
  const frame = uplinkFrame({
    devAddr: node.session.devAddr,
    frameCount,
    fPort,
    content: content ?? frameCount.toString(16).padStart(4, "0"),
    macCommands: frameCount === 0 ? [DEVICE_TIME_REQUEST] : [],
  });
  log(state, route, "UPLINK", receptions, at, frame);
  if (!isValid) return;
  node.session.gwEui = decisive.gwEui;
  for (const downlink of node.queue.splice(0)) sendDownlink(state, route, downlink, at);
};

/** Queues data for a node until its next uplink. A joined node of class B or C receives the data immediately. */
export const queueDownlink = (state: State, node: Node, downlink: Downlink): void => {
  const route = routeOf(state, node.id);
  const listens = route.permission?.classMode === "B" || route.permission?.classMode === "C";
  if (node.session && listens) sendDownlink(state, route, downlink, state.now());
  else node.queue.push(downlink);
};

const receptionsOf = (state: State, route: Route, gwEuis: readonly string[]): Reception[] =>
  [...new Set(gwEuis.map((each) => each.toLowerCase()))]
    .map((gwEui) => state.gateways.get(gwEui))
    .filter((gateway) => gateway !== undefined)
    .map((gateway) => receptionOf(state, route, gateway))
    .sort((one, other) => other.lsnr - one.lsnr || other.rssi - one.rssi);

const receptionOf = (state: State, route: Route, gateway: Gateway): Reception => ({
  gwEui: gateway.id,
  gwOwner: gateway.account,
  freqBandPlanGroupId: Number(gateway.attributes.FreqBandPlanGroupId),
  ...signalOf(gateway.id, route.devEui),
  event: processEventOf(state, route, gateway),
});

const join = (state: State, route: Route, gwEui: string, at: number): void => {
  if (!route.node) return;
  const devAddr = devAddrOf(route.devEui, at);
  route.node.session = { devAddr, joinMillis: at, gwEui, fcntUp: 0, fcntDown: 0 };
  logDownlink(state, route, gwEui, at, joinAccept(devAddr, at & 0xffff, route.permission?.rxDelay ?? 1));
};

const sendDownlink = (
  state: State,
  route: Route,
  { fPort, content, confirmed }: Downlink,
  at: number,
): void => {
  const session = route.node?.session;
  if (!session) return;
  const frameCount = session.fcntDown++;
  const frame = downlinkFrame({ devAddr: session.devAddr, frameCount, fPort, content }, confirmed);
  logDownlink(state, route, session.gwEui, at, frame);
};

const logDownlink = (state: State, route: Route, gwEui: string, at: number, frame: Frame): void => {
  const gateway = state.gateways.get(gwEui);
  if (gateway) log(state, route, "DOWNLINK", [receptionOf(state, route, gateway)], at, frame);
};

const log = (
  state: State,
  { devEui, node, group, permission }: Route,
  direction: Packet["direction"],
  receptions: Packet["receptions"],
  logMillis: number,
  frame: Frame,
): void => {
  const { freqBandPlanGroupId, lsnr } = decisiveReception({ receptions });
  state.packets.push({
    ...frame,
    direction,
    devEui,
    devAddr: node?.session?.devAddr,
    nodeOwner: group?.account,
    groupId: group?.id,
    joinPermissionId: permission?.id,
    classMode: permission?.classMode,
    receptions,
    logMillis,
    freq: freqOf(freqBandPlanGroupId, direction, frame.fcntUp ?? frame.fcntDown ?? 0),
    datr: datrOf(lsnr),
  });
  if (state.packets.length > MAX_PACKETS) state.packets = state.packets.slice(MAX_PACKETS / 10);
  for (const { gwEui } of receptions) countPacket(state, gwEui, logMillis);
};

/**
 * Counts a packet of a gateway and marks the gateway online. Notifies the account if the gateway exceeds the hourly
 * packet limit.
 */
const countPacket = (state: State, gwEui: string, millis: number): void => {
  const gateway = state.gateways.get(gwEui);
  if (!gateway) return;
  setOnline(state, gateway, true, millis);
  const window = Math.floor(millis / assumptions.dataflowWindowMs);
  const count = gateway.dataflow.window === window ? gateway.dataflow.count + 1 : 1;
  gateway.dataflow = { window, count };
  if (count !== assumptions.dataflowLimit + 1) return;
  const alarmDetail = `more than ${assumptions.dataflowLimit} packets in an hour`;
  state.notify(gateway.account, { category: "GATEWAY_DATAFLOW_LIMIT", gwEui, alarmDetail }, millis);
};
