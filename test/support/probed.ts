import type { Need, Question } from "../../cli/probe/question";
import type { ProbedAccount, Provided } from "../../cli/probe/session";
import { signedCallOf } from "../../cli/probe/signedCall";
import type { RunningEmulator, ServerOptions } from "../../emulator";
import type { Clock } from "../../provider/client/clock";
import { Limiter } from "../../provider/client/limiter";

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

/** Changes of the first account with which it meets a need. */
const accountWith: Readonly<Partial<Record<Need, Partial<Account>>>> = {
  instance: { iotInstanceId: "iot-renter" },
  inactiveAccount: { activated: false },
  noGatewayFeature: { missingFeatures: ["GATEWAY"] },
  noNodeFeature: { missingFeatures: ["NODE"] },
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

/** What a user provides who has two accounts and two devices. */
export const everythingFor = ({ url, accounts }: RunningEmulator, clock: Clock): Provided => {
  const accountAt = (index: number): ProbedAccount => {
    const { iotInstanceId, ...keys } = accounts[index] ?? { accessKeyId: "", accessKeySecret: "" };
    const settings = { endpoint: url, regionId: "cn-shanghai", requestTimeoutMs: 10_000 };
    return {
      call: signedCallOf(settings, async () => keys, clock.now),
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
