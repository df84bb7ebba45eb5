import { propertiesOf } from "../../../provider/client/plain";
import { Open } from "../open";
import { type Answers, errorCode, lacking } from "../question";
import type { Session } from "../session";
import { MINUTE_MS, minutes, type Questions } from "./questions";

const UNKNOWN = "999999999999999";
const DAY_MS = 24 * 60 * MINUTE_MS;

/** Result of changing the isolation state twice. */
interface Isolation {
  readonly pauseMinutes: number;
  readonly code: string;
}

/**
 * Sets the isolation state to its current value twice. Runs once per command, because the service then rejects changes
 * to the state for some time.
 */
const isolationOf = async (session: Session): Promise<Isolation> => {
  const { first, provided } = session;
  const known = provided.shared.get("isolation");
  if (known !== undefined) return known as Isolation;
  const read = async () => propertiesOf(await first.data("GetUserNetProfileDescription"));
  const { Isolated, IsoUpdatedRemainingSec } = await read();
  if (typeof Isolated !== "boolean" || Number(IsoUpdatedRemainingSec) > 0)
    throw new Open("the isolation state of the account was changed recently");
  await first.data("UpdateUserIsolationState", { Isolated });
  const remaining = Number((await read()).IsoUpdatedRemainingSec);
  const { code } = await first.ask("UpdateUserIsolationState", { Isolated });
  const measured = { pauseMinutes: Math.round(remaining / 60), code };
  provided.shared.set("isolation", measured);
  return measured;
};

/** Answers: how many minutes before midnight UTC the days in statistics begin. */
const minutesBeforeMidnight: Answers = {
  examples: ["480", "0", "540"],
  meaningOf: (answer) =>
    /^\d+$/.test(answer)
      ? { value: Number(answer) * MINUTE_MS, meaning: `a day begins ${answer} min before midnight UTC` }
      : undefined,
};

const askTimeZone = async ({ first, clock }: Session): Promise<string> => {
  const { List } = propertiesOf(await first.data("ListNodeGroups", { Offset: 0, Limit: 20 }));
  const now = clock.now();
  const period = { BeginMillis: now - 7 * DAY_MS, EndMillis: now, TimeIntervalUnit: "INTERVAL_IN_DAYS" };
  for (const { NodeGroupId } of (Array.isArray(List) ? List : []).map(propertiesOf)) {
    const parameters = { NodeGroupId: String(NodeGroupId), ...period };
    const data = await first.data("ListNodeGroupTransferFlowStats", parameters);
    const [stat] = Array.isArray(data) ? data : [propertiesOf(data).FlowStat].flat();
    const { StatMillis } = propertiesOf(stat);
    if (StatMillis !== undefined)
      return String(((DAY_MS - (Number(StatMillis) % DAY_MS)) % DAY_MS) / MINUTE_MS);
  }
  throw lacking("traffic");
};

/** Questions about an account's network, statistics and tuple orders. */
export const networkQuestions = {
  nodeTuplesNotAccepted: {
    text: "Which error does GetNodeTuplesDownloadUrl return for an order that Alibaba Cloud has not accepted?",
    effect: "reads",
    needs: ["nodeTupleOrder"],
    answers: errorCode("NonExistent", "GatewayTupleOrderNotAccepted", "NotResourceOwner"),
    ask: async ({ first }) => {
      const filter = { Offset: 0, Limit: 1, "State.1": "APPLYING" };
      const OrderId = await first.field("ListNodeTupleOrders", filter, "OrderId");
      if (OrderId === undefined) throw lacking("nodeTupleOrder");
      return first.code("GetNodeTuplesDownloadUrl", { OrderId: String(OrderId) });
    },
  },
  timeZoneMs: {
    text: "At which time of day do the days in statistics begin?",
    effect: "reads",
    needs: ["traffic"],
    answers: minutesBeforeMidnight,
    ask: askTimeZone,
  },
  isolationPauseMs: {
    text: "After a change, how long does the service reject further changes to the isolation state?",
    effect: "costs",
    answers: minutes("it rejects changes for", [24 * 60, 60, 0]),
    ask: async (session) => String((await isolationOf(session)).pauseMinutes),
  },
  isolationTooSoon: {
    text: "Which error does UpdateUserIsolationState return soon after a change?",
    effect: "costs",
    answers: errorCode("ForbiddenByRiskControl", "NotResourceOwner", "Abandoned"),
    ask: async (session) => (await isolationOf(session)).code,
  },
  localConfigOfOthers: {
    text: "Which error does GetLocalConfigSyncTask return for an unknown task?",
    effect: "reads",
    answers: errorCode("NonExistent", "NotResourceOwner"),
    ask: async ({ first }) => first.code("GetLocalConfigSyncTask", { TaskId: UNKNOWN }),
  },
  localConfigTaskStates: {
    text: "Which states does a local configuration task go through?",
    unanswerable: "a node that sends data after the task is submitted",
  },
  dataflowLimit: {
    text: "After how many packets of a gateway does the service notify the account?",
    unanswerable: "a gateway that receives more packets than the limit",
  },
  dataflowWindowMs: {
    text: "Over which period does the service count the packets of a gateway for this notification?",
    unanswerable: "a gateway that exceeds the packet limit, at different rates",
  },
  gatewayTupleLimit: {
    text: "How many gateway tuples can an account order?",
    unanswerable:
      "an order that exceeds the assumed limit, which the service fulfills and bills if the limit is higher",
  },
  nodeTupleLimit: {
    text: "How many node tuples can an account order?",
    unanswerable:
      "an order that exceeds the assumed limit, which the service fulfills and bills if the limit is higher",
  },
  kpmTupleType: {
    text: "What is the type of tuples that are ordered for a key management system?",
    unanswerable: "an account that orders tuples for a key management system",
  },
} as const satisfies Questions;
