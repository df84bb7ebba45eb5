import { randomBytes } from "node:crypto";
import { propertiesOf } from "../../../provider/client/plain";
import type { Effect } from "../effect";
import { lacking, type Need, oneOf, type Question } from "../question";
import type { Caller, Session } from "../session";
import type { Questions } from "./questions";

const FIRST = { Offset: 0, Limit: 1 };
const UNKNOWN = "999999999999999";

/** Throws `Open` if the account has one of the features. */
const checkLacks = async (first: Caller, features: readonly string[], need: Need): Promise<void> => {
  const activated = await first.data("ListActivatedFeatures");
  const list = Array.isArray(activated) ? activated : propertiesOf(activated).Feature;
  if (!Array.isArray(list) || features.some((each) => list.includes(each))) throw lacking(need);
};

const isRefused = (code: string): boolean => code === "FeatureNotActivated";

/** A question about the feature that actions require, to an account that lacks it. The call names an unknown object. */
const requires = (
  feature: string,
  need: Need,
  effect: Effect,
  action: string,
  parameters: Readonly<Record<string, string | number | boolean>>,
): Question => ({
  text: `Does ${action} need the feature ${feature}?`,
  effect,
  needs: [need],
  answers: oneOf({
    required: [feature, `it fails with FeatureNotActivated without ${feature}`],
    none: [undefined, `it works without ${feature}`],
  }),
  ask: async ({ first }) => {
    await checkLacks(first, [feature], need);
    return isRefused((await first.ask(action, parameters)).code) ? "required" : "none";
  },
});

/** Questions about the features that actions require. */
export const featureQuestions = {
  featureOfGateways: requires("GATEWAY", "noGatewayFeature", "reads", "ListGateways", FIRST),
  featureOfNodes: requires("NODE", "noNodeFeature", "reads", "ListNodesByNodeGroupId", {
    ...FIRST,
    NodeGroupId: UNKNOWN,
  }),
  featureOfNotifications: requires(
    "NOTIFICATION",
    "noNotificationFeature",
    "creates",
    "UpdateNotificationsHandleState",
    { "NotificationId.1": UNKNOWN, TargetHandleState: "HANDLED" },
  ),
  featureOfTuples: {
    text: "Which features do the lists of tuple orders need?",
    effect: "reads",
    needs: ["noTupleFeatures"],
    answers: oneOf({
      "gateway node": [{ GATEWAY: "GATEWAY_TUPLE", NODE: "NODE_TUPLE" }, "each needs its own feature"],
      gateway: [{ GATEWAY: "GATEWAY_TUPLE" }, "only the list of gateway tuples needs one"],
      node: [{ NODE: "NODE_TUPLE" }, "only the list of node tuples needs one"],
      none: [{}, "neither needs one"],
    }),
    ask: async ({ first }: Session) => {
      await checkLacks(first, ["GATEWAY_TUPLE", "NODE_TUPLE"], "noTupleFeatures");
      const refused: string[] = [];
      for (const [device, action] of [
        ["gateway", "ListGatewayTupleOrders"],
        ["node", "ListNodeTupleOrders"],
      ] as const)
        if (isRefused((await first.ask(action, FIRST)).code)) refused.push(device);
      return refused.join(" ") || "none";
    },
  },
  featureOfCommands: requires("UNICAST", "noCommandFeature", "creates", "SendUnicastCommand", {
    DevEui: randomBytes(8).toString("hex"),
    FPort: 1,
    Content: "00",
  }),
  featureOfLocalConfigs: requires("D2D", "noLocalConfigFeature", "reads", "GetLocalConfigSyncTask", {
    TaskId: UNKNOWN,
  }),
  featureOfReturn: {
    text: "Which feature does the return of a join permission require?",
    unanswerable: "an account that rents a join permission and has lost the feature since",
  },
} as const satisfies Questions;
