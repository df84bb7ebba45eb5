import type { CallRecord } from "../emulator";
import type { ColumnHeader, Row } from "./table";

const MAX_CALLS = 50;
/** Maximum length of a cell. Limits the width of the table, because a caller can send an action name of any length. */
const MAX_LENGTH = 80;

const columns: readonly ColumnHeader[] = [
  { key: "at", title: "Time", format: "time" },
  { key: "account", title: "Account" },
  { key: "action", title: "Action" },
  { key: "about", title: "Target" },
  { key: "code", title: "Code", badge: "outcome" },
  { key: "requestId", title: "RequestId", format: "code" },
];

/** Definition of the table of recent calls. */
export const callTable = { key: "calls", title: "Recent calls", id: "requestId", columns };

/**
 * Parameters that contain the id of a call's target, with the type of the target. Apart from names, the page shows only
 * these parameters.
 */
const idParameters: Readonly<Record<string, string>> = {
  OrderId: "order",
  NodeGroupId: "node group",
  JoinPermissionId: "join permission",
  GwEui: "gateway",
  DevEui: "node",
  NotificationId: "notification",
  GroupId: "band",
};
const nameParameters = [
  "JoinPermissionName",
  "NodeGroupName",
  "Name",
  "FuzzyName",
  "FuzzyJoinPermissionName",
];

const targetOf = (parameters: CallRecord["parameters"]): string | undefined => {
  const byId = Object.entries(idParameters)
    .filter(([parameter]) => parameters[parameter])
    .map(([parameter, type]) => `${type} ${parameters[parameter]}`);
  const byName = nameParameters
    .filter((parameter) => parameters[parameter])
    .map((each) => `“${parameters[each]}”`);
  return [...byId, ...byName].join(", ") || undefined;
};

const outcomeOf = (code: string): string => {
  if (code === "OK") return "done";
  return code.startsWith("Throttling") ? "refused" : "failed";
};

const truncate = (text: string | undefined): string | undefined =>
  text !== undefined && text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH)}…` : text;

/** Rows of the most recent calls, newest first. */
export const callRows = (calls: readonly CallRecord[]): Row[] =>
  calls
    .slice(-MAX_CALLS)
    .reverse()
    .map(({ at, account, action, parameters, code, requestId }) => ({
      requestId,
      at,
      account,
      action: truncate(action) || undefined,
      about: truncate(targetOf(parameters)),
      code: truncate(code),
      outcome: outcomeOf(code),
    }));
