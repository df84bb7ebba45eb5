import { anyError } from "./errors";

/** Something that goes wrong with the next calls of an action. */
export interface Fault {
  /** Name of the action. */
  readonly action: string;
  /** Error code to answer with, for example `ForbiddenByRam`; the action then has no effect. */
  readonly code: string;
  /** How many calls fail. Default 1; `Infinity` for all. */
  readonly times?: number;
}

/** Faults that a test has ordered and that have not happened yet. */
export class Faults {
  private pending: { fault: Fault; left: number }[] = [];

  order(fault: Fault): void {
    this.pending.push({ fault, left: fault.times ?? 1 });
  }

  clear(): void {
    this.pending = [];
  }

  /** Throws if it is this call's turn to fail. */
  strike(action: string): void {
    const due = this.pending.find((each) => each.fault.action === action && each.left > 0);
    if (!due) return;
    due.left--;
    throw anyError(due.fault.code);
  }
}
