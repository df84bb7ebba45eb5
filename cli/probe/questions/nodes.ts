import { assumptions } from "../../../emulator/assumptions";
import { propertiesOf } from "../../../provider/client/plain";
import { Open } from "../open";
import { errorCode, oneOf } from "../question";
import type { Session } from "../session";
import { byWins, fieldsLike, fieldsOf, inGroup, ordersOf, wrongPin } from "./devices";
import type { Questions } from "./questions";

const FIRST = { Offset: 0, Limit: 1 };
/** Id of a node group that no account has, because node group ids are shorter. */
const NO_GROUP = "999999999999999";

/** The checks of AddNodeToGroup, with the error code and the corresponding checks of the emulator. */
const checks = {
  group: { code: "NodeGroupDoesNotExist", checks: ["group", "lock"] },
  pinCode: { code: "InvalidPinCode", checks: ["node", "pinCode"] },
  membership: { code: "NodeAlreadyAdded", checks: ["membership"] },
} as const;
type Check = keyof typeof checks;
const checkNames = Object.keys(checks) as Check[];

/** Finds the order of the checks in AddNodeToGroup with requests that fail two checks each. */
const askOrder = async (session: Session): Promise<string> => {
  const { eui: DevEui, pinCode } = session.device("node");
  const winnerOf = async (NodeGroupId: string, PinCode: string): Promise<string> => {
    const { code } = await session.first.patiently("AddNodeToGroup", { DevEui, NodeGroupId, PinCode });
    const winner = checkNames.find((each) => checks[each].code === code);
    if (winner === undefined)
      throw new Open(`AddNodeToGroup returned ${code} for a request that fails two checks`);
    return winner;
  };
  const outsideOfGroup = await winnerOf(NO_GROUP, wrongPin(pinCode));
  await inGroup(session);
  const other = await session.first.create("group");
  const winners = [
    outsideOfGroup,
    await winnerOf(NO_GROUP, pinCode),
    await winnerOf(other, wrongPin(pinCode)),
  ];
  return byWins(checkNames, winners).join(" ");
};

/** Questions about nodes. All but one require a node that the user provides. */
export const nodeQuestions = {
  addNodeChecks: {
    text: "In which order does AddNodeToGroup check the node's group, PIN and membership?",
    effect: "costs",
    needs: ["node"],
    answers: oneOf(
      Object.fromEntries(
        ordersOf(checkNames).map((order) => [
          order.join(" "),
          [
            [...order.flatMap((each) => checks[each as Check].checks), "limit"],
            `it checks ${order.join(", then ")}`,
          ],
        ]),
      ),
    ),
    ask: askOrder,
  },
  removeNodeNotInGroup: {
    text: "Which error does RemoveNodeFromGroup return for a node that is not in the group?",
    effect: "costs",
    needs: ["node"],
    answers: errorCode("NonExistent", "NodeDoesNotExist", "NotResourceOwner"),
    ask: async (session) => {
      const NodeGroupId = await session.first.create("group");
      return session.first.code("RemoveNodeFromGroup", { NodeGroupId, DevEui: session.device("node").eui });
    },
  },
  nodeOfOthers: {
    text: "Which error does UpdateNodeEnablingState return for another account's node?",
    effect: "costs",
    needs: ["node", "secondAccount"],
    answers: errorCode("NonExistent", "NotResourceOwner", "NodeDoesNotExist"),
    ask: async (session) => {
      const { DevEui } = await inGroup(session);
      return session.second.code("UpdateNodeEnablingState", { DevEui, IsEnable: true });
    },
  },
  nodesOfOthers: {
    text: "What does ListNodesByNodeGroupId return for a node group that does not belong to the account?",
    effect: "reads",
    answers: oneOf({
      empty: [[], "an empty list"],
      nodes: [[{ id: "dddd000000000001", groupId: NO_GROUP, createMillis: 0 }], "nodes"],
    }),
    ask: async ({ first }) => {
      const { code, data } = await first.ask("ListNodesByNodeGroupId", { ...FIRST, NodeGroupId: NO_GROUP });
      if (code === "FeatureNotActivated" || code === "CloudProductNotActivated")
        throw new Open(`ListNodesByNodeGroupId failed with ${code}`);
      if (code !== "OK") return code;
      return Number(propertiesOf(data).TotalCount) === 0 ? "empty" : "nodes";
    },
  },
  nodeState: {
    text: "What is the state of a node that has never joined?",
    effect: "costs",
    needs: ["node"],
    answers: fieldsLike(assumptions.nodeState),
    ask: async (session) => {
      const { NodeGroupId } = await inGroup(session);
      const { List } = propertiesOf(
        await session.first.data("ListNodesByNodeGroupId", { ...FIRST, NodeGroupId }),
      );
      const node = propertiesOf(Array.isArray(List) ? List[0] : undefined);
      return fieldsOf(node, Object.keys(assumptions.nodeState));
    },
  },
  deleteGroupWithNodes: {
    text: "What happens to the nodes of a deleted node group?",
    effect: "costs",
    needs: ["node"],
    answers: oneOf({
      OK: ["removesNodes", "they no longer belong to a group"],
      NodeAlreadyAdded: ["keepsNodes", "they cannot be added to another group"],
    }),
    ask: async (session) => {
      const { DevEui, NodeGroupId } = await inGroup(session);
      const code = await session.first.code("DeleteNodeGroup", { NodeGroupId });
      if (code !== "OK") return code;
      const other = await session.first.create("group");
      const { pinCode: PinCode } = session.device("node");
      return session.first.tryToCreate("node", { DevEui, NodeGroupId: other, PinCode });
    },
  },
} as const satisfies Questions;
