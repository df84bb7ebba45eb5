import { propertiesOf } from "../../../provider/client/plain";
import { Open } from "../open";
import { errorCode, oneOf, trueOrFalse } from "../question";
import type { Questions } from "./questions";

const FOREIGN = ["NonExistent", "NotResourceOwner"];
const OF_BINDING = ["JoinPermissionDoesNotExist", ...FOREIGN];

/** A message queue topic. The topic need not exist, because the probe's node groups contain no nodes. */
const topic = { UplinkRegionName: "cn-shanghai", UplinkTopic: "probe" };
/** An IoT Platform product, which also need not exist. */
const product = { ProductType: "IOT_SUITE", ProductName: "probe", ProductKey: "a1b2c3d4e5f" };

/** Questions about node groups, their bindings and their data dispatch. */
export const nodeGroupQuestions = {
  bindNotRented: {
    text: "Which error does BindJoinPermissionToNodeGroup return for a join permission that the account does not rent?",
    effect: "creates",
    answers: errorCode(...OF_BINDING),
    ask: async ({ first }) => {
      const JoinPermissionId = await first.create("local");
      return first.tryToCreate("binding", { NodeGroupId: await first.create("group"), JoinPermissionId });
    },
  },
  unbindNotBound: {
    text: "Which error does UnbindJoinPermissionFromNodeGroup return for a join permission that is not bound to the node group?",
    effect: "creates",
    answers: errorCode(...OF_BINDING),
    ask: async ({ first }) => {
      const JoinPermissionId = await first.create("local");
      const pair = { NodeGroupId: await first.create("group"), JoinPermissionId };
      return first.code("UnbindJoinPermissionFromNodeGroup", pair);
    },
  },
  nodeGroupOfOthers: {
    text: "Which error does GetNodeGroup return for another account's node group?",
    effect: "creates",
    needs: ["secondAccount"],
    answers: errorCode(...FOREIGN),
    ask: async ({ first, second }) =>
      second.code("GetNodeGroup", { NodeGroupId: await first.create("group") }),
  },
  chinese: {
    text: "Which Chinese characters can a name contain?",
    effect: "creates",
    answers: oneOf({
      none: [/[\u4e00-\u9fa5]/, "the ideographs in Unicode 1.1, up to U+9FA5"],
      "U+9FC0": [/[\u4e00-\u9fff]/, "the CJK Unified Ideographs block"],
      "U+9FC0 U+3400": [/[\u3400-\u4dbf\u4e00-\u9fff]/, "the CJK Unified Ideographs block and extension A"],
    }),
    ask: async (session) => {
      const accepted: string[] = [];
      for (const [label, character] of [
        ["U+9FC0", "\u9fc0"],
        ["U+3400", "\u3400"],
      ] as const) {
        const code = await session.first.tryToCreate("group", { NodeGroupName: session.name(character) });
        if (code === "OK") accepted.push(label);
        else if (code !== "InvalidName") throw new Open(`CreateNodeGroup failed with ${code}`);
      }
      return accepted.join(" ") || "none";
    },
  },
  fuzzyIgnoresCase: {
    text: "Do the Fuzzy filters of list actions ignore case?",
    effect: "creates",
    answers: trueOrFalse("they ignore case", "they are case-sensitive"),
    ask: async (session) => {
      const NodeGroupName = session.name("Ab");
      await session.first.create("group", { NodeGroupName });
      const count = async (FuzzyName: string) => session.first.data("CountNodeGroups", { FuzzyName });
      if ((await count(NodeGroupName)) !== 1) throw new Open("the filter does not match even the exact name");
      return String((await count(NodeGroupName.toLowerCase())) === 1);
    },
  },
  dataDispatchEnabled: {
    text: "Is data dispatch enabled for a new node group?",
    effect: "creates",
    answers: trueOrFalse("it is enabled", "it is disabled"),
    ask: async ({ first }) => {
      const NodeGroupId = await first.create("group");
      return String(await first.field("GetNodeGroup", { NodeGroupId }, "DataDispatchEnabled"));
    },
  },
  destinations: {
    text: "Which names of the message queue does UpdateDataDispatchConfig accept, and which name do read actions return?",
    effect: "creates",
    answers: oneOf({
      "ONS as ONS, MQ as ONS": [{ IOT: "IOT", ONS: "ONS", MQ: "ONS" }, "ONS and MQ; read actions return ONS"],
      "ONS as ONS": [{ IOT: "IOT", ONS: "ONS" }, "only ONS"],
      "MQ as ONS": [{ IOT: "IOT", MQ: "ONS" }, "only MQ; read actions return ONS"],
    }),
    ask: async ({ first }) => {
      const stored: string[] = [];
      for (const DataDispatchDestination of ["ONS", "MQ"]) {
        const NodeGroupId = await first.create("group");
        const config = { NodeGroupId, DataDispatchDestination, ...topic };
        const code = await first.code("UpdateDataDispatchConfig", config);
        if (code === "InvalidDataDispatchDestination") continue;
        if (code !== "OK") throw new Open(`UpdateDataDispatchConfig failed with ${code}`);
        const read = propertiesOf(await first.field("GetNodeGroup", { NodeGroupId }, "DataDispatchConfig"));
        stored.push(`${DataDispatchDestination} as ${read.Destination}`);
      }
      return stored.join(", ") || "neither";
    },
  },
  requiredForOns: {
    text: "Which parameters does UpdateDataDispatchConfig require for a message queue?",
    effect: "creates",
    answers: oneOf({
      "UplinkRegionName UplinkTopic": [["UplinkRegionName", "UplinkTopic"], "both are required"],
      UplinkRegionName: [["UplinkRegionName"], "the region is required"],
      UplinkTopic: [["UplinkTopic"], "the topic is required"],
      none: [[], "neither is required"],
    }),
    ask: async ({ first }) => {
      const NodeGroupId = await first.create("group");
      const required: string[] = [];
      for (const name of ["UplinkRegionName", "UplinkTopic"] as const) {
        const { [name]: _, ...rest } = topic;
        const config = { NodeGroupId, DataDispatchDestination: "ONS", ...rest };
        const code = await first.code("UpdateDataDispatchConfig", config);
        if (code === `Missing${name}`) required.push(name);
        else if (code !== "OK") throw new Open(`UpdateDataDispatchConfig failed with ${code}`);
      }
      return required.join(" ") || "none";
    },
  },
  defaultDebugSwitch: {
    text: "Does DebugSwitch stay on if a later call to UpdateDataDispatchConfig omits it?",
    effect: "creates",
    answers: trueOrFalse("it stays on", "it is turned off"),
    ask: async ({ first }) => {
      const NodeGroupId = await first.create("group");
      const config = { NodeGroupId, DataDispatchDestination: "IOT", ...product };
      await first.data("UpdateDataDispatchConfig", { ...config, DebugSwitch: true });
      await first.data("UpdateDataDispatchConfig", config);
      const read = propertiesOf(await first.field("GetNodeGroup", { NodeGroupId }, "DataDispatchConfig"));
      return String(propertiesOf(read.IotProduct).DebugSwitch);
    },
  },
  enableDispatchOfOthers: {
    text: "Which error does UpdateDataDispatchEnablingState return for another account's node group?",
    effect: "creates",
    needs: ["secondAccount"],
    answers: errorCode(...FOREIGN),
    ask: async ({ first, second }) => {
      const NodeGroupId = await first.create("group");
      return second.code("UpdateDataDispatchEnablingState", { NodeGroupId, DataDispatchEnabled: true });
    },
  },
} as const satisfies Questions;
