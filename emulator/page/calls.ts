import type { CallRecord } from "../emulator";
import type { Heading, Row } from "./table";

const NEWEST = 50;
/** An action's name comes from whoever calls, so it may be anything. */
const LONGEST = 80;

const columns: readonly Heading[] = [
  { key: "at", title: "Time", as: "time" },
  { key: "account", title: "Account" },
  { key: "action", title: "Action" },
  { key: "about", title: "About" },
  { key: "code", title: "Code", mark: "outcome" },
  { key: "requestId", title: "RequestId", as: "code" },
];

export const callTable = { key: "calls", title: "Last calls", id: "requestId", columns };

/** Parameters that say what a call is about, and what to call that. No other parameter is ever shown. */
const ids: Readonly<Record<string, string>> = {
  OrderId: "order",
  NodeGroupId: "node group",
  JoinPermissionId: "join permission",
  GwEui: "gateway",
  DevEui: "node",
  NotificationId: "notification",
  GroupId: "band",
};
const names = ["JoinPermissionName", "NodeGroupName", "Name", "FuzzyName", "FuzzyJoinPermissionName"];

const about = (parameters: CallRecord["parameters"]): string | undefined => {
  const byId = Object.entries(ids)
    .filter(([parameter]) => parameters[parameter])
    .map(([parameter, kind]) => `${kind} ${parameters[parameter]}`);
  const byName = names.filter((parameter) => parameters[parameter]).map((each) => `“${parameters[each]}”`);
  return [...byId, ...byName].join(", ") || undefined;
};

const outcome = (code: string): string => {
  if (code === "OK") return "done";
  return code.startsWith("Throttling") ? "refused" : "failed";
};

const clip = (text: string | undefined): string | undefined =>
  text !== undefined && text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;

/** The newest calls, newest first. */
export const callRows = (calls: readonly CallRecord[]): Row[] =>
  calls
    .slice(-NEWEST)
    .reverse()
    .map(({ at, account, action, parameters, code, requestId }) => ({
      requestId,
      at,
      account,
      action: clip(action) || undefined,
      about: clip(about(parameters)),
      code: clip(code),
      outcome: outcome(code),
    }));
