import type { Need, Question } from "../../cli/probe/question";
import type { ProbedAccount, Provided } from "../../cli/probe/session";
import { signedCallOf } from "../../cli/probe/signedCall";
import { signedCallV3Of } from "../../cli/probe/signedCallV3";
import type { RunningEmulator, ServerOptions } from "../../emulator";
import type { Clock } from "../../provider/client/clock";
import { Limiter } from "../../provider/client/limiter";
import { gatewaySite } from "./gateways";

/** Clock that jumps to the end of each sleep. */
export const jumpingClock = (): Clock => {
  let now = Date.now();
  return {
    now: () => now,
    sleep: async (ms) => {
      now += Math.max(0, ms);
    },
    random: () => 0.5,
  };
};

type Account = NonNullable<NonNullable<ServerOptions["seed"]>["accounts"]>[number];

/** Settings with which the first account meets a need. */
const accountWith: Readonly<Partial<Record<Need, Partial<Account>>>> = {
  instance: { iotInstanceId: "iot-renter" },
  inactiveAccount: { activated: false },
  noGatewayFeature: { missingFeatures: ["GATEWAY"] },
  noNodeFeature: { missingFeatures: ["NODE"] },
  noNotificationFeature: { missingFeatures: ["NOTIFICATION"] },
  noTupleFeatures: { missingFeatures: ["GATEWAY_TUPLE", "NODE_TUPLE"] },
  noCommandFeature: { missingFeatures: ["UNICAST"] },
  noLocalConfigFeature: { missingFeatures: ["D2D"] },
};

/** Options of an emulator whose first account meets the needs of a question. */
export const serviceFor = ({ needs: wanted = [] }: Pick<Question, "needs">, clock: Clock): ServerOptions => ({
  qps: 100_000,
  now: clock.now,
  seed: {
    accounts: [
      { name: "first", ...Object.assign({}, ...wanted.map((need) => accountWith[need])) },
      { name: "second" },
    ],
    ...(wanted.includes("notification") && {
      joinPermissions: [{ owner: "second", name: "valley", offeredTo: "first" }],
    }),
  },
});

/** Returns the values that a user with two accounts and two devices provides. */
export const everythingFor = ({ url, accounts }: RunningEmulator, clock: Clock): Provided => {
  const accountAt = (index: number): ProbedAccount => {
    const { iotInstanceId, ...keys } = accounts[index] ?? { accessKeyId: "", accessKeySecret: "" };
    const target = {
      endpoint: url,
      regionId: "cn-shanghai",
      requestTimeoutMs: 10_000,
      keys: async () => keys,
      now: clock.now,
    };
    return {
      call: signedCallOf(target),
      callV3: signedCallV3Of(target),
      limiter: (name) => new Limiter({ limit: 1_000, clock, notify: () => {}, name }),
      iotInstanceId,
    };
  };
  return {
    first: accountAt(0),
    second: { ...accountAt(1), loginName: "second" },
    gateway: { eui: "aaaa000000000001", pinCode: "100001" },
    node: { eui: "dddd000000000001", pinCode: "100001" },
    clock,
    notify: () => {},
    shared: new Map(),
    canceled: new AbortController().signal,
  };
};

const FIRST_NODE = { DevEui: "dddd000000000002", PinCode: "100002" };

/** Functions that prepare an emulator, so that its first account meets a need. */
const preparations: Readonly<Partial<Record<Need, (emulator: RunningEmulator) => void>>> = {
  nodeTupleOrder: (emulator) =>
    emulator.callAs("first", "SubmitNodeTupleOrder", {
      LoraVersion: "1.1",
      RequiredCount: 1,
      TupleType: "standard",
    }),
  traffic: (emulator) => {
    const JoinPermissionId = emulator.callAs("first", "ApplyRoamingJoinPermission", {
      JoinPermissionName: "meters",
      ClassMode: "A",
      FreqBandPlanGroupId: 101,
    });
    const parameters = { NodeGroupName: "pumps", JoinPermissionId };
    const NodeGroupId = emulator.callAs("first", "CreateNodeGroup", parameters);
    const gateway = { GwEui: "aaaa000000000002", PinCode: "100002", Name: "roof" };
    emulator.callAs("first", "CreateGateway", { ...gatewaySite, ...gateway });
    emulator.callAs("first", "AddNodeToGroup", { ...FIRST_NODE, NodeGroupId });
    emulator.transmit({ devEui: FIRST_NODE.DevEui, gwEuis: [gateway.GwEui] });
  },
};

/** Prepares an emulator for those needs of a question that its options cannot meet. */
export const prepare = (emulator: RunningEmulator, { needs: wanted = [] }: Pick<Question, "needs">): void => {
  for (const need of wanted) preparations[need]?.(emulator);
};
