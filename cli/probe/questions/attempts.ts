import { randomBytes } from "node:crypto";
import { creations } from "../creations";
import { Open } from "../open";
import { number } from "../question";
import type { Caller, Session } from "../session";
import type { Answer } from "../signedCall";
import { MINUTE_MS, minutes, type Questions } from "./questions";

/** Delays, in minutes, before the probe retries with a blocked account. */
const PAUSES = [1, 5, 10, 30, 60];
/** Maximum number of wrong attempts. */
const MOST_ATTEMPTS = 20;
/** Margin for the duration of the attempts, in milliseconds. */
const MARGIN_MS = 30_000;

/** A limit on wrong attempts. */
interface AttemptLimit {
  /** Number of wrong attempts after which every attempt fails; more than `MOST_ATTEMPTS` if there is no limit. */
  readonly allowed: number;
  /** Minutes until the service accepts attempts again; `undefined` if longer than the longest of `PAUSES`. */
  readonly pause: number | undefined;
  readonly message: string | undefined;
}

type Attempt = (caller: Caller) => Promise<Answer>;

/** Makes wrong attempts until the service refuses further attempts. Returns the number of attempts and the refusal. */
const attemptsUntilRefused = async (
  caller: Caller,
  attempt: Attempt,
  expected: string,
): Promise<{ readonly count: number; readonly refusal: Answer | undefined }> => {
  for (let count = 0; count <= MOST_ATTEMPTS; count++) {
    const answer = await attempt(caller);
    if (answer.code.startsWith("TooMany")) return { count, refusal: answer };
    if (answer.code !== expected) throw new Open(`a wrong attempt failed with ${answer.code}`);
  }
  return { count: MOST_ATTEMPTS + 1, refusal: undefined };
};

/** Returns a limit on wrong attempts. The first call for each kind measures the limit and waits until it is lifted. */
const limitOf = async (
  session: Session,
  kind: string,
  attempt: Attempt,
  expected: string,
): Promise<AttemptLimit> => {
  const known = session.provided.shared.get(kind);
  if (known !== undefined) return known as AttemptLimit;
  const measured = await measure(session, attempt, expected);
  session.provided.shared.set(kind, measured);
  return measured;
};

const measure = async (session: Session, attempt: Attempt, expected: string): Promise<AttemptLimit> => {
  const { first, clock } = session;
  // Attempts before this command can count toward the limit, so this number is not the limit.
  const { count, refusal } = await attemptsUntilRefused(first, attempt, expected);
  const message = refusal?.message;
  if (!refusal) return { allowed: count, pause: undefined, message };
  const refused = clock.now();
  const waitMinutes = (pause: number, since: number) =>
    session.wait(
      since + pause * MINUTE_MS + MARGIN_MS - clock.now(),
      "too many failed attempts; the service rejects further attempts for now",
    );
  for (const pause of PAUSES) {
    await waitMinutes(pause, refused);
    const { code } = await attempt(first);
    if (code.startsWith("TooMany")) continue;
    const more = await attemptsUntilRefused(first, attempt, expected);
    await waitMinutes(pause, clock.now());
    return { allowed: 1 + more.count, pause, message };
  }
  return { allowed: count, pause: undefined, message };
};

const renterLimit = async (session: Session): Promise<AttemptLimit> => {
  const JoinPermissionId = await session.first.create("local");
  const attempt: Attempt = (caller) => {
    const RenterAliyunId = `probe-${randomBytes(8).toString("hex")}`;
    return caller.ask("SubmitJoinPermissionAuthOrder", { JoinPermissionId, RenterAliyunId });
  };
  return limitOf(session, "renter", attempt, "RenterDoesNotExist");
};

const pinLimit = async (session: Session): Promise<AttemptLimit> => {
  const { first } = session;
  // The vendor has not issued a gateway with a random GwEui, so every PIN is wrong.
  const wrong = () => ({
    ...creations.gateway.defaults,
    Name: session.name(),
    GwEui: randomBytes(8).toString("hex"),
    PinCode: "000000",
  });
  // Which error the service returns for a wrong PIN of such a gateway is a separate assumption.
  const { code } = await first.patiently("CreateGateway", wrong());
  if (code === "OK") throw new Open("the service registered a gateway with a random GwEui");
  return limitOf(session, "pinCode", (caller) => caller.ask("CreateGateway", wrong()), code);
};

const OPEN_ENDED = `the service accepts more than ${MOST_ATTEMPTS} wrong attempts, or refuses attempts for more than 60 minutes`;

const pauseOf = ({ pause }: AttemptLimit): string => {
  if (pause === undefined) throw new Open(OPEN_ENDED);
  return String(pause);
};

/** Questions about the limits on wrong attempts. The questions temporarily block the account's orders and PINs. */
export const attemptQuestions = {
  unknownRentersAllowed: {
    text: "After how many orders to unknown renters does the service refuse every order?",
    effect: "costs",
    answers: number("the number", 5, 1, 3, 10),
    ask: async (session) => String((await renterLimit(session)).allowed),
  },
  unknownRentersPauseMs: {
    text: "How long does the service refuse orders after too many orders to unknown renters?",
    effect: "costs",
    answers: minutes("it refuses orders for", PAUSES),
    ask: async (session) => pauseOf(await renterLimit(session)),
  },
  wrongPinCodesAllowed: {
    text: "After how many wrong PINs does the service refuse every PIN?",
    effect: "costs",
    answers: number("the number", 5, 1, 3, 10),
    ask: async (session) => String((await pinLimit(session)).allowed),
  },
  wrongPinCodesPauseMs: {
    text: "How long does the service refuse PINs after too many wrong PINs?",
    effect: "costs",
    answers: minutes("it refuses PINs for", PAUSES),
    ask: async (session) => pauseOf(await pinLimit(session)),
  },
  tooManyPinCodesMessage: {
    text: "What is the error message after too many wrong PINs?",
    effect: "costs",
    answers: {
      examples: [
        "You have entered invalid PIN codes for several times. Try again later.",
        "Too many wrong PINs.",
      ],
      meaningOf: (answer) => ({ value: answer, meaning: `it is "${answer}"` }),
    },
    ask: async (session) => {
      const { message } = await pinLimit(session);
      if (message === undefined) throw new Open(OPEN_ENDED);
      return message;
    },
  },
} as const satisfies Questions;
