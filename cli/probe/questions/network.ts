import { propertiesOf } from "../../../provider/client/plain";
import { Open } from "../open";
import { type Answers, errorCode, lacking } from "../question";
import type { Session } from "../session";
import { MINUTE_MS, minutes, type Questions } from "./questions";

const UNKNOWN = "999999999999999";
const DAY_MS = 24 * 60 * MINUTE_MS;

/** What a second change of the isolation state shows. */
interface Isolation {
  readonly pauseMinutes: number;
  readonly code: string;
}

/** Sets the isolation state to its current value, twice, once per run: it cannot be changed for a time afterwards. */
const isolationOf = async (session: Session): Promise<Isolation> => {
  const { first, provided } = session;
  const known = provided.shared.get("isolation");
  if (known !== undefined) return known as Isolation;
  const read = async () => propertiesOf(await first.data("GetUserNetProfileDescription"));
  const { Isolated, IsoUpdatedRemainingSec } = await read();
  if (typeof Isolated !== "boolean" || Number(IsoUpdatedRemainingSec) > 0)
    throw new Open("the isolation state of the account was changed a short time ago");
  await first.data("UpdateUserIsolationState", { Isolated });
  const remaining = Number((await read()).IsoUpdatedRemainingSec);
  const { code } = await first.ask("UpdateUserIsolationState", { Isolated });
  const measured = { pauseMinutes: Math.round(remaining / 60), code };
  provided.shared.set("isolation", measured);
  return measured;
};

/** Answers that are the number of minutes by which the days of statistics begin before midnight UTC. */
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

/** Questions about the network of an account, its statistics and its orders of tuples. */
export const networkQuestions = {
  nodeTuplesNotAccepted: {
    text: "With which error does the download of node tuples fail that the vendor has not issued?",
    effect: "reads",
    needs: ["nodeTupleOrder"],
    answers: errorCode("it", "NonExistent", "GatewayTupleOrderNotAccepted", "NotResourceOwner"),
    ask: async ({ first }) => {
      const filter = { Offset: 0, Limit: 1, "State.1": "APPLYING" };
      const OrderId = await first.field("ListNodeTupleOrders", filter, "OrderId");
      if (OrderId === undefined) throw lacking("nodeTupleOrder");
      return first.code("GetNodeTuplesDownloadUrl", { OrderId: String(OrderId) });
    },
  },
  timeZoneMs: {
    text: "When do the days of statistics begin?",
    effect: "reads",
    needs: ["traffic"],
    answers: minutesBeforeMidnight,
    ask: askTimeZone,
  },
  isolationPauseMs: {
    text: "For how long can the isolation state of the account not be changed again?",
    effect: "costs",
    answers: minutes("it cannot be changed for", [24 * 60, 60, 0]),
    ask: async (session) => String((await isolationOf(session)).pauseMinutes),
  },
  isolationTooSoon: {
    text: "With which error does a second change of the isolation state fail?",
    effect: "costs",
    answers: errorCode("it", "ForbiddenByRiskControl", "NotResourceOwner", "Abandoned"),
    ask: async (session) => (await isolationOf(session)).code,
  },
  localConfigOfOthers: {
    text: "With which error does a read of an unknown task for a local configuration fail?",
    effect: "reads",
    answers: errorCode("it", "NonExistent", "NotResourceOwner"),
    ask: async ({ first }) => first.code("GetLocalConfigSyncTask", { TaskId: UNKNOWN }),
  },
  localConfigTaskStates: {
    text: "Which states does a task for a local configuration have?",
    unanswerable: "a node that sends data after the task is submitted",
  },
  dataflowLimit: {
    text: "After how many packets does the account of a gateway receive a notification?",
    unanswerable: "a gateway that receives more packets than that",
  },
  dataflowWindowMs: {
    text: "In which period are the packets of a gateway counted for this notification?",
    unanswerable: "a gateway that receives as many packets, at different rates",
  },
  gatewayTupleLimit: {
    text: "How many gateway tuples can an account order?",
    unanswerable: "an order of more tuples, which the service carries out, and bills, if the limit is higher",
  },
  nodeTupleLimit: {
    text: "How many node tuples can an account order?",
    unanswerable: "an order of more tuples, which the service carries out, and bills, if the limit is higher",
  },
  kpmTupleType: {
    text: "Which type do the tuples have that a key management system orders?",
    unanswerable: "an account that orders tuples for a key management system",
  },
} as const satisfies Questions;
