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

/**
 * Returns a question that checks whether an action requires a feature. The question calls the action with the id of an
 * unknown object, in an account without the feature.
 */
const requires = (
  feature: string,
  need: Need,
  effect: Effect,
  action: string,
  parameters: Readonly<Record<string, string | number | boolean>>,
): Question => ({
  text: `Does ${action} require the feature ${feature}?`,
  effect,
  needs: [need],
  answers: oneOf({
    required: [feature, `it fails with FeatureNotActivated without ${feature}`],
    none: [undefined, `it does not require ${feature}`],
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
    text: "Which features do ListGatewayTupleOrders and ListNodeTupleOrders require?",
    effect: "reads",
    needs: ["noTupleFeatures"],
    answers: oneOf({
      "gateway node": [
        { GATEWAY: "GATEWAY_TUPLE", NODE: "NODE_TUPLE" },
        "GATEWAY_TUPLE and NODE_TUPLE, respectively",
      ],
      gateway: [{ GATEWAY: "GATEWAY_TUPLE" }, "only ListGatewayTupleOrders requires a feature"],
      node: [{ NODE: "NODE_TUPLE" }, "only ListNodeTupleOrders requires a feature"],
      none: [{}, "neither requires a feature"],
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
    text: "Which feature does ReturnJoinPermission require?",
    unanswerable: "an account that rents a join permission and no longer has the feature",
  },
} as const satisfies Questions;
