import { errorOf } from "./errors";

/** How a fault corrupts the reply. */
export type CorruptedAnswer =
  /** Closes the connection without a reply. */
  | "dropped"
  /** After `delayMs`, sends the reply if `effect` is true; otherwise, closes the connection. */
  | "late"
  /** Status 502 with an HTML body, as sent by a proxy. */
  | "html502"
  /** Status 503 with a JSON body without an error code. */
  | "status503"
  /** Status 200 with an empty body. */
  | "empty"
  /** Status 200 with truncated JSON. */
  | "cutJson"
  /** Status 200 with `Success: false` and no error code. */
  | "successFalse";

/**
 * A failure to inject into upcoming calls to an action. A fault requires exactly one of `code`, `answer` and
 * `clockShiftMs`.
 */
export interface Fault {
  /** Name of the action; `*` matches every action. */
  readonly action: string;
  /** Error code to return, for example `ForbiddenByRam` or `Throttling.User`. */
  readonly code?: string;
  /** Offset of the cloud's clock in milliseconds; a negative value sets the clock back. */
  readonly clockShiftMs?: number;
  /** How the fault corrupts the reply. */
  readonly answer?: CorruptedAnswer;
  /** Whether the action takes effect despite the fault. Default false. */
  readonly effect?: boolean;
  /** Delay of a `late` reply in milliseconds. Default 60,000. */
  readonly delayMs?: number;
  /** Position of the first affected call among the upcoming calls. Default 1, the next call. */
  readonly nth?: number;
  /** Number of affected calls; -1 for all. Default 1. */
  readonly times?: number;
}

const CORRUPTED_ANSWERS: readonly CorruptedAnswer[] = [
  "dropped",
  "late",
  "html502",
  "status503",
  "empty",
  "cutJson",
  "successFalse",
];
const KEYS = ["action", "code", "answer", "clockShiftMs", "effect", "delayMs", "nth", "times"];

/** Returns the reason why a fault is invalid; `undefined` if the fault is valid. */
export const validateFault = (fault: unknown, actions: readonly string[]): string | undefined => {
  const { action, code, answer, clockShiftMs, ...rest } = Object(fault) as Record<string, unknown>;
  if (action !== "*" && !actions.includes(String(action))) return `unknown action "${action}"`;
  if ([code, answer, clockShiftMs].filter((each) => each !== undefined).length !== 1) {
    return "exactly one of code, answer and clockShiftMs is required";
  }
  if (answer !== undefined && !CORRUPTED_ANSWERS.includes(answer as CorruptedAnswer)) {
    return `unknown answer "${answer}"; valid answers: ${CORRUPTED_ANSWERS.join(", ")}`;
  }
  const unknownKey = Object.keys(rest).find((key) => !KEYS.includes(key));
  return unknownKey === undefined ? undefined : `unknown key "${unknownKey}"; valid keys: ${KEYS.join(", ")}`;
};

/** The pending faults. */
export class Faults {
  private pending: { readonly fault: Fault; callsBefore: number; callsLeft: number }[] = [];

  injectFault(fault: Fault): void {
    const times = fault.times ?? 1;
    this.pending.push({
      fault,
      callsBefore: (fault.nth ?? 1) - 1,
      callsLeft: times < 0 ? Number.POSITIVE_INFINITY : times,
    });
  }

  clear(): void {
    this.pending = [];
  }

  /** Counts a call to an action and returns the clock offset for the call, in milliseconds. */
  clockShiftMs(action: string): number {
    return this.take(action, (fault) => fault.clockShiftMs !== undefined)?.clockShiftMs ?? 0;
  }

  /** Counts a call to an action and returns the fault that affects the call, if any. */
  next(action: string): Fault | undefined {
    return this.take(action, (fault) => fault.clockShiftMs === undefined);
  }

  private take(action: string, matches: (fault: Fault) => boolean): Fault | undefined {
    let due: Fault | undefined;
    for (const each of this.pending) {
      const { fault, callsLeft } = each;
      if (!matches(fault) || callsLeft <= 0 || (fault.action !== "*" && fault.action !== action)) continue;
      if (each.callsBefore > 0) each.callsBefore--;
      else if (!due) {
        each.callsLeft--;
        due = each.fault;
      }
    }
    return due;
  }
}

/** Throws the error that a fault's `code` specifies, if any. */
export const throwFaultCode = (fault: Fault | undefined): void => {
  if (fault?.code !== undefined) throw errorOf(fault.code);
};
