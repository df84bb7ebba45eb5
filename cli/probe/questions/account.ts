import { assumptions } from "../../../emulator/assumptions";
import { propertiesOf } from "../../../provider/client/plain";
import { Open } from "../open";
import { type Answers, type Assumption, errorCode, number, oneOf, type Question } from "../question";
import type { Questions } from "./questions";

const FIRST = { Offset: 0, Limit: 1 };

/** Read actions that the vendor does not relate to an IoT instance, with their parameters. */
const readsOfAccount: Readonly<Record<string, Record<string, string | number>>> = {
  CheckUserChargeStatus: {},
  CheckCloudProductOpenStatus: { ServiceCode: "linkwan" },
  GetUserLicense: {},
  ListActivatedFeatures: {},
  ListFreqBandPlanGroups: {},
  GetFreqBandPlanGroup: { GroupId: 101 },
  ListNotifications: FIRST,
  CountNotifications: {},
  CountGatewayTupleOrders: {},
  CountNodeTupleOrders: {},
  DescribeRegions: {},
  GetUserNetProfileDescription: {},
};

/** Answers: the action that fails, or `none`. */
const refused: Answers = {
  examples: ["none", ...Object.keys(readsOfAccount)],
  meaningOf: (answer) => {
    if (answer === "none")
      return { value: assumptions.actionsOfAccount, meaning: "all of these actions succeed" };
    const value = assumptions.actionsOfAccount.filter((each) => each !== answer);
    return value.length < assumptions.actionsOfAccount.length
      ? { value, meaning: `all of these actions except ${answer} succeed` }
      : undefined;
  },
};

const SERVICE_CODES = ["linkwan", "LinkWAN", "iot"];

const limit = (assumption: Assumption, field: string, what: string): Question => ({
  text: `How many ${what} can an account have?`,
  effect: "reads",
  answers: number("the limit", Number(assumptions[assumption]), 10),
  ask: async ({ first }) => {
    const value = propertiesOf(await first.data("GetUserLicense"))[field];
    if (typeof value !== "number") throw new Open(`GetUserLicense returns no ${field}`);
    return String(value);
  },
});

/** License fields that have their own question or a documented value. */
const KNOWN_FIELD = /^(LocalJoinPermission|RoamingJoinPermission|Gateway|Node)(Limit|Count)$|^Oui$/;

/** Questions about the account and its service state. */
export const accountQuestions = {
  otherInstance: {
    text: "Which error does a call with the id of another IoT instance return?",
    effect: "reads",
    answers: errorCode("GatewayInstanceInvalid", "NonExistent", "NotResourceOwner"),
    ask: async ({ first }) => first.code("ListNodeGroups", { ...FIRST, IotInstanceId: "iot-of-the-probe" }),
  },
  actionsWithoutInstance: {
    text: "If the IoT instance has an id, do actions that do not accept the id succeed?",
    effect: "reads",
    needs: ["instance"],
    answers: oneOf({
      OK: ["work", "they succeed"],
      GatewayInstanceInvalid: ["fail", "they fail with GatewayInstanceInvalid"],
    }),
    ask: async ({ first }) => first.code("CountRentedJoinPermissions"),
  },
  actionsOfAccount: {
    text: `If actions that do not accept the IoT instance id fail, which of ${Object.keys(readsOfAccount).join(", ")} succeed?`,
    effect: "reads",
    needs: ["instance"],
    given: { actionsWithoutInstance: "fail" },
    answers: refused,
    ask: async ({ first }) => {
      const code = await first.code("CountRentedJoinPermissions");
      if (code === "OK")
        throw new Open("actions that do not accept the IoT instance id succeed in this account");
      const failed: string[] = [];
      for (const [action, parameters] of Object.entries(readsOfAccount))
        if ((await first.code(action, parameters)) === code) failed.push(action);
      return failed.join(" ") || "none";
    },
  },
  localJoinPermissionLimit: limit(
    "localJoinPermissionLimit",
    "LocalJoinPermissionLimit",
    "LOCAL join permissions",
  ),
  gatewayLimit: limit("gatewayLimit", "GatewayLimit", "gateways"),
  nodeLimit: limit("nodeLimit", "NodeLimit", "nodes"),
  licenseOfTheRest: {
    text: "What are the values of the other limits and counters in the account's license?",
    effect: "reads",
    answers: number("every value", 0, 1),
    ask: async ({ first }) => {
      const license = Object.entries(propertiesOf(await first.data("GetUserLicense"))).filter(
        ([name, value]) => typeof value === "number" && !KNOWN_FIELD.test(name),
      );
      const [[, value] = ["", 0]] = license;
      return license.every(([, other]) => other === value)
        ? String(value)
        : license.map(([name, other]) => `${name} ${other}`).join(", ");
    },
  },
  serviceCodes: {
    text: `Which of the service codes ${SERVICE_CODES.join(", ")} does CheckCloudProductOpenStatus accept?`,
    effect: "reads",
    answers: oneOf({
      linkwan: [["linkwan"], "only linkwan"],
      "linkwan LinkWAN": [["linkwan", "LinkWAN"], "linkwan and LinkWAN"],
      "linkwan iot": [["linkwan", "iot"], "linkwan and iot"],
      "linkwan LinkWAN iot": [["linkwan", "LinkWAN", "iot"], "all of them"],
    }),
    ask: async ({ first }) => {
      const accepted: string[] = [];
      for (const ServiceCode of SERVICE_CODES) {
        const code = await first.code("CheckCloudProductOpenStatus", { ServiceCode });
        if (code === "OK") accepted.push(ServiceCode);
      }
      return accepted.join(" ");
    },
  },
  regions: {
    text: "Which regions does DescribeRegions return?",
    effect: "reads",
    answers: {
      examples: [
        JSON.stringify(assumptions.regions),
        JSON.stringify([...assumptions.regions, { RegionId: "cn-hangzhou", LocalName: "华东1（杭州）" }]),
      ],
      meaningOf: (answer) =>
        answer.startsWith("[")
          ? { value: JSON.parse(answer) as unknown, meaning: `it returns ${answer}` }
          : undefined,
    },
    ask: async ({ first }) => {
      const regions = await first.data("DescribeRegions");
      const list = Array.isArray(regions) ? regions : propertiesOf(regions).Region;
      if (!Array.isArray(list)) throw new Open("DescribeRegions returns no list");
      return JSON.stringify(
        list.map(propertiesOf).map(({ RegionId, LocalName }) => ({ RegionId, LocalName })),
      );
    },
  },
} as const satisfies Questions;
