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
 * `same`: the service does what the emulator assumes. `differs`: it does not. `open`: not asked, or the account does not
 * show the answer. `failed`: the service did not answer, or something that the probe made is left.
 */
export type Status = "same" | "differs" | "open" | "failed";

/** What the probe found out about one assumption. */
export interface Finding {
  readonly assumption: Assumption;
  readonly question: string;
  /** `undefined` for an assumption that no account can answer. */
  readonly effect: Effect | undefined;
  readonly status: Status;
  /** What the service did; absent if it did not answer. */
  readonly service?: string;
  /** What the emulator assumes. */
  readonly emulator: string;
  /** The value of the assumption with which the emulator does the same, if there is one and it differs. */
  readonly value?: string;
  /** Why the question is open or failed. */
  readonly reason?: string;
  readonly calls: readonly ReportedCall[];
}

/** How a user allows an effect. */
const permissions: Readonly<Record<Effect, string>> = {
  reads: "",
  creates: "it creates objects, which are free, and deletes them: pass --create",
  costs: "it can incur charges, block orders or PINs of the account, or take long: pass --yes-it-may-cost",
};

/** Renders the value of an assumption as TypeScript. */
const sourceOf = (value: unknown): string =>
  value instanceof RegExp || value === undefined ? String(value) : JSON.stringify(value);

const meets = (need: Need, { second, gateway, node, first }: Provided): boolean => {
  if (need === "secondAccount") return second !== undefined;
  if (need === "gateway") return gateway !== undefined;
  if (need === "node") return node !== undefined;
  // The question itself finds out about the account.
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

/** Returns why there is no answer; rethrows a defect. */
const reasonOf = (error: unknown): Pick<Finding, "status" | "reason"> => {
  if (error instanceof Open) return { status: "open", reason: error.message };
  if (error instanceof CallFailed)
    return { status: "failed", reason: `the call failed: ${error.failure.code}` };
  if (error instanceof QuotaDeadline) return { status: "failed", reason: "the service throttled every call" };
  if (isLinkWanError(error)) return { status: "failed", reason: error.code };
  throw error;
};

/** Asks one question, and deletes what it has made. */
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
    provided.notify(`not deleted (${each}): delete what is named probe_… in the Link WAN console`);
  if (provided.canceled.aborted) throw new Canceled("canceled");
  const reported = { ...fixed, ...(outcome ?? reasonOf(failure)) };
  if (left.length === 0) return reported;
  return { ...reported, status: "failed", reason: `not everything is deleted: ${left.join(", ")}` };
};

/** Asks the questions in their order, and yields a finding for each assumption. Throws `Canceled`. */
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
      yield open(undefined, `it needs ${question.unanswerable}`);
      continue;
    }
    const { effect } = question;
    const missing = question.needs?.find((need) => !meets(need, provided));
    if (missing) yield open(effect, lacking(missing).message);
    else if (!allows(most, effect)) yield open(effect, permissions[effect]);
    else yield await ask(assumption, question, provided);
  }
}
