import type { Connect } from "../api/connect";
import type { Run } from "./run";

/** Values by property name, as the engine holds them: plain JSON. */
export type Values = Readonly<Record<string, unknown>>;

/** What every operation of a resource works with. */
export interface Context {
  readonly connect: Connect;
  readonly run: Run;
}

/** An input that cannot be used, and why; shown by the engine at the property. */
export interface CheckFailure {
  readonly property: string;
  readonly reason: string;
}

export interface CheckResult {
  readonly inputs: Record<string, unknown>;
  readonly failures: readonly CheckFailure[];
}

export interface DiffResult {
  readonly changes: boolean;
  /** Properties whose change needs a new resource. */
  readonly replaces: readonly string[];
  readonly deleteBeforeReplace: boolean;
}

interface ReadResult {
  /** Empty where the resource is gone; the engine then removes it from the state. */
  readonly id: string;
  readonly props: Record<string, unknown>;
  readonly inputs?: Record<string, unknown>;
}

/** What a resource does in each step of its life; knows nothing of Pulumi's dynamic host. */
export interface Lifecycle {
  /** Completes and validates inputs; makes no call. */
  check(olds: Values, news: Values, context: Context): CheckResult;
  /** Decides what a change of inputs means. */
  diff(id: string, state: Values, news: Values, context: Context): Promise<DiffResult>;
  create(inputs: Values, context: Context): Promise<{ id: string; outs: Record<string, unknown> }>;
  read(id: string, state: Values, context: Context): Promise<ReadResult>;
  update(
    id: string,
    state: Values,
    news: Values,
    context: Context,
  ): Promise<{ outs: Record<string, unknown> }>;
  delete(id: string, state: Values, context: Context): Promise<void>;
}

/**
 * The cloud holds the resource, but the operation did not come to its end. Pulumi records a thrown error that has
 * these fields as "created, not initialised" and updates the resource at the next `up`; without them it would
 * record nothing and lose it.
 */
export class PartialFailure extends Error {
  override readonly name = "PartialFailure";
  readonly reasons: readonly string[];
  constructor(
    readonly id: string,
    readonly properties: Values,
    cause: Error,
  ) {
    super(cause.message, { cause });
    this.reasons = [cause.message];
  }
}
