import type { Action, ParametersOf, ParameterTable } from "./action";

/** What makes calls: an operation. */
export interface Caller {
  call<P extends ParameterTable, R>(action: Action<P, R>, parameters: ParametersOf<P>): Promise<R>;
}

/** Objects of one kind that an account holds, read by id or all together. */
export interface Collection<T> {
  /** Kind of the objects, in words: `node group`. */
  readonly kind: string;
  /** Reads one; the only call that proves absence. */
  get(caller: Caller, id: string, parentId: string): Promise<T>;
  /** Reads all, by id. */
  list(caller: Caller, parentId: string): Promise<ReadonlyMap<string, T>>;
  /** Up to so many reads within a few seconds are single calls; more of them read pages of the list. */
  readonly batchThreshold: number;
}

/** The usual threshold: two single calls cost as much as reading a page and confirming what it lacks. */
export const BATCH_THRESHOLD = 2;
