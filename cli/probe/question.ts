import { isDeepStrictEqual } from "node:util";
import type { assumptions } from "../../emulator/assumptions";
import type { Effect } from "./effect";
import { Open } from "./open";
import type { Session } from "./session";

/** Name of an assumption of the emulator. */
export type Assumption = keyof typeof assumptions;

/** What the probe needs besides an account of its own, and how a user provides it. */
const needs = {
  secondAccount: "a second account: pass --profile, and --renter if its login name differs",
  gateway: "a gateway that is in no account: pass its EUI and PIN in --devices",
  node: "a node that is in no node group: pass its EUI and PIN in --devices",
  instance: "an account whose IoT instance has an id, set in linkwan:iotInstanceId",
  inactiveAccount: "an account in which Link WAN is not activated",
  noGatewayFeature: "an account without the feature GATEWAY",
  noNodeFeature: "an account without the feature NODE",
  noNotificationFeature: "an account without the feature NOTIFICATION",
  noTupleFeatures: "an account without the features GATEWAY_TUPLE and NODE_TUPLE",
  noCommandFeature: "an account without the feature UNICAST",
  noLocalConfigFeature: "an account without the feature D2D",
  nodeTupleOrder: "an account that has an order of node tuples which the vendor has not accepted",
  traffic: "an account with a node that has sent data in the last 7 days",
  notification: "an account that has a notification about an order",
} as const;
export type Need = keyof typeof needs;

/** What one answer of a service means. */
interface Meaning {
  /** One clause about the service. */
  readonly meaning: string;
  /** Value of the assumption with which the emulator gives the same answer. */
  readonly value: unknown;
}

/** The answers that the emulator can give too. Any other answer needs a change of the emulator's code. */
export interface Answers {
  /** Answers with which tests try the question: all of them, or examples if there are too many. */
  readonly examples: readonly string[];
  /** Returns `undefined` for an answer that the emulator cannot give. */
  readonly meaningOf: (answer: string) => Meaning | undefined;
}

/** A question that an account can answer about an assumption of the emulator. */
export interface Question {
  readonly text: string;
  readonly effect: Effect;
  readonly needs?: readonly Need[];
  readonly answers: Answers;
  /**
   * Other assumptions without which the answer does not show. Tests give the emulator these values; a service that
   * behaves otherwise leaves the question open.
   */
  readonly given?: Readonly<Partial<Record<Assumption, unknown>>>;
  /** Asks the service. Throws `Open` if the account does not show the answer. */
  readonly ask: (session: Session) => Promise<string>;
}

/** An assumption about which no account can be asked by this command. */
export interface Unanswerable {
  readonly text: string;
  /** What an answer would need. */
  readonly unanswerable: string;
}

/** Returns the error of a question to an account that does not meet a need. */
export const lacking = (need: Need): Open => new Open(`it needs ${needs[need]}`);

/** Answers from a table. */
export const oneOf = (
  table: Readonly<Record<string, readonly [value: unknown, meaning: string]>>,
): Answers => ({
  examples: Object.keys(table),
  meaningOf: (answer) => {
    const entry = Object.hasOwn(table, answer) ? table[answer] : undefined;
    return entry && { value: entry[0], meaning: entry[1] };
  },
});

/** Answers `true` and `false`. */
export const trueOrFalse = (ifTrue: string, ifFalse: string): Answers =>
  oneOf({ true: [true, ifTrue], false: [false, ifFalse] });

/** Error codes of a call; `OK` means that the service performs the call, which the emulator cannot imitate. */
export const errorCode = (call: string, ...examples: readonly string[]): Answers => ({
  examples,
  meaningOf: (answer) =>
    answer === "OK" ? undefined : { value: answer, meaning: `${call} fails with ${answer}` },
});

/** Numbers that are not negative. */
export const number = (of: string, ...examples: readonly number[]): Answers => ({
  examples: examples.map(String),
  meaningOf: (answer) =>
    /^\d+$/.test(answer) ? { value: Number(answer), meaning: `${of} is ${answer}` } : undefined,
});

/** Returns the answer that has the value of an assumption; `undefined` if no example has it. */
export const answerWith = ({ examples, meaningOf }: Answers, value: unknown): string | undefined =>
  examples.find((answer) => isDeepStrictEqual(meaningOf(answer)?.value, value));
