import { isDeepStrictEqual } from "node:util";
import type { assumptions } from "../../emulator/assumptions";
import type { Effect } from "./effect";
import { Open } from "./open";
import type { Session } from "./session";

/** Name of an assumption of the emulator. */
export type Assumption = keyof typeof assumptions;

/** Requirements of questions in addition to the first account, and how a user meets them. */
const needs = {
  secondAccount: "a second account: pass --profile, and --renter if its login name differs",
  gateway: "a gateway that is not registered in any account: pass its EUI and PIN with --devices",
  node: "a node that does not belong to any node group: pass its EUI and PIN with --devices",
  instance: "an account whose IoT instance has an id, set in linkwan:iotInstanceId",
  inactiveAccount: "an account in which Link WAN is not activated",
  noGatewayFeature: "an account without the feature GATEWAY",
  noNodeFeature: "an account without the feature NODE",
  noNotificationFeature: "an account without the feature NOTIFICATION",
  noTupleFeatures: "an account without the features GATEWAY_TUPLE and NODE_TUPLE",
  noCommandFeature: "an account without the feature UNICAST",
  noLocalConfigFeature: "an account without the feature D2D",
  nodeTupleOrder: "an account with a node tuple order that Alibaba Cloud has not accepted",
  traffic: "an account with a node that has sent data in the last 7 days",
  notification: "an account with a notification about an order",
} as const;
export type Need = keyof typeof needs;

/** The meaning of one answer. */
interface Meaning {
  /** Describes the behavior of the service in one clause. */
  readonly meaning: string;
  /** Value of the assumption that makes the emulator give the same answer. */
  readonly value: unknown;
}

/** The answers that the emulator can also give. Any other answer requires a change to the emulator's code. */
export interface Answers {
  /** Answers that tests use: all answers, or examples if there are too many. */
  readonly examples: readonly string[];
  /** Returns the meaning of an answer; `undefined` if the emulator cannot give this answer. */
  readonly meaningOf: (answer: string) => Meaning | undefined;
}

/** A question that checks an assumption of the emulator against an account. */
export interface Question {
  readonly text: string;
  readonly effect: Effect;
  readonly needs?: readonly Need[];
  readonly answers: Answers;
  /**
   * Values of other assumptions that the question depends on. Tests set these values in the emulator. If the service
   * behaves differently, the question stays open.
   */
  readonly given?: Readonly<Partial<Record<Assumption, unknown>>>;
  /** Calls the service and returns the answer. Throws `Open` if the account cannot answer the question. */
  readonly ask: (session: Session) => Promise<string>;
}

/** An assumption that this command cannot check against any account. */
export interface Unanswerable {
  readonly text: string;
  /** Describes what an answer would require. */
  readonly unanswerable: string;
}

/** Returns the error for an account that does not meet a requirement. */
export const lacking = (need: Need): Open => new Open(`the question requires ${needs[need]}`);

/** Returns the answers that are the keys of a table. */
export const oneOf = (
  table: Readonly<Record<string, readonly [value: unknown, meaning: string]>>,
): Answers => ({
  examples: Object.keys(table),
  meaningOf: (answer) => {
    const entry = Object.hasOwn(table, answer) ? table[answer] : undefined;
    return entry && { value: entry[0], meaning: entry[1] };
  },
});

/** Returns the answers `true` and `false`. */
export const trueOrFalse = (ifTrue: string, ifFalse: string): Answers =>
  oneOf({ true: [true, ifTrue], false: [false, ifFalse] });

/** Returns answers that are error codes. `OK` means that the call succeeds, which the emulator cannot imitate. */
export const errorCode = (...examples: readonly string[]): Answers => ({
  examples,
  meaningOf: (answer) => (answer === "OK" ? undefined : { value: answer, meaning: `it returns ${answer}` }),
});

/** Returns answers that are non-negative integers. */
export const number = (of: string, ...examples: readonly number[]): Answers => ({
  examples: examples.map(String),
  meaningOf: (answer) =>
    /^\d+$/.test(answer) ? { value: Number(answer), meaning: `${of} is ${answer}` } : undefined,
});

/** Returns the example answer with the given value of the assumption; `undefined` if there is none. */
export const answerWith = ({ examples, meaningOf }: Answers, value: unknown): string | undefined =>
  examples.find((answer) => isDeepStrictEqual(meaningOf(answer)?.value, value));
