import { randomBytes, randomUUID } from "node:crypto";
import { Open } from "../open";
import { lacking, oneOf, trueOrFalse } from "../question";
import { registered } from "./devices";
import { MINUTE_MS, minutes, type Questions } from "./questions";

const FIRST = { Offset: 0, Limit: 1 };

/** Returns whether a call succeeded, given its code. Throws `Open` if the code is neither `OK` nor `rejection`. */
const isAccepted = (code: string, rejection: string): string => {
  if (code !== "OK" && code !== rejection) throw new Open(`the service returned ${code}`);
  return String(code === "OK");
};

const NONCE_MINUTES = [15, 30, 60];

/** Questions about the API gateway, which validates requests before they reach the service. */
export const requestQuestions = {
  defaultFormat: {
    text: "What is the format of a response if the request contains no Format?",
    effect: "reads",
    answers: oneOf({ XML: ["XML", "it is XML"], JSON: ["JSON", "it is JSON"] }),
    ask: async ({ first }) => (await first.ask("ListFreqBandPlanGroups", {}, { Format: undefined })).format,
  },
  acceptsSignatureV3: {
    text: "Does the service accept requests with signature V3?",
    effect: "reads",
    answers: trueOrFalse("it accepts them", "it rejects them"),
    ask: async ({ first }) => {
      const { code, format } = await first.askWithV3("ListFreqBandPlanGroups");
      return String(code === "OK" && format === "JSON");
    },
  },
  booleansIgnoreCase: {
    text: "Does the service accept True as a boolean value?",
    effect: "reads",
    answers: trueOrFalse("it accepts True", "it rejects True"),
    ask: async ({ first }) =>
      isAccepted(await first.code("CountRentedJoinPermissions", { Enabled: "True" }), "InvalidEnabled"),
  },
  floats: {
    text: "Can a coordinate have an exponent, as in 1e1?",
    effect: "costs",
    needs: ["gateway"],
    answers: oneOf({
      false: [/^-?\d+(\.\d+)?$/, "an exponent is rejected"],
      true: [/^-?\d+(\.\d+)?([eE][+-]?\d+)?$/, "an exponent is accepted"],
    }),
    ask: async (session) => {
      const gateway = await registered(session);
      return isAccepted(
        await session.first.code("UpdateGateway", { ...gateway, Longitude: "1e1" }),
        "InvalidLongitude",
      );
    },
  },
  emptyIsAbsent: {
    text: "Does an empty optional parameter count as absent?",
    effect: "reads",
    answers: trueOrFalse("it counts as absent", "it is an invalid value"),
    ask: async ({ first }) =>
      isAccepted(await first.code("ListNodeGroups", { ...FIRST, SortingField: "" }), "InvalidSortingField"),
  },
  nonceMemoryMs: {
    text: "How long does the service remember the nonce of a request?",
    effect: "costs",
    answers: minutes("it remembers a nonce for", NONCE_MINUTES),
    ask: async (session) => {
      const { first, clock } = session;
      const SignatureNonce = randomUUID();
      const repeat = async () => (await first.ask("ListFreqBandPlanGroups", {}, { SignatureNonce })).code;
      const started = clock.now();
      const code = await repeat();
      if (code !== "OK") throw new Open(`the service returned ${code}`);
      for (const each of NONCE_MINUTES) {
        await session.wait(
          started + (each + 1) * MINUTE_MS - clock.now(),
          "the next request reuses the nonce of an earlier request",
        );
        if ((await repeat()) !== "SignatureNonceUsed") return String(each);
      }
      return "longer";
    },
  },
  eui: {
    text: "Which EUIs does the API gateway accept?",
    effect: "reads",
    answers: oneOf({
      hex: [/^[0-9a-fA-F]{16}$/, "an EUI has 16 hexadecimal digits"],
      lowerCaseHex: [/^[0-9a-f]{16}$/, "an EUI has 16 lowercase hexadecimal digits"],
      any: [/^.*$/s, "it accepts every string"],
    }),
    ask: async ({ first }) => {
      const isValid = async (GwEui: string) => (await first.code("GetGateway", { GwEui })) !== "InvalidGwEui";
      if (await isValid("probe")) return "any";
      // Begins with an uppercase letter, because an EUI of only decimal digits has no case.
      return (await isValid(`A${randomBytes(8).toString("hex").slice(1).toUpperCase()}`))
        ? "hex"
        : "lowerCaseHex";
    },
  },
  everyActionNeedsActivation: {
    text: "If Link WAN is not activated, does an action fail even if its documentation does not list the error?",
    effect: "reads",
    needs: ["inactiveAccount"],
    answers: trueOrFalse("it fails with CloudProductNotActivated", "it succeeds"),
    ask: async ({ first }) => {
      if ((await first.data("CheckCloudProductOpenStatus", { ServiceCode: "linkwan" })) === true)
        throw lacking("inactiveAccount");
      const { code } = await first.ask("CountRentedJoinPermissions");
      return isAccepted(code, "CloudProductNotActivated") === "true" ? "false" : "true";
    },
  },
} as const satisfies Questions;
