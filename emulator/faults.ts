import { anyError } from "./errors";

/** How an answer can be spoiled on its way. */
export type SpoiledAnswer =
  /** The connection is cut without an answer. */
  | "dropped"
  /** The answer comes after `delayMs`; without effect, none comes: the connection is cut then. */
  | "late"
  /** 502 with a page in HTML, as a proxy sends it. */
  | "html502"
  /** 503 with JSON that has no code. */
  | "status503"
  /** 200 without a body. */
  | "empty"
  /** 200 with JSON that breaks off. */
  | "cutJson"
  /** 200 with `Success: false` and no code. */
  | "successFalse";

/** Something that goes wrong with coming calls of an action. */
export interface Fault {
  /** Name of the action; `*` stands for any. */
  readonly action: string;
  /** Error code to answer with, for example `ForbiddenByRam` or `Throttling.User`. One of this and the next two. */
  readonly code?: string;
  /** By how many milliseconds the cloud's clock is off, forward or back. */
  readonly clockShiftMs?: number;
  /** How the answer is spoiled. */
  readonly answer?: SpoiledAnswer;
  /** Whether the action takes effect all the same. Default false. */
  readonly effect?: boolean;
  /** For `late`: milliseconds. Default 60,000. */
  readonly delayMs?: number;
  /** Which of the coming calls is the first that it happens to. Default 1, the next. */
  readonly nth?: number;
  /** To how many calls it happens. Default 1; in a file of faults, -1 stands for all. */
  readonly times?: number;
}

const SPOILED: readonly SpoiledAnswer[] = [
  "dropped",
  "late",
  "html502",
  "status503",
  "empty",
  "cutJson",
  "successFalse",
];
const KEYS = ["action", "code", "answer", "clockShiftMs", "effect", "delayMs", "nth", "times"];

/** Why a fault cannot be ordered; `undefined` where it can. */
export const refusesFault = (fault: unknown, actions: readonly string[]): string | undefined => {
  const { action, code, answer, clockShiftMs, ...rest } = Object(fault) as Record<string, unknown>;
  if (action !== "*" && !actions.includes(String(action))) return `there is no action ${action}`;
  if ([code, answer, clockShiftMs].filter((each) => each !== undefined).length !== 1) {
    return "a fault has either a code, an answer or a clockShiftMs";
  }
  if (answer !== undefined && !SPOILED.includes(answer as SpoiledAnswer)) {
    return `there is no answer ${answer}; there are ${SPOILED.join(", ")}`;
  }
  const unknown = Object.keys(rest).find((key) => !KEYS.includes(key));
  return unknown === undefined ? undefined : `a fault has no ${unknown}; it may have ${KEYS.join(", ")}`;
};

/** Faults that were ordered and that have not happened yet. */
export class Faults {
  private pending: { readonly fault: Fault; before: number; left: number }[] = [];

  injectFault(fault: Fault): void {
    const times = fault.times ?? 1;
    this.pending.push({
      fault,
      before: (fault.nth ?? 1) - 1,
      left: times < 0 ? Number.POSITIVE_INFINITY : times,
    });
  }

  clear(): void {
    this.pending = [];
  }

  /** By how much the clock is off for this call of an action. */
  clockShiftMs(action: string): number {
    return this.due(action, (fault) => fault.clockShiftMs !== undefined)?.clockShiftMs ?? 0;
  }

  /** The fault whose turn it is with this call of an action. */
  next(action: string): Fault | undefined {
    return this.due(action, (fault) => fault.clockShiftMs === undefined);
  }

  private due(action: string, isOfKind: (fault: Fault) => boolean): Fault | undefined {
    let due: Fault | undefined;
    for (const each of this.pending) {
      const { fault, left } = each;
      if (!isOfKind(fault) || left <= 0 || (fault.action !== "*" && fault.action !== action)) continue;
      if (each.before > 0) each.before--;
      else if (!due) {
        each.left--;
        due = each.fault;
      }
    }
    return due;
  }
}

/** Throws the error that a fault answers with, if it is one with a code. */
export const throwIfCoded = (fault: Fault | undefined): void => {
  if (fault?.code !== undefined) throw anyError(fault.code);
};
