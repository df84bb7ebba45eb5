import { randomBytes } from "node:crypto";
import { assumptions } from "../../../emulator/assumptions";
import { propertiesOf } from "../../../provider/client/plain";
import { Open } from "../open";
import { errorCode, oneOf, trueOrFalse } from "../question";
import type { Session } from "../session";
import { byWins, fieldsLike, fieldsOf, ordersOf, registered, wrongPin } from "./devices";
import type { Questions } from "./questions";

const FOREIGN = ["NonExistent", "NotResourceOwner"];
const UNKNOWN_BAND = 7;
const LATITUDE = 30.281234567;

/** The checks of CreateGateway, with the error code of each check. */
const checks = {
  name: "InvalidName",
  frequencyBand: "InvalidFreqBandPlan",
  pinCode: "InvalidPinCode",
  account: "GwEuiDuplicated",
} as const;
const checkNames = Object.keys(checks);

/** Finds the order of the checks in CreateGateway with requests that fail two checks each. */
const askOrder = async (session: Session): Promise<string> => {
  const { eui: GwEui, pinCode: PinCode } = session.device("gateway");
  const right = { GwEui, PinCode };
  const name = { Name: "x" };
  const frequencyBand = { FreqBandPlanGroupId: UNKNOWN_BAND };
  const pinCode = { PinCode: wrongPin(PinCode) };
  const winners: string[] = [];
  const compare = async (wrong: Readonly<Record<string, string | number>>): Promise<void> => {
    const code = await session.first.tryToCreate("gateway", { ...right, ...wrong });
    const winner = Object.entries(checks).find(([, each]) => each === code)?.[0];
    if (winner === undefined)
      throw new Open(`CreateGateway returned ${code} for a request that fails two checks`);
    winners.push(winner);
  };
  await compare({ ...name, ...frequencyBand });
  await compare({ ...name, ...pinCode });
  await compare({ ...frequencyBand, ...pinCode });
  await registered(session);
  for (const wrong of [name, frequencyBand, pinCode]) await compare(wrong);
  return byWins(checkNames, winners).join(" ");
};

/** Sets an attribute of a gateway, and returns whether the service accepts the value. */
const acceptsChange = async (
  session: Session,
  gateway: { readonly GwEui: string },
  name: string,
  value: string,
): Promise<boolean> => {
  const code = await session.first.code("UpdateGateway", { ...gateway, [name]: value });
  if (code !== "OK" && code !== `Invalid${name}`) throw new Open(`UpdateGateway failed with ${code}`);
  return code === "OK";
};

/** Questions about gateways. All but one require a gateway that the user provides. */
export const gatewayQuestions = {
  createGatewayChecks: {
    text: "In which order does CreateGateway check name, frequency band, PIN and account?",
    effect: "costs",
    needs: ["gateway"],
    answers: oneOf(
      Object.fromEntries(
        ordersOf(checkNames).map((order) => [
          order.join(" "),
          [[...order, "limit"], `it checks ${order.join(", then ")}`],
        ]),
      ),
    ),
    ask: askOrder,
  },
  unknownGateway: {
    text: "Which error does CreateGateway return for a GwEui that Alibaba Cloud has not issued?",
    effect: "costs",
    answers: errorCode("InvalidPinCode", "NonExistent", "GatewayTupleAlreadyAbandoned"),
    ask: async ({ first }) => {
      const GwEui = randomBytes(8).toString("hex");
      const code = await first.tryToCreate("gateway", { GwEui, PinCode: "000000" });
      if (code === "FeatureNotActivated") throw new Open("CreateGateway failed with FeatureNotActivated");
      return code;
    },
  },
  gatewayOfOthers: {
    text: "Which error does UpdateGatewayEnablingState return for another account's gateway?",
    effect: "costs",
    needs: ["gateway", "secondAccount"],
    answers: errorCode(...FOREIGN),
    ask: async (session) => {
      const gateway = await registered(session);
      return session.second.code("UpdateGatewayEnablingState", { ...gateway, Enabled: true });
    },
  },
  updateGatewayBand: {
    text: "Which error does UpdateGateway return for an unknown frequency band?",
    effect: "costs",
    needs: ["gateway"],
    answers: errorCode("InvalidFreqBandPlan", "NonExistent"),
    ask: async (session) => {
      const gateway = await registered(session);
      return session.first.code("UpdateGateway", { ...gateway, FreqBandPlanGroupId: UNKNOWN_BAND });
    },
  },
  coordinatesAre32Bit: {
    text: "How precise are the coordinates of a gateway?",
    effect: "costs",
    needs: ["gateway"],
    answers: trueOrFalse("they are 32-bit numbers", "they are 64-bit numbers"),
    ask: async (session) => {
      const { GwEui } = await registered(session);
      await session.first.data("UpdateGateway", { GwEui, Latitude: LATITUDE });
      const latitude = Number(await session.first.field("GetGateway", { GwEui }, "Latitude"));
      if (latitude === LATITUDE) return "false";
      return Math.fround(latitude) === Math.fround(LATITUDE) ? "true" : String(latitude);
    },
  },
  description: {
    text: "How long can the description of a gateway be?",
    effect: "costs",
    needs: ["gateway"],
    answers: oneOf({
      utf16: [/^.{0,100}$/s, "it can have at most 100 UTF-16 code units"],
      codePoints: [/^.{0,100}$/su, "it can have at most 100 Unicode code points"],
      any: [/^.*$/s, "it can have more than 100 characters"],
    }),
    ask: async (session) => {
      const gateway = await registered(session);
      const accepts = (text: string) => acceptsChange(session, gateway, "Description", text);
      if (!(await accepts("d".repeat(100)))) return "shorter";
      if (await accepts("d".repeat(101))) return "any";
      return (await accepts("😀".repeat(51))) ? "codePoints" : "utf16";
    },
  },
  addressCodes: {
    text: "Does the service accept an AddressCode that a 64-bit floating-point number cannot represent exactly?",
    effect: "costs",
    needs: ["gateway"],
    answers: oneOf({
      false: [{ min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER }, "it is rejected"],
      true: [{}, "it is accepted"],
    }),
    ask: async (session) =>
      String(await acceptsChange(session, await registered(session), "AddressCode", "9007199254740993")),
  },
  chineseWidthsInGatewayName: {
    text: "How many characters does a Chinese character count as in the name of a gateway?",
    effect: "costs",
    needs: ["gateway"],
    answers: oneOf({
      "1 2": [[1, 2], "as one or two, whichever makes the name valid"],
      "1": [[1], "as one"],
      "2": [[2], "as two"],
    }),
    ask: async (session) => {
      const gateway = await registered(session);
      const widths: string[] = [];
      if (await acceptsChange(session, gateway, "Name", "水".repeat(30))) widths.push("1");
      if (await acceptsChange(session, gateway, "Name", "水表")) widths.push("2");
      return widths.join(" ");
    },
  },
  gatewayEnabled: {
    text: "Is a new gateway enabled?",
    effect: "costs",
    needs: ["gateway"],
    answers: trueOrFalse("it is enabled", "it is disabled"),
    ask: async (session) =>
      String(await session.first.field("GetGateway", await registered(session), "Enabled")),
  },
  gatewayState: {
    text: "What is the state of a gateway that has never been online?",
    effect: "costs",
    needs: ["gateway"],
    answers: fieldsLike(assumptions.gatewayState),
    ask: async (session) => {
      const gateway = propertiesOf(await session.first.data("GetGateway", await registered(session)));
      return fieldsOf(gateway, Object.keys(assumptions.gatewayState));
    },
  },
} as const satisfies Questions;
