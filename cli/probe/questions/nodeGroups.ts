import { propertiesOf } from "../../../provider/client/plain";
import { Open } from "../open";
import { errorCode, oneOf, trueOrFalse } from "../question";
import type { Questions } from "./questions";

const FOREIGN = ["NonExistent", "NotResourceOwner"];
const OF_BINDING = ["JoinPermissionDoesNotExist", ...FOREIGN];

/** A topic of a message queue, which need not exist: a node group of the probe has no nodes. */
const topic = { UplinkRegionName: "cn-shanghai", UplinkTopic: "probe" };
/** A product of the IoT Platform, which need not exist either. */
const product = { ProductType: "IOT_SUITE", ProductName: "probe", ProductKey: "a1b2c3d4e5f" };

/** Questions about node groups, their bindings and their data dispatch. */
export const nodeGroupQuestions = {
  bindNotRented: {
    text: "With which error does the binding of a join permission fail that the account does not rent?",
    effect: "creates",
    answers: errorCode("it", ...OF_BINDING),
    ask: async ({ first }) => {
      const JoinPermissionId = await first.create("local");
      return first.tryToCreate("binding", { NodeGroupId: await first.create("group"), JoinPermissionId });
    },
  },
  unbindNotBound: {
    text: "With which error does the unbinding of a join permission fail that is not bound to the node group?",
    effect: "creates",
    answers: errorCode("it", ...OF_BINDING),
    ask: async ({ first }) => {
      const JoinPermissionId = await first.create("local");
      const pair = { NodeGroupId: await first.create("group"), JoinPermissionId };
      return first.code("UnbindJoinPermissionFromNodeGroup", pair);
    },
  },
  nodeGroupOfOthers: {
    text: "With which error does GetNodeGroup fail for a node group of another account?",
    effect: "creates",
    needs: ["secondAccount"],
    answers: errorCode("it", ...FOREIGN),
    ask: async ({ first, second }) =>
      second.code("GetNodeGroup", { NodeGroupId: await first.create("group") }),
  },
  chinese: {
    text: "Which Chinese characters can a name contain?",
    effect: "creates",
    answers: oneOf({
      none: [/[\u4e00-\u9fa5]/, "those of Unicode 1.1, up to U+9FA5"],
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
    text: "Do the Fuzzy filters of lists ignore case?",
    effect: "creates",
    answers: trueOrFalse("they ignore case", "case matters"),
    ask: async (session) => {
      const NodeGroupName = session.name("Ab");
      await session.first.create("group", { NodeGroupName });
      const count = async (FuzzyName: string) => session.first.data("CountNodeGroups", { FuzzyName });
      if ((await count(NodeGroupName)) !== 1) throw new Open("the filter does not find the name itself");
      return String((await count(NodeGroupName.toLowerCase())) === 1);
    },
  },
  dataDispatchEnabled: {
    text: "Is the data dispatch of a new node group enabled?",
    effect: "creates",
    answers: trueOrFalse("it is enabled", "it is disabled"),
    ask: async ({ first }) => {
      const NodeGroupId = await first.create("group");
      return String(await first.field("GetNodeGroup", { NodeGroupId }, "DataDispatchEnabled"));
    },
  },
  destinations: {
    text: "Which names of the message queue does UpdateDataDispatchConfig accept, and which do reads return?",
    effect: "creates",
    answers: oneOf({
      "ONS as ONS, MQ as ONS": [{ IOT: "IOT", ONS: "ONS", MQ: "ONS" }, "ONS and MQ; reads return ONS"],
      "ONS as ONS": [{ IOT: "IOT", ONS: "ONS" }, "only ONS"],
      "MQ as ONS": [{ IOT: "IOT", MQ: "ONS" }, "only MQ; reads return ONS"],
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
    text: "Is the debug switch of a data dispatch on if a later configuration does not contain it?",
    effect: "creates",
    answers: trueOrFalse("it is on", "it is off"),
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
    text: "With which error does enabling the data dispatch of another account's node group fail?",
    effect: "creates",
    needs: ["secondAccount"],
    answers: errorCode("it", ...FOREIGN),
    ask: async ({ first, second }) => {
      const NodeGroupId = await first.create("group");
      return second.code("UpdateDataDispatchEnablingState", { NodeGroupId, DataDispatchEnabled: true });
    },
  },
} as const satisfies Questions;
