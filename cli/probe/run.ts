import { isDeepStrictEqual } from "node:util";
import { assumptions } from "../../emulator/assumptions";
import { isLinkWanError } from "../../provider/client/errors";
import { CallFailed } from "../../provider/client/http/response";
import { QuotaDeadline } from "../../provider/client/limiter";
import { redact } from "../../provider/client/redact";
import { allows, type Effect } from "./effect";
import { Open } from "./open";
import {
  type Assumption,
  answerWith,
  lacking,
  type Need,
  type Question,
  type Unanswerable,
} from "./question";
import { questions } from "./questions";
import { Canceled, type Provided, type ReportedCall, Session } from "./session";

/**
 * `same`: the service behaves as the emulator assumes. `differs`: the service behaves differently. `open`: the probe
 * did not ask the question, or the account cannot answer it. `failed`: the service did not respond, or the probe could
 * not delete an object that it created.
 */
export type Status = "same" | "differs" | "open" | "failed";

/** The result of the question about one assumption. */
export interface Finding {
  readonly assumption: Assumption;
  readonly question: string;
  /** `undefined` for an assumption that the probe cannot check against any account. */
  readonly effect: Effect | undefined;
  readonly status: Status;
  /** Describes the behavior of the service; absent if there is no answer. */
  readonly service?: string;
  /** Describes the behavior that the emulator assumes. */
  readonly emulator: string;
  /** Value that makes the emulator behave like the service; absent if `status` is `same` or no such value exists. */
  readonly value?: string;
  /** Reason why the question is open or failed. */
  readonly reason?: string;
  readonly calls: readonly ReportedCall[];
}

/** For each effect, the reason why the question is open if the user does not allow the effect. */
const permissions: Readonly<Record<Effect, string>> = {
  reads: "",
  creates:
    "the question creates objects, which are free of charge, and deletes them; to allow this, pass --create",
  costs:
    "the question can incur charges, block the account's orders or PINs, or take a long time; to allow this, pass --yes-it-may-cost",
};

/** Formats the value of an assumption as TypeScript source. */
const sourceOf = (value: unknown): string =>
  value instanceof RegExp || value === undefined ? String(value) : JSON.stringify(value);

const meets = (need: Need, { second, gateway, node, first }: Provided): boolean => {
  if (need === "secondAccount") return second !== undefined;
  if (need === "gateway") return gateway !== undefined;
  if (need === "node") return node !== undefined;
  // The question itself checks all other requirements.
  return need === "instance" ? first.iotInstanceId !== undefined : true;
};

const assumedBy = (assumption: Assumption, question: Question | Unanswerable): string => {
  const value = assumptions[assumption];
  const answer = "answers" in question ? answerWith(question.answers, value) : undefined;
  return (
    (answer !== undefined && "answers" in question && question.answers.meaningOf(answer)?.meaning) ||
    sourceOf(value)
  );
};

/** Compares an answer with the assumption. */
const compare = (
  assumption: Assumption,
  { answers }: Question,
  answer: string,
): Pick<Finding, "status" | "service" | "value"> => {
  const known = answers.meaningOf(answer);
  if (!known) return { status: "differs", service: redact(answer) };
  const isSame = isDeepStrictEqual(known.value, assumptions[assumption]);
  return {
    status: isSame ? "same" : "differs",
    service: known.meaning,
    ...(isSame ? {} : { value: sourceOf(known.value) }),
  };
};

/** Returns the reason why there is no answer. Rethrows unexpected errors. */
const reasonOf = (error: unknown): Pick<Finding, "status" | "reason"> => {
  if (error instanceof Open) return { status: "open", reason: error.message };
  if (error instanceof CallFailed)
    return { status: "failed", reason: `the call failed: ${error.failure.code}` };
  if (error instanceof QuotaDeadline) return { status: "failed", reason: "the service throttled every call" };
  if (isLinkWanError(error)) return { status: "failed", reason: error.code };
  throw error;
};

/** Asks one question, then deletes the objects that the question created. */
const ask = async (assumption: Assumption, question: Question, provided: Provided): Promise<Finding> => {
  const session = new Session(provided, question.effect);
  const fixed = {
    assumption,
    question: question.text,
    effect: question.effect,
    emulator: assumedBy(assumption, question),
    calls: session.calls,
  };
  let outcome: Pick<Finding, "status" | "service" | "value" | "reason"> | undefined;
  let failure: unknown;
  try {
    outcome = compare(assumption, question, await question.ask(session));
  } catch (error) {
    failure = error;
  }
  const left = await session.undoAll();
  for (const each of left)
    provided.notify(
      `could not delete an object (${each}); delete the objects named probe_… in the Link WAN console`,
    );
  if (provided.canceled.aborted) throw new Canceled("canceled");
  const reported = { ...fixed, ...(outcome ?? reasonOf(failure)) };
  if (left.length === 0) return reported;
  return { ...reported, status: "failed", reason: `could not delete some objects: ${left.join(", ")}` };
};

/** Asks the questions in order, and yields a finding for each assumption. Throws `Canceled` if the user cancels. */
export async function* probe(
  provided: Provided,
  most: Effect,
  asked: Readonly<Partial<Record<Assumption, Question | Unanswerable>>> = questions,
): AsyncGenerator<Finding> {
  for (const [name, question] of Object.entries(asked)) {
    const assumption = name as Assumption;
    const open = (effect: Effect | undefined, reason: string): Finding => ({
      assumption,
      question: question.text,
      effect,
      status: "open",
      emulator: assumedBy(assumption, question),
      reason,
      calls: [],
    });
    if ("unanswerable" in question) {
      yield open(undefined, `an answer requires ${question.unanswerable}`);
      continue;
    }
    const { effect } = question;
    const missing = question.needs?.find((need) => !meets(need, provided));
    if (missing) yield open(effect, lacking(missing).message);
    else if (!allows(most, effect)) yield open(effect, permissions[effect]);
    else yield await ask(assumption, question, provided);
  }
}
